import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../import/run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { endState, readers } from '../testing/end-state.js'
import { failingDestination, InjectedFault } from '../testing/failing-destination.js'
import { createMemoryDestination, type MemoryOptions, type Observed } from '../testing/memory-destination.js'
import { seeded, treeParts } from '../testing/tree-records.js'
import { watchedDestination } from '../testing/watched-destination.js'

let dir: string
let archive: Archive
let serial: readonly string[]
let allowed: ReadonlySet<string>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-lanes-'))
  archive = await buildArchive(dir, treeParts(20))
  const observed = createMemoryDestination()
  await runImport({ archive, destination: observed.destination, workDir: join(dir, 'serial') })
  serial = endState(observed)
  allowed = new Set(readers(observed))
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

const shapes: readonly (readonly [name: string, options: MemoryOptions])[] = [
  ['eight calls of one step', { concurrency: 8, limits: { batch: 1 } }],
  ['eight calls of five steps, without ids beforehand', { concurrency: 8, limits: { batch: 5 }, reserves: false }],
  ['three calls of seven steps', { concurrency: 3, limits: { batch: 7 } }],
  ['one call of one step', { concurrency: 1, limits: { batch: 1 } }],
]

describe.each(shapes)('an import with %s', (name, options) => {
  it('obeys the limits, keeps contents apart and parents first, and ends as one after the other', async () => {
    const observed = createMemoryDestination(options)
    const watched = await watchedDestination(observed, seeded(7))
    const { status, applied } = await runImport({
      archive,
      destination: watched.destination,
      workDir: join(dir, `watched ${name}`),
    })
    expect(watched.broken).toEqual([])
    expect([status, applied?.unexplained]).toEqual(['complete', 0])
    expect(watched.most()).toBe(options.concurrency)
    expect(endState(observed)).toEqual(serial)
  })

  it.each(['before', 'after'] as const)('goes on after a fault %s any call', async (when) => {
    // Every call would take long: each 23rd, and another set of them for each shape.
    let faults = 0
    for (let call = shapes.findIndex(([other]) => other === name); ; call += 23) {
      const observed = createMemoryDestination(options)
      const workDir = join(dir, `${name} ${when} ${call}`)
      const first = await attempt(observed, workDir, (inner) => failingDestination(inner, { call, when }))
      expect(readers(observed).filter((pair) => !allowed.has(pair))).toEqual([])
      if (!(first instanceof InjectedFault)) break
      faults++
      const again = await attempt(observed, workDir, (inner) => inner)
      expect(again).toMatchObject({ status: 'complete', applied: { unexplained: 0 } })
      expect(endState(observed)).toEqual(serial)
    }
    expect(faults).toBeGreaterThan(2)
  })
})

describe('a call that fails', () => {
  it('takes no endings from those that ended: nothing is done twice', async () => {
    const observed = createMemoryDestination({ concurrency: 8, limits: { batch: 1 } })
    const steps: string[] = []
    const counting = {
      ...observed.destination,
      apply: (...[asked, context]: Parameters<Observed['destination']['apply']>) => {
        steps.push(...asked.map(({ action, record }) => `${action} ${record.id}`))
        return observed.destination.apply(asked, context)
      },
    }
    const workDir = join(dir, 'endings')
    const first = await attempt({ ...observed, destination: counting }, workDir, (inner) =>
      failingDestination(inner, { call: 60, when: 'before' }),
    )
    expect(first).toBeInstanceOf(InjectedFault)
    await attempt({ ...observed, destination: counting }, workDir, (inner) => inner)
    expect(steps.length).toBe(new Set(steps).size)
    expect(endState(observed)).toEqual(serial)
  })
})

async function attempt(
  observed: Observed,
  workDir: string,
  wrap: (inner: Observed['destination']) => Observed['destination'],
): Promise<unknown> {
  const destination = wrap(observed.destination)
  return runImport({ archive, destination, workDir }).catch((error: unknown) => error)
}
