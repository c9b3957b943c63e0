import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Archive, type StreamName, streamNames } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportSummary } from '../import/import-summary.js'
import { runImport } from '../import/run-import.js'
import { ownerOf } from '../structure.js'
import { buildArchive } from '../testing/build-archive.js'
import { createMemoryDestination } from '../testing/memory-destination.js'
import { sampleParts, sampleRecords } from '../testing/sample-records.js'
import { type OutcomeRequest, type StepOutcome, walkOutcomes } from './walk-outcomes.js'

/** Names of others hold what a made id is put together with. */
const odd = 'group:readers/person:k-ann'
const records = {
  ...sampleRecords,
  groups: [...(sampleRecords.groups ?? []), { id: odd, name: 'readers/person:k-ann' }],
  labels: [
    ...(sampleRecords.labels ?? []),
    { id: 'label:page:11/global/a/b', on: 'page:11', prefix: 'global', name: 'a/b' } as const,
  ],
}

let dir: string
let archive: Archive
let summary: ImportSummary

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outcomes-'))
  archive = await buildArchive(dir, { ...sampleParts, records })
  const { destination } = createMemoryDestination()
  summary = await runImport({ archive, destination, workDir: join(dir, 'work') })
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

async function walk(applied: boolean): Promise<StepOutcome[]> {
  const request: OutcomeRequest = {
    planDir: dirname(summary.plan.path),
    ...(applied ? { journalDir: summary.applied?.journalDir ?? '' } : {}),
  }
  const all: StepOutcome[] = []
  for await (const batch of walkOutcomes(request)) all.push(...batch)
  return all
}

describe(walkOutcomes, () => {
  it.each([
    ['a plan', false],
    ['an import', true],
  ])('gives every record of %s once, with the place that the record itself says', async (_, applied) => {
    const all = await walk(applied)
    expect(all.map(({ step }) => step.n)).toEqual(all.map((_one, at) => at + 1))
    const first = new Map(all.filter((one) => one.first).map((one) => [`${one.step.stream} ${one.step.id}`, one]))
    let count = 0
    for (const stream of streamNames) {
      for (const record of records[stream] ?? []) {
        count++
        const one = first.get(`${stream} ${record.id}`)
        const owner = ownerOf(stream, record)
        // The site is no record that the plan knows owners of.
        if (owner !== 'site:source') expect([record.id, one?.owner]).toEqual([record.id, owner])
        expect([record.id, one?.space]).toEqual([record.id, spaceOf(stream, record.id)])
      }
    }
    expect(first.size).toBe(count)
  })

  it('adds up to the sums of the summary, and has all of its losses', async () => {
    const counts: Record<string, Record<string, number>> = {}
    const losses: Record<string, number> = {}
    for (const { step, first, outcome, losses: lost } of await walk(true)) {
      for (const { code } of lost) losses[code] = (losses[code] ?? 0) + 1
      if (!first || outcome === undefined) continue
      const row = (counts[step.stream] ??= { created: 0, matched: 0, skipped: 0, refused: 0, failed: 0 })
      row[outcome] = (row[outcome] ?? 0) + 1
    }
    for (const { name, created, matched, skipped, refused, failed } of summary.applied?.streams ?? []) {
      expect([name, counts[name]]).toEqual([name, { created, matched, skipped, refused, failed }])
    }
    expect(losses).toEqual(summary.applied?.losses)
    expect(Object.keys(losses).length).toBeGreaterThan(0)
  })

  it('knows the ids at the destination', async () => {
    const created = (await walk(true)).filter(({ step, outcome }) => step.stream === 'content' && outcome === 'created')
    expect(created.filter(({ first, target }) => first && target === undefined)).toEqual([])
  })
})

function spaceOf(stream: StreamName, id: string): string | undefined {
  if (stream === 'site' || stream === 'people' || stream === 'groups') return undefined
  if (stream === 'memberships' || stream === 'permissions') return undefined
  return id.includes('space:2') || id.includes('page:20') ? 'space:2' : 'space:1'
}
