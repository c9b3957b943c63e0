import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Archive } from '@spacecrate/format'
import { createSite, openSite } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { endState, readers, spaceReaders } from './testing/end-state.js'
import { allowSite, everyPart } from './testing/every-stream.js'
import { observeSite } from './testing/observed-site.js'
import { seeded, treeParts } from './testing/tree-records.js'

// The child runs what was built: `npm test` builds before it tests.
const child = fileURLToPath(new URL('../dist/testing/kill-child.js', import.meta.url))
const atOnce = 2

let dir: string
let archive: Archive
let expected: string[]
let allowed: ReadonlySet<string>
let writes: number

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-kill-'))
  archive = await buildArchive(dir, treeParts(8, 1, everyPart))
  await makeSite('clean')
  const { output } = await runChild('clean', 'none', 0)
  writes = Number(output)
  await using site = await openSite(join(dir, 'clean'), { mode: 'read' })
  const observed = observeSite(site)
  expected = endState(observed)
  allowed = new Set(seen(observed))
}, 60_000)
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

/** Who may read which page, and who may see which space. */
function seen(observed: ReturnType<typeof observeSite>): string[] {
  return [...readers(observed), ...spaceReaders(observed)]
}

async function makeSite(name: string): Promise<void> {
  await (await createSite(join(dir, name), { name: 'Destination' }))[Symbol.asyncDispose]()
}

/** Where a child kills itself. */
interface Point {
  readonly where: 'write' | 'blob' | 'millisecond'
  readonly number: number
}

function runChild(
  name: string,
  where: Point['where'] | 'none',
  number: number,
): Promise<{ readonly signal: string | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const args = [child, archive.path, join(dir, name), join(dir, `work-${name}`), where, String(number)]
    const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    process_.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    process_.on('error', reject)
    process_.on('close', (_code, signal) => resolve({ signal, output }))
  })
}

/** What is wrong after a kill at this point, before the import goes on and after. */
async function killAt({ where, number }: Point): Promise<readonly string[]> {
  const name = `${where}-${number}`
  await makeSite(name)
  const { signal } = await runChild(name, where, number)
  const wrong: string[] = []
  const note = (what: string, isRight: boolean): void => void (isRight || wrong.push(`${name}: ${what}`))
  // A moment may come after the end: then nothing is left to go on with.
  note(`ended with ${signal}`, signal === 'SIGKILL' || where === 'millisecond')
  await using site = await openSite(join(dir, name), { mode: 'write' })
  const observed = observeSite(site)
  for (const pair of seen(observed)) note(`${pair} at the kill`, allowed.has(pair))
  const { status, applied } = await runImport({
    archive,
    destination: observed.destination,
    workDir: join(dir, `work-${name}`),
    policies: { allow: allowSite },
  })
  note(`${status}, ${applied?.unexplained} unexplained`, status === 'complete' && applied?.unexplained === 0)
  note('another end state', endState(observed).join('\n') === expected.join('\n'))
  note('other readers', seen(observed).join() === [...allowed].join())
  await rm(join(dir, name), { recursive: true })
  return wrong
}

async function killAtEach(points: readonly Point[]): Promise<readonly string[]> {
  const waiting = points.values()
  const wrong: string[] = []
  const next = async (): Promise<void> => {
    for (const point of waiting) wrong.push(...(await killAt(point)))
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  return wrong
}

describe.skipIf(!existsSync(child))('an import whose process is killed', () => {
  it('writes often enough for points to lie everywhere', () => {
    expect(writes).toBeGreaterThan(400)
  })

  // The same points in every run of this test: fifty of them, and the first and last ones.
  it.each([1, 2, 3, 4, 5])('at ten random writes goes on as if it had not: %i', { timeout: 60_000 }, async (seed) => {
    const random = seeded(seed)
    const points = Array.from({ length: 10 }, (_, at) => ({
      where: 'write' as const,
      // One in each tenth: spread over planning, the journal, and every phase.
      number: Math.floor(((at + random()) / 10) * writes),
    }))
    expect(await killAtEach(points)).toEqual([])
  })

  it('in the middle of files, and at moments of the clock, goes on as well', { timeout: 60_000 }, async () => {
    const points: readonly Point[] = [
      ...[0, 1, 2].map((number) => ({ where: 'blob' as const, number })),
      ...[20, 60, 120, 200, 300].map((number) => ({ where: 'millisecond' as const, number })),
    ]
    expect(await killAtEach(points)).toEqual([])
  })

  it('again and again comes to the same end', { timeout: 60_000 }, async () => {
    await makeSite('often')
    const random = seeded(9)
    for (let kill = 0; kill < 6; kill++) {
      const { signal } = await runChild('often', 'write', Math.floor(random() * 200) + 20)
      expect(signal).toBe('SIGKILL')
      await using site = await openSite(join(dir, 'often'), { mode: 'read' })
      expect(seen(observeSite(site)).filter((pair) => !allowed.has(pair))).toEqual([])
    }
    expect((await runChild('often', 'none', 0)).signal).toBeNull()
    await using site = await openSite(join(dir, 'often'), { mode: 'read' })
    expect(endState(observeSite(site))).toEqual(expected)
  })

  it('in its second run leaves all as it was', { timeout: 60_000 }, async () => {
    await makeSite('second')
    await runChild('second', 'none', 0)
    for (const number of [0, 1, 2]) {
      expect((await runChild('second', 'write', number)).signal).toBe('SIGKILL')
      await using site = await openSite(join(dir, 'second'), { mode: 'read' })
      expect(endState(observeSite(site))).toEqual(expected)
      expect(seen(observeSite(site))).toEqual([...allowed])
    }
    await rm(join(dir, 'work-second'), { recursive: true })
    // Without its journal a run makes a plan again.
    for (const number of [10, 100, 150]) {
      expect((await runChild('second', 'write', number)).signal).toBe('SIGKILL')
    }
    expect((await runChild('second', 'none', 0)).signal).toBeNull()
    await using site = await openSite(join(dir, 'second'), { mode: 'read' })
    expect(endState(observeSite(site))).toEqual(expected)
  })
})
