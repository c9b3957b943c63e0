import { describe, expect, it } from 'vitest'
import { ServedSample } from '../../testing/served-sample.js'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import { hostFilter, isLoopbackName, servingProblem } from './host-names.js'
import { serveSite } from './serve-site.js'

const sample = new ServedSample()

describe('refusals', () => {
  it.each([
    '/nothing',
    '/spaces/NOPE',
    '/pages/1',
    '/pages/person%3Aada',
    '/people/nobody',
    '/groups/none',
    '/comments/0',
    '/attachments/0',
    '/templates/0',
    '/attachments/0/1/x',
    '/pages/%00',
    '/pages/%ff',
    '/pages/0x:zz',
    '/spaces/%3Cscript%3E',
    '/people/admin/avatar',
    '/..%2f..%2fetc/passwd',
  ])('answers 404 to %s', async (path) => {
    const { status, text, headers } = await sample.ask(path)
    expect(status).toBe(404)
    expect(text).toContain('Not found')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('answers 404 to versions of something else', async () => {
    expect((await sample.ask(sample.page('/versions/9'))).status).toBe(404)
    expect(
      (await sample.ask(sample.page(`/versions/${encodeURIComponent(`version:${sample.ids.secret}/1`)}`))).status,
    ).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const { status, headers } = await sample.ask('/', { method })
    expect([status, headers['allow'], headers['x-content-type-options']]).toEqual([405, 'GET, HEAD', 'nosniff'])
  })

  it.each([
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example:80', 421],
    ['localhost', 200],
    ['LOCALHOST:1234', 200],
    ['127.0.0.1', 200],
    ['[::1]:80', 200],
  ])('answers to the name %s with %i', async (host, status) => {
    expect((await sample.ask('/', { headers: { host } })).status).toBe(status)
  })

  it('answers 500 without a word of what went wrong, and tells whoever serves', async () => {
    const broken = await createSite(await temporaryPath(), { name: 'x' })
    const errors: unknown[] = []
    const one = await serveSite(broken, { port: 0, onError: (error) => errors.push(error) })
    await broken[Symbol.asyncDispose]()
    const response = await fetch(`${one.url}/`)
    const text = await response.text()
    expect([response.status, errors.length]).toEqual([500, 1])
    expect(text).not.toMatch(/closed|spacecrate-site|Error:/)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    await one.close()
  })
})

describe(serveSite, () => {
  it('says which port is taken, and who is unknown', async () => {
    const port = Number(sample.url('anonymous').port)
    await expect(serveSite(sample.site, { port })).rejects.toThrow(
      expect.objectContaining({ code: 'PORT_IN_USE', details: { host: '127.0.0.1', port } }),
    )
    await expect(serveSite(sample.site, { port: 0, viewer: 'person:x' })).rejects.toThrow(
      expect.objectContaining({ code: 'VIEWER_UNKNOWN' }),
    )
  })

  it('ends twice, and leaves the site open', async () => {
    const one = await serveSite(sample.site, { port: 0 })
    await one.close()
    await one.close()
    expect(sample.site.store.count('spaces')).toBe(3)
    await expect(fetch(one.url)).rejects.toThrow('fetch failed')
  })
})

describe('beyond this machine', () => {
  it.each([
    [{ host: '0.0.0.0' }, ['--viewer', '--host-name']],
    [{ host: '::' }, ['--viewer', '--host-name']],
    [{ host: '192.0.2.7', viewer: 'anonymous' }, ['--host-name']],
    [{ host: 'wiki.example.org', hostNames: ['wiki.example.org'] }, ['--viewer']],
    [{ host: '0.0.0.0', viewer: 'anonymous', hostNames: ['http://wiki.example.org'] }, ['without scheme']],
    [{ host: '127.0.0.1', hostNames: ['*'] }, ['without scheme']],
    [{ host: '127.0.0.1', hostNames: ['wiki.example.org:80'] }, ['without scheme']],
  ])('%j is refused, and says what to add', async (place, words) => {
    for (const word of words) expect(servingProblem(place)).toContain(word)
    await expect(serveSite(sample.site, { port: 0, ...place })).rejects.toThrow(TypeError)
  })

  it.each([
    [{ host: '127.0.0.1' }],
    [{ host: '::1', viewer: 'anonymous' }],
    [{ host: '0.0.0.0', viewer: 'anonymous', hostNames: ['wiki', 'wiki.example.org', '192.0.2.7', '[2001:db8::7]'] }],
  ])('%j is enough', (place) => {
    expect(servingProblem(place)).toBeUndefined()
  })

  it('answers to the names that it was given, and to no other', async () => {
    const place = { host: '0.0.0.0', viewer: 'person:ben', hostNames: ['Wiki.Example.org', '[2001:db8::7]'] }
    const one = await serveSite(sample.site, { port: 0, ...place })
    const { port } = new URL(one.url)
    expect(one.url).toBe(`http://Wiki.Example.org:${port}`)
    await one.close()
    const isHost = hostFilter(place)
    for (const name of ['wiki.example.org', 'WIKI.example.org:8090', '[2001:DB8::7]:1']) expect(isHost(name)).toBe(true)
    for (const name of ['', 'localhost', '127.0.0.1:8090', 'example.org', 'x.wiki.example.org', 'wiki.example.org.']) {
      expect(isHost(name)).toBe(false)
    }
    const here = hostFilter({ ...place, host: '127.0.0.1' })
    expect(['wiki.example.org', 'localhost:1', '[::1]', 'evil.example'].map(here)).toEqual([true, true, true, false])
  })

  it('says nothing of the site to a wrong name', async () => {
    const { status, text } = await sample.ask('/', { headers: { host: 'evil.example' } })
    expect(status).toBe(421)
    expect(text).toContain('--host-name')
    expect(text).not.toContain('Riverside')
  })
})

it.each(['', 'localhost:', 'x@localhost', 'localhost:80:80', '128.0.0.1', '127.1.1.1.1', 'localhost.'])(
  '%j is no loopback name',
  (name) => {
    expect(isLoopbackName(name)).toBe(false)
  },
)
