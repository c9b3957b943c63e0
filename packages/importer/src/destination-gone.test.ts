import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { createSite, openSite } from '@spacecrate/site'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Destination } from './destination.js'
import { openSiteDestination } from './destinations/site/site-destination.js'
import type { ImportSummary } from './import/import-summary.js'
import { runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { endState, readers } from './testing/end-state.js'
import { observeSite } from './testing/observed-site.js'
import { sampleParts } from './testing/sample-records.js'

let shelf: string
let archive: Archive
let expected: readonly string[]
let allowed: readonly string[]
let dir: string

beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'gone-archive-'))
  archive = await buildArchive(shelf, sampleParts)
  await using site = await createSite(join(shelf, 'site'), { name: 'Destination' })
  const observed = observeSite(site)
  await runImport({ archive, destination: observed.destination, workDir: join(shelf, 'work') })
  expected = endState(observed)
  allowed = readers(observed)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gone-'))
  await (await createSite(join(dir, 'site'), { name: 'Destination' }))[Symbol.asyncDispose]()
  // The log of SQLite is folded in by closing, and goes whenever the collector comes to it.
  const filter = (path: string): boolean => !/-(?:wal|shm)$/.test(path)
  await cp(join(dir, 'site'), join(dir, 'copy'), { recursive: true, filter })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const workDir = (): string => join(dir, 'work')

/** Imports, and does something before one of the calls that write. */
async function importWith(call: number, meanwhile: () => Promise<void>): Promise<ImportSummary> {
  await using inner = await openSiteDestination(join(dir, 'site'))
  let calls = 0
  const destination: Destination = {
    reader: inner.reader,
    addressOf: inner.addressOf.bind(inner),
    describe: inner.describe.bind(inner),
    find: inner.find.bind(inner),
    reserve: inner.reserve.bind(inner),
    async apply(steps, context) {
      if (calls++ === call) await meanwhile()
      return inner.apply(steps, context)
    },
    async [Symbol.asyncDispose]() {},
  }
  return await runImport({ archive, destination, workDir: workDir() })
}

async function goOn(): Promise<void> {
  await using site = await openSite(join(dir, 'site'), { mode: 'write' })
  const observed = observeSite(site)
  const { status, applied } = await runImport({ archive, destination: observed.destination, workDir: workDir() })
  expect([status, applied?.unexplained]).toEqual(['complete', 0])
  expect(endState(observed)).toEqual(expected)
  expect(readers(observed)).toEqual(allowed)
}

// Shells, files, bodies, the last openings.
const calls = [0, 4, 8, 11, 20]

describe('a site whose folder goes away under an import', () => {
  it.each(calls)('ends it, and it goes on when the folder is back: call %i', async (call) => {
    const away = join(dir, 'away')
    const broken = importWith(call, () => rename(join(dir, 'site'), away))
    await expect(broken).rejects.toMatchObject({ code: 'DESTINATION_GONE' })
    await rename(away, join(dir, 'site'))
    await goOn()
  })

  it.each(calls)('gets all of it again when it is restored as it was before: call %i', async (call) => {
    const broken = importWith(call, () => rm(join(dir, 'site'), { recursive: true }))
    await expect(broken).rejects.toMatchObject({ code: 'DESTINATION_GONE' })
    await rename(join(dir, 'copy'), join(dir, 'site'))
    await goOn()
  })
})
