import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.js'
import { runInProcess } from '../testing/run-in-process.js'

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
    const from = fileURLToPath(new URL('../../../../fixtures/sites/small', import.meta.url))
    const { code, stdout } = await runInProcess(['site', 'create', at('defined'), '--from', from, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ name: 'Oakside Bakery', records: { spaces: 1, versions: 3 } })
    const named = await runInProcess(['site', 'create', at('named'), '--from', from, '--name', 'Rehearsal'])
    expect(named.stdout).toContain('Rehearsal')
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
    [['site'], 2],
    [['site', 'create', 'nowhere', '--from', 'nowhere'], 2],
    [['site', 'serve', 'nowhere'], 40],
    [['site', 'serve', 'nowhere', '--port', '70000'], 2],
  ])('%j ends with %d', async (args, exit) => {
    expect((await runInProcess(args)).code).toBe(exit)
  })
})
