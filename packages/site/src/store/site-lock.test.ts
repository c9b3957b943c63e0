import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from './create-site.js'
import { openSite } from './open-site.js'

// A process of its own runs the built package: the rules are about processes that die.
const built = join(import.meta.dirname, '../../dist/store/open-site.js')
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Runs `work` with an open site in another process, up to its first line of output; then it waits to be killed. */
async function inAnotherProcess(dir: string, work: string): Promise<{ readonly line: string; kill(): Promise<void> }> {
  const code = `
    import { openSite } from ${JSON.stringify(built)}
    const site = await openSite(${JSON.stringify(dir)}, { mode: 'write' })
    const { store } = site
    const say = (text) => process.stdout.write(text + '\\n')
    ${work}
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => {
      throw new Error('The other process ended; is the package built?')
    }),
  ])) as [string]
  return {
    line,
    kill: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

it('lets one process write at a time, and is gone with a process that was killed', async () => {
  const dir = await temporaryPath()
  await (await createSite(dir, { name: 'x' }))[Symbol.asyncDispose]()
  const other = await inAnotherProcess(dir, `say('open')`)
  await expect(openSite(dir, { mode: 'write' })).rejects.toThrow(
    expect.objectContaining({ code: 'SITE_IN_USE', details: { dir } }),
  )
  await using reader = await openSite(dir, { mode: 'read' })
  expect(reader.store.count('people')).toBe(1)
  await other.kill()
  await using mine = await openSite(dir, { mode: 'write' })
  await expect(openSite(dir, { mode: 'write' })).rejects.toThrow(expect.objectContaining({ code: 'SITE_IN_USE' }))
  expect(mine.store.count('people')).toBe(1)
})

it('never gives an id again that a killed process had reserved, nor loses what it had committed', async () => {
  const dir = await temporaryPath()
  await (await createSite(dir, { name: 'x' }))[Symbol.asyncDispose]()
  const given = new Set<string>()
  const works = [
    `say(JSON.stringify([store.reserve('page')]))`,
    `say(JSON.stringify(Array.from({ length: 9000 }, () => store.reserve('page'))))`,
    `store.transaction(() => say(JSON.stringify(Array.from({ length: 3000 }, () => store.reserve('page')))))`,
    // Killed in the middle of a transaction.
    `store.transaction(() => {
      store.insert('groups', { id: 'group:never', name: 'never' })
      say(JSON.stringify([store.reserve('page')]))
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })`,
    `store.insert('groups', { id: 'group:kept', name: 'kept' }); say(JSON.stringify([store.reserve('page')]))`,
  ]
  let expected = 0
  for (const work of works) {
    const other = await inAnotherProcess(dir, work)
    await other.kill()
    const ids = JSON.parse(other.line) as string[]
    expected += ids.length
    for (const id of ids) given.add(id)
  }
  expect(given.size).toBe(expected)
  await using site = await openSite(dir, { mode: 'write' })
  expect(given).not.toContain(site.store.reserve('page'))
  expect([site.store.get('groups', 'group:never'), site.store.get('groups', 'group:kept')?.name]).toEqual([
    undefined,
    'kept',
  ])
})
