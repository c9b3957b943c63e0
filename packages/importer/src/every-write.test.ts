import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { openSite, createSite } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSiteDestination } from './destinations/site/site-destination.js'
import { runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { endState, readers, spaceReaders } from './testing/end-state.js'
import { InjectedFault } from './testing/failing-destination.js'
import { observeSite } from './testing/observed-site.js'
import { sampleParts } from './testing/sample-records.js'
import { watchWrites } from './testing/watch-writes.js'

let dir: string
let archive: Archive
let expected: string[]
let allowed: readonly string[]
let writes = 0

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'every-write-'))
  archive = await buildArchive(dir, sampleParts)
  await (await createSite(join(dir, 'clean'), { name: 'Destination' }))[Symbol.asyncDispose]()
  {
    using _counting = watchWrites(() => void writes++)
    await importInto('clean')
  }
  ;({ state: expected, seen: allowed } = await look('clean'))
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

async function importInto(name: string): Promise<void> {
  await using destination = await openSiteDestination(join(dir, name))
  const { status, applied } = await runImport({ archive, destination, workDir: join(dir, `work-${name}`) })
  expect([status, applied?.unexplained]).toEqual(['complete', 0])
}

async function look(name: string): Promise<{ readonly state: string[]; readonly seen: string[] }> {
  await using site = await openSite(join(dir, name), { mode: 'read' })
  const observed = observeSite(site)
  return { state: endState(observed), seen: [...readers(observed), ...spaceReaders(observed)] }
}

/** Breaks the import off at this write, looks who may read what, and lets it go on. */
async function breakAt(fatal: number): Promise<void> {
  const name = `site-${fatal}`
  await (await createSite(join(dir, name), { name: 'Destination' }))[Symbol.asyncDispose]()
  let count = 0
  {
    using _failing = watchWrites(() => {
      if (count++ === fatal) throw new InjectedFault('A write that fails on purpose')
    })
    await expect(importInto(name)).rejects.toThrow('on purpose')
  }
  const { seen } = await look(name)
  expect({ fatal, open: seen.filter((pair) => !allowed.includes(pair)) }).toEqual({ fatal, open: [] })
  await importInto(name)
  const after = await look(name)
  expect({ fatal, ...after }).toEqual({ fatal, state: expected, seen: allowed })
  await rm(join(dir, name), { recursive: true })
}

describe('an import whose write fails', () => {
  // Each part takes every tenth write, so that one part after the other is seen to end.
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('at any write goes on as if it had not: %i', async (part) => {
    expect(writes).toBeGreaterThan(150)
    for (let fatal = part; fatal < writes; fatal += 10) await breakAt(fatal)
  })
})
