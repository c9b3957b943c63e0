import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyPlanned } from './apply-planned.js'
import type { ImportSummary } from './import-summary.js'
import { Journal } from '../journal/journal.js'
import { type ImportRequest, runImport } from './run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { failingDestination } from '../testing/failing-destination.js'
import { createMemoryDestination, type Observed } from '../testing/memory-destination.js'
import { sampleParts } from '../testing/sample-records.js'
import { undoImport } from '../undo/undo-import.js'
import { journalDir } from '../work-paths.js'

let shelf: string
let archive: Archive
let dir: string
let observed: Observed
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'planned-archive-'))
  archive = await buildArchive(shelf, sampleParts)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'planned-'))
  observed = createMemoryDestination()
  await importIt({ planOnly: true })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const pair = { source: 'source-1', destination: 'memory' }
const planDir = (): string => join(dir, 'plan')
const workDir = (): string => join(dir, 'work')
const importIt = (rest: Partial<ImportRequest> = {}): Promise<ImportSummary> =>
  runImport({ archive, destination: observed.destination, workDir: workDir(), planDir: planDir(), ...rest })
const apply = (destination = observed.destination): Promise<ImportSummary> =>
  applyPlanned({ planDir: planDir(), archive, destination })
const created = ({ applied }: ImportSummary): number =>
  applied?.streams.reduce((sum, stream) => sum + stream.created, 0) ?? 0

describe(applyPlanned, () => {
  it('does what the plan says, and once that is done writes nothing more', async () => {
    const first = await apply()
    expect(created(first)).toBeGreaterThan(10)
    const rows = [...observed.rows()].length
    const again = await apply()
    expect([again.status, created(again), again.applied?.run]).toEqual(['complete', created(first), first.applied?.run])
    expect([...observed.rows()]).toHaveLength(rows)
  })

  it('goes on where it stopped', async () => {
    await expect(apply(failingDestination(observed.destination, { call: 12, when: 'after' }))).rejects.toThrow(
      'purpose',
    )
    const { status, applied } = await apply()
    expect([status, applied?.resumed, applied?.unexplained]).toEqual(['complete', true, 0])
  })

  it('says of a plan that another import found done that all of it is there', async () => {
    await apply()
    await importIt()
    const again = await apply()
    expect([again.status, again.settled, created(again), again.applied?.unexplained]).toEqual(['complete', true, 0, 0])
  })

  it('does not call a plan done whose work was taken back', async () => {
    await apply()
    {
      using journal = Journal.open(journalDir(workDir(), pair), pair)
      await undoImport({ journal, source: 'source-1', destination: observed.destination })
    }
    await expect(apply()).rejects.toMatchObject({ code: 'PLAN_STALE' })
  })

  it.each(['before anything was done', 'where it stopped', 'after it was done'])(
    'takes the folder of the plan as it is found, when somebody moved it %s',
    async (when) => {
      if (when === 'where it stopped') {
        const failing = failingDestination(observed.destination, { call: 12, when: 'after' })
        await expect(apply(failing)).rejects.toThrow('purpose')
      } else if (when === 'after it was done') await apply()
      const moved = join(dir, 'moved')
      await rename(planDir(), moved)
      const { status, applied, plan } = await applyPlanned({
        planDir: moved,
        archive,
        destination: observed.destination,
      })
      expect([status, applied?.unexplained, dirname(plan.path)]).toEqual(['complete', 0, moved])
      expect(existsSync(planDir())).toBe(false)
      using journal = Journal.open(journalDir(workDir(), pair), pair)
      expect(journal.lastRun()?.planDir).toBe(moved)
    },
  )
})
