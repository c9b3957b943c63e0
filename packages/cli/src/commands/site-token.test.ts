import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSite } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'

let dir = ''
const site = (): string => join(dir, 'site')

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-token-'))
  const from = fileURLToPath(new URL('../../../../fixtures/sites/small', import.meta.url))
  await runInProcess(['site', 'create', site(), '--from', from])
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('site token', () => {
  it('shows a token once, that logs in until it is revoked, also while the site is served', async () => {
    const made = await runInProcess([
      'site',
      'token',
      site(),
      '--person',
      'site-administrator',
      '--name',
      'mine',
      '--json',
    ])
    expect(made.code).toBe(0)
    const { token, login } = JSON.parse(made.stdout) as { token: string; login: string }
    const served = await startSite(site(), { port: 0 })
    const authorization = `Basic ${Buffer.from(`${login}:${token}`).toString('base64')}`
    const status = async (): Promise<number> =>
      (await fetch(`${served.url}/wiki/rest/api/user/current`, { headers: { authorization } })).status
    expect(await status()).toBe(200)
    const listed = await runInProcess(['site', 'token', site(), '--list'])
    expect(listed.stdout).toContain('mine')
    expect(listed.stdout).not.toContain(token)
    expect((await runInProcess(['site', 'token', site(), '--revoke', 'mine'])).code).toBe(0)
    expect(await status()).toBe(403)
    await served.close()
  })

  it.each([
    [['--person', 'nobody']],
    [['--revoke', 'nothing']],
    [[]],
    [['--list', '--person', 'nora']],
    [['--person', 'site-administrator', '--expires', '0']],
  ])('refuses %j', async (args) => {
    expect((await runInProcess(['site', 'token', site(), ...args])).code).toBe(2)
  })
})

describe('site check', () => {
  it('finds nothing in a site that is whole', async () => {
    const { code, stdout } = await runInProcess(['site', 'check', site(), '--json'])
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ problems: [] })])
  })
})

describe('site serve', () => {
  it('says what is wrong with a file of faults', async () => {
    const file = join(dir, 'faults.json')
    await writeFile(file, '{"faults": [{"status": 1}]}')
    const { code, stderr } = await runInProcess(['site', 'serve', site(), '--port', '0', '--faults', file])
    expect([code, stderr]).toEqual([2, expect.stringContaining('/faults/0/status')])
  })
})
