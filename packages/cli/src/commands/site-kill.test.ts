import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { checkSite, makeToken, openSite } from '@spacecrate/site'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'

const bin = fileURLToPath(new URL('../../bin/spacecrate.js', import.meta.url))
const writers = 6

let dir = ''
let authorization = ''
let spaceId = ''
const site = (): string => join(dir, 'site')

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-kill-'))
  const from = fileURLToPath(new URL('../../../../fixtures/sites/small', import.meta.url))
  await runInProcess(['site', 'create', site(), '--from', from])
  const { login, token } = await makeToken(site(), { person: 'site-administrator' })
  authorization = `Basic ${Buffer.from(`${login}:${token}`).toString('base64')}`
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it.each([40, 150, 400])(
  'keeps what it said it had kept, and nothing by half, when it is killed after %i pages',
  async (pages) => {
    const server = spawn(process.execPath, [bin, 'site', 'serve', site(), '--port', '0', '--writable', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(server, 'exit')
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    const ask = async (path: string, body?: unknown): Promise<unknown> => {
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
      const headers = { authorization, 'content-type': 'application/json' }
      const response = await fetch(`${url}/wiki${path}`, { headers, ...sent })
      return response.status === 200 ? response.json() : Promise.reject(new Error(await response.text()))
    }
    if (spaceId === '') spaceId = ((await ask('/api/v2/spaces')) as { results: { id: string }[] }).results[0]?.id ?? ''
    const kept: string[] = []
    const write = async (writer: number): Promise<void> => {
      for (let number = 0; ; number++) {
        const title = `${pages} ${writer} ${number}`
        const body = { representation: 'storage', value: `<p>${'words '.repeat(number % 7 === 0 ? 60_000 : 20)}</p>` }
        const { id } = (await ask('/api/v2/pages', { spaceId, title, body })) as { id: string }
        kept.push(id)
        if (kept.length === pages) server.kill('SIGKILL')
      }
    }
    // Each ends when nobody answers any more.
    await Promise.allSettled(Array.from({ length: writers }, (_none, writer) => write(writer)))
    await ended
    expect(kept.length).toBeGreaterThanOrEqual(pages)
    expect((await checkSite(site())).problems).toEqual([])
    await using open = await openSite(site(), { mode: 'write' })
    const lost = kept.filter((id) => open.store.get('content', `page:${id}`) === undefined)
    expect(lost).toEqual([])
  },
)
