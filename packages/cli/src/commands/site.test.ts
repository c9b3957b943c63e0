import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSite, type Site } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.js'
import { runInProcess } from '../testing/run-in-process.js'

/** The status of the first page, asked for by a name. */
const ask = (port: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get({ port, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', reject)
  })

const small = fileURLToPath(new URL('../../../../fixtures/sites/small', import.meta.url))

interface Listed {
  readonly results: readonly { readonly id: string }[]
}

async function closed(site: Site): Promise<string> {
  await site[Symbol.asyncDispose]()
  return 'open'
}

let dir = ''
const at = (...names: string[]): string => join(dir, ...names)

beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'spacecrate-site-'))))
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('site', () => {
  beforeAll(() => runInProcess(['site', 'create', at('served'), '--name', 'Reading room']))

  it('is made once', async () => {
    expect((await runInProcess(['site', 'create', at('once'), '--json'])).code).toBe(0)
    // SQLite takes its log away when the collector comes to it, at any time.
    const names = async (): Promise<string[]> =>
      (await readdir(at('once'))).filter((name) => !/-(?:wal|shm)$/.test(name))
    const before = await names()
    expect((await runInProcess(['site', 'create', at('once')])).code).toBe(2)
    expect(await names()).toEqual(before)
  })

  it('is made of definitions', async () => {
    const { code, stdout } = await runInProcess(['site', 'create', at('defined'), '--from', small, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Oakside Bakery', records: { spaces: 1, versions: 7 } })
    const named = await runInProcess(['site', 'create', at('named'), '--from', small, '--name', 'Rehearsal'])
    expect(named.stdout).toContain('Rehearsal')
  })

  it('is generated: the same numbers give the same content', async () => {
    const size = ['--pages', '30', '--versions', '2', '--spaces', '3', '--comments', '20', '--attachments', '10']
    const roots = new Set<string>()
    for (const name of ['one', 'two']) {
      const { code, stdout } = await runInProcess(['site', 'create', at(name), ...size, '--name', 'Same', '--json'])
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { name: 'Same', records: { content: 30, versions: 60 } }])
      const to = ['-o', at(`${name}.zip`), '--work', at(`${name}.work`), '--json']
      const exported = await runInProcess(['export', '--from', at(name), ...to])
      roots.add((JSON.parse(exported.stdout) as { archive: { contentRoot: string } }).archive.contentRoot)
    }
    expect([...roots]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  })

  it.each([
    [['--pages', '1.5'], '--pages is a whole number'],
    [['--pages', '10', '--versions', '0'], '--versions is a whole number'],
    [['--pages', '2', '--spaces', '3'], 'more --spaces than --pages'],
    [['--pages', '0', '--comments', '3'], 'nothing to hang on'],
    [['--comments', '3'], 'only with --pages'],
    [['--pages', '3', '--from', 'x'], 'not both'],
  ])('is not generated from %j', async (options, problem) => {
    const { code, stderr } = await runInProcess(['site', 'create', at('refused'), ...options])
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)])
    expect(await readdir(dir)).not.toContain('refused')
  })

  it('is served until Ctrl-C', async () => {
    let shown = ''
    const { code, stdout } = await runCommand(['site', 'serve', at('served'), '--port', '0', '--json'], {
      onStdout: (text, kill) => {
        const { url } = JSON.parse(text) as { url: string }
        void fetch(url)
          .then((response) => response.text())
          .then((page) => (shown = page))
          .finally(() => kill('SIGINT'))
      },
    })
    expect(code).toBe(0)
    expect(shown).toContain('Reading room')
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Reading room', viewer: 'person:site-administrator' })
  })

  it.each([
    [[], 503, 'open'],
    [['--writable'], 200, 'SITE_IN_USE'],
  ])(
    'served with %j answers a write with %i, and whoever else wants to write finds it %s',
    async (options, status, found) => {
      const site = at(`api${options.length}`)
      await runInProcess(['site', 'create', site, '--from', small])
      const made = await runInProcess(['site', 'token', site, '--person', 'person:site-administrator', '--json'])
      const { token, login } = JSON.parse(made.stdout) as { token: string; login: string }
      const authorization = `Basic ${Buffer.from(`${login}:${token}`).toString('base64')}`
      const headers = { authorization, 'content-type': 'application/json' }
      const answers: unknown[] = []
      const write = async (api: string): Promise<void> => {
        const { results } = (await (await fetch(`${api}/api/v2/spaces`, { headers })).json()) as Listed
        const body = JSON.stringify({ spaceId: results[0]?.id, title: 'A new page' })
        answers.push((await fetch(`${api}/api/v2/pages`, { method: 'POST', headers, body })).status)
        answers.push(
          await openSite(site, { mode: 'write' }).then(closed, (error: { readonly code: string }) => error.code),
        )
      }
      const { code } = await runCommand(['site', 'serve', site, '--port', '0', '--json', ...options], {
        onStdout: (text, kill) => {
          void write((JSON.parse(text) as { api: string }).api).finally(() => kill('SIGINT'))
        },
      })
      expect([code, ...answers]).toEqual([0, status, found])
    },
  )

  it.each([
    [[], ['--viewer', '--host-name']],
    [['--viewer', 'anonymous'], ['--host-name']],
    [['--host-name', 'wiki.example.org'], ['--viewer']],
    [['--viewer', 'anonymous', '--host-name', 'wiki.example.org/x'], ['without scheme']],
  ])('is served to other machines only with a viewer and names: not with %j', async (options, words) => {
    const { code, stderr } = await runInProcess(['site', 'serve', at('served'), '--host', '0.0.0.0', ...options])
    expect(code).toBe(2)
    for (const word of words) expect(stderr).toContain(word)
  })

  it('is served to other machines by the names that it is given', async () => {
    const answers: number[] = []
    const options = [
      '--host',
      '0.0.0.0',
      '--viewer',
      'anonymous',
      '--host-name',
      'one.example',
      '--host-name',
      'two.example',
    ]
    const { code, stdout } = await runCommand(['site', 'serve', at('served'), '--port', '0', '--json', ...options], {
      onStdout: (text, kill) => {
        const { port } = new URL((JSON.parse(text) as { url: string }).url)
        void Promise.all(['one.example', 'two.example:80', '127.0.0.1', 'three.example'].map((host) => ask(port, host)))
          .then((all) => answers.push(...all))
          .finally(() => kill('SIGINT'))
      },
    })
    expect([code, answers]).toEqual([0, [200, 200, 421, 421]])
    expect(JSON.parse(stdout)).toMatchObject({
      viewer: 'anonymous',
      url: expect.stringMatching(/^http:..one.example:/),
    })
  })

  it.each([
    [['site'], 2],
    [['site', 'create', 'nowhere', '--from', 'nowhere'], 2],
    [['site', 'serve', 'nowhere'], 40],
    [['site', 'serve', 'nowhere', '--port', '70000'], 2],
  ])('%j ends with %d', async (args, exit) => {
    expect((await runInProcess(args)).code).toBe(exit)
  })
})
