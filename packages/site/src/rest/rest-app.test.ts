import { routeIds, routes } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { ServedRest } from '../../testing/served-rest.js'
import { hasSpecs, specProblems } from '../../testing/spec-answers.js'
import { listTokens, makeToken, revokeToken } from '../accounts/site-tokens.js'
import { handlers } from './handlers/all-handlers.js'
import { missingHandlers } from './missing-handlers.js'

const rest = new ServedRest()

it.skipIf(!hasSpecs)('answers are held against the published descriptions, which lie beside the project', () => {
  const page = { id: '65537', status: 'current', title: 'Glazes' }
  expect(specProblems(routes['v2.getPageById'], 200, page)).toEqual([])
  expect(specProblems(routes['v2.getPageById'], 200, { ...page, id: 65537 })).not.toEqual([])
})

describe('the table of routes', () => {
  it('has a handler for each, or says that there is none yet', () => {
    const without = routeIds.filter((id) => handlers[id] === undefined)
    expect(without.filter((id) => !missingHandlers.has(id))).toEqual([])
    expect([...missingHandlers].filter((id) => handlers[id] !== undefined)).toEqual([])
  })

  it('has each path and method once in a product', () => {
    const shapes = Object.values(routes).map(
      ({ family, method, path }) => `${family === 'dc'} ${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`,
    )
    expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([])
  })
})

describe('logging in', () => {
  it('takes e-mail or user name with a token', async () => {
    const { token } = await makeToken(rest.dir, { person: 'ada@example.org', name: 'by mail' })
    const current = async (name: string): Promise<unknown> => {
      const authorization = `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}`
      const { status, json } = await rest.get('/rest/api/user/current', { as: 'anonymous', headers: { authorization } })
      return [status, json?.accountId]
    }
    expect(await current('ADA@example.org')).toEqual([200, 'ada'])
    expect(await current('ada')).toEqual([200, 'ada'])
    expect(await current('ben')).toEqual([403, undefined])
    expect((await listTokens(rest.dir)).map(({ name }) => name)).toContain('by mail')
    expect(JSON.stringify(await listTokens(rest.dir))).not.toContain(token)
    await revokeToken(rest.dir, 'by mail')
    expect(await current('ada')).toEqual([403, undefined])
    await expect(revokeToken(rest.dir, 'by mail')).rejects.toThrow(expect.objectContaining({ code: 'TOKEN_UNKNOWN' }))
  })

  it('takes no token that has ended, nor one of an account that nobody uses', async () => {
    const { token, login } = await makeToken(rest.dir, { person: 'person:ben', days: -1, name: 'ended' })
    const authorization = `Basic ${Buffer.from(`${login}:${token}`).toString('base64')}`
    expect((await rest.get('/rest/api/user/current', { as: 'anonymous', headers: { authorization } })).status).toBe(403)
    await expect(makeToken(rest.dir, { person: 'person:cleo' })).rejects.toThrow(
      expect.objectContaining({ code: 'PERSON_UNKNOWN' }),
    )
  })

  it.each([
    ['/rest/api/user/current', 403],
    ['/api/v2/spaces', 404],
  ])('answers %s without a right credential with %i', async (path, status) => {
    for (const authorization of ['Basic !', 'Basic YTpi', 'Bearer x', 'Digest y', 'Basic']) {
      expect((await rest.get(path, { as: 'anonymous', headers: { authorization } })).status).toBe(status)
    }
  })

  it('takes Bearer at the gateway only, which knows the site by its id', async () => {
    expect((await rest.get('/rest/api/user/current', { as: 'person:ada', door: 'gateway' })).json.accountId).toBe('ada')
    const authorization = await rest.authorization('person:ada', 'gateway')
    expect((await rest.get('/rest/api/user/current', { as: 'anonymous', headers: { authorization } })).status).toBe(403)
    const wrong = await rest.get('/rest/api/user/current', {
      as: 'anonymous',
      door: 'gateway',
      headers: { authorization: 'Bearer x' },
    })
    expect([wrong.status, wrong.json]).toEqual([401, { code: 401, message: 'Unauthorized' }])
    const other = await fetch(`${rest.url}/ex/confluence/other/wiki/rest/api/user/current`, {
      headers: { authorization },
    })
    expect(other.status).toBe(404)
    const info = await fetch(`${rest.url}/_edge/tenant_info`)
    expect(await info.json()).toEqual({ cloudId: rest.store.identity.siteId })
  })

  it('slows nobody who logs in, however many failed before', async () => {
    const authorization = `Basic ${Buffer.from('ada@example.org:wrong').toString('base64')}`
    for (let times = 0; times < 5; times++) {
      expect((await rest.get('/api/v2/spaces', { as: 'anonymous', headers: { authorization } })).status).toBe(404)
    }
    expect((await rest.get('/api/v2/spaces', { as: 'person:ada' })).status).toBe(200)
  })
})

describe('refusals', () => {
  it('says of a path that nobody knows what each API says', async () => {
    expect((await rest.get('/api/v2/nothing')).json).toEqual({
      errors: [{ status: 404, code: 'NOT_FOUND', title: 'Not Found', detail: null }],
    })
    const v1 = await rest.get('/rest/api/nothing')
    expect(v1.json).toEqual({ message: `null for uri: ${rest.url}/wiki/rest/api/nothing`, 'status-code': 404 })
    const xml = await rest.get('/rest/api/nothing', { headers: { accept: '*/*' } })
    expect([xml.headers.get('content-type'), xml.text]).toEqual([
      'application/xml',
      expect.stringContaining('<status-code>404'),
    ])
  })

  it('answers 405 to another method', async () => {
    const { status, json } = await rest.delete('/rest/api/user/current')
    expect([status, json.errors[0]?.code]).toEqual([405, 'METHOD_NOT_ALLOWED'])
  })

  it('answers 501 with a word where there is no handler yet', async () => {
    const without = [...missingHandlers].filter((id) => routes[id].method === 'GET' && !routes[id].path.includes('{'))
    expect(without).not.toEqual([])
    for (const id of without.slice(0, 5)) {
      const { status, text } = await rest.get(routes[id].path)
      expect([id, status, text.length > 20]).toEqual([id, 501, true])
    }
  })

  it('answers 410 at the gateway where an operation is gone, and says at the site that it is old', async () => {
    const gone = await rest.get('/rest/api/space', { door: 'gateway' })
    expect([gone.status, gone.json.data.successful, gone.json.message]).toEqual([
      410,
      true,
      expect.stringContaining('GoneException'),
    ])
  })

  it.each([
    '/api/v2/pages/x',
    '/api/v2/pages/99999999999999999999',
    '/api/v2/spaces?limit=0',
    '/api/v2/spaces?limit=x',
    '/api/v2/spaces?cursor=abc',
    '/api/v2/spaces?sort=colour',
  ])('answers 400 to %s in the words of v2', async (path) => {
    const { status, json } = await rest.get(path)
    expect([status, json.errors[0]?.code]).toEqual([400, 'INVALID_REQUEST_PARAMETER'])
  })

  it('takes no write that the page of another site sends, and no cookie', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await rest.post('/api/v2/pages', {}, { headers })).status).toBe(403)
    expect(
      (await rest.get('/api/v2/spaces', { as: 'anonymous', headers: { cookie: 'session=1' } })).headers.get(
        'set-cookie',
      ),
    ).toBeNull()
    const answer = await rest.get('/api/v2/spaces', { headers })
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
