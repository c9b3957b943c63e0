import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamNames } from '@spacecrate/format'
import type { Archive } from '@spacecrate/format'
import { createSite } from '@spacecrate/site'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Destination } from '../destination.js'
import { readIdMap, readLosses, readUnresolved } from '../journal/read-journal.js'
import { type ImportRequest, runImport } from './run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { endState, readers } from '../testing/end-state.js'
import { failingDestination, InjectedFault } from '../testing/failing-destination.js'
import { createMemoryDestination, type Observed } from '../testing/memory-destination.js'
import { observeSite } from '../testing/observed-site.js'
import { page, sampleParts, sampleRecords, text } from '../testing/sample-records.js'

let shelf: string
let archive: Archive
let dir: string

beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'import-archive-'))
  archive = await buildArchive(shelf, sampleParts)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const request = (destination: Destination, workDir = join(dir, 'work')): ImportRequest => ({
  archive,
  destination,
  workDir,
})

/** A destination with its name in the table. */
const kinds: readonly { name: string; open: () => Promise<Observed & AsyncDisposable> }[] = [
  { name: 'in memory', open: async () => disposable(createMemoryDestination()) },
  {
    name: 'in memory, without ids beforehand',
    open: async () => disposable(createMemoryDestination({ reserves: false })),
  },
  {
    name: 'the embedded site',
    async open() {
      const site = await createSite(join(dir, 'site'), { name: 'Destination' })
      return { ...observeSite(site), [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() }
    },
  },
]

function disposable(observed: Observed): Observed & AsyncDisposable {
  return { ...observed, async [Symbol.asyncDispose]() {} }
}

/** Who may read what at the source: nobody may read more at the destination, at no moment. */
const mayReadAtSource = new Set([
  ...['person:k-ann', 'person:k-eve', 'person:k-bob'].flatMap((person) =>
    ['page:10', 'page:11', 'post:30'].map((content) => `${person} ${content}`),
  ),
  'person:k-ann page:12',
  'person:k-ann page:13',
  'person:k-ann page:14',
  'person:k-ann page:20',
  'person:k-eve page:20',
])

describe.each(kinds)('an import into a destination $name', ({ open }) => {
  it('gives every record its outcome, and everybody what they could read before', async () => {
    await using observed = await open()
    const { status, applied } = await runImport(request(observed.destination))
    expect(status).toBe('complete')
    expect(applied?.unexplained).toBe(0)
    const records = Object.fromEntries(streamNames.map((name) => [name, sampleRecords[name]?.length ?? 0]))
    for (const { name, created, skipped, refused } of applied?.streams ?? []) {
      expect([name, created + skipped + refused]).toEqual([name, records[name]])
    }
    expect(applied?.losses).toEqual({ SITE_PERMISSION_NOT_CARRIED: 1, REFERENCE_UNRESOLVED: 1 })
    expect(readers(observed)).toEqual([...mayReadAtSource].sort())
  })

  it('creates nothing when it is run again, with its journal and without', async () => {
    await using observed = await open()
    await runImport(request(observed.destination))
    const before = [...observed.rows()].map((row) => JSON.stringify(row))
    for (const workDir of [join(dir, 'work'), join(dir, 'another')]) {
      const { applied, status } = await runImport(request(observed.destination, workDir))
      expect(status).toBe('complete')
      expect(applied?.unexplained).toBe(0)
      expect(applied?.streams.filter(({ created }) => created > 0)).toEqual([])
      expect(applied?.secondSteps.created).toBe(0)
      expect([...observed.rows()].map((row) => JSON.stringify(row))).toEqual(before)
    }
  })

  it('stops between two batches when it is told to, and goes on from there', async () => {
    await using observed = await open()
    const controller = new AbortController()
    const stopped = runImport({
      ...request(observed.destination),
      signal: controller.signal,
      onProgress: ({ stage, phase }) => {
        if (stage === 'applying' && phase === 'content') controller.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(readers(observed)).toEqual([])
    const { applied, status } = await runImport(request(observed.destination))
    expect([status, applied?.resumed, applied?.unexplained]).toEqual(['complete', true, 0])
    expect(applied?.streams.find(({ name }) => name === 'content')?.created).toBe(7)
  })
})

describe('an import that breaks off at any call', () => {
  it.each([
    { reserves: true, when: 'before' },
    { reserves: false, when: 'after' },
  ] as const)('ends as if it had not, with nothing open in between: $when, $reserves', async ({ reserves, when }) => {
    const clean = createMemoryDestination({ reserves })
    const whole = await runImport(request(clean.destination, join(dir, 'clean')))
    const expected = endState(clean)
    for (let call = 0; ; call++) {
      const observed = createMemoryDestination({ reserves })
      const workDir = join(dir, `work-${call}`)
      const failing = failingDestination(observed.destination, { call, when })
      const broken = await runImport(request(failing, workDir)).catch((error: unknown) => error)
      expect(readers(observed).filter((pair) => !mayReadAtSource.has(pair))).toEqual([])
      if (!(broken instanceof InjectedFault)) {
        expect(call).toBeGreaterThan(30)
        return
      }
      const { applied } = await runImport(request(observed.destination, workDir))
      expect(endState(observed)).toEqual(expected)
      expect(applied?.streams).toEqual(whole.applied?.streams)
      expect(applied?.losses).toEqual(whole.applied?.losses)
      expect(applied?.references).toEqual(whole.applied?.references)
    }
  })

  it('finds what it made when the journal is lost', async () => {
    const clean = createMemoryDestination()
    await runImport(request(clean.destination, join(dir, 'clean')))
    for (let call = 0; ; call += 6) {
      const observed = createMemoryDestination()
      const failing = failingDestination(observed.destination, { call, when: 'after' })
      const broken = await runImport(request(failing, join(dir, `lost-${call}`))).catch((error: unknown) => error)
      const { applied } = await runImport(request(observed.destination, join(dir, `new-${call}`)))
      expect(endState(observed)).toEqual(endState(clean))
      expect(applied?.unexplained).toBe(0)
      if (!(broken instanceof InjectedFault)) return
    }
  })

  it('never opens a page that it adds to a space which is open already', async () => {
    const { content = [], versions = [], restrictions = [] } = sampleRecords
    const records = {
      ...sampleRecords,
      content: [...content, page('page:90', 'Added'), page('page:91', 'Below it', { parent: 'page:90' })],
      versions: [...versions, text('page:90', '<p>added</p>'), text('page:91', '<p>below</p>')],
      restrictions: [
        ...restrictions,
        { id: 'restriction:page:90/read/person:k-bob', content: 'page:90', operation: 'read', subject: 'person:k-bob' },
      ],
    } as const
    await using second = await buildArchive(dir, { ...sampleParts, records, id: 'archive-2' })
    const allowed = new Set([...mayReadAtSource, 'person:k-bob page:90', 'person:k-bob page:91'])
    for (let call = 0; ; call++) {
      const observed = createMemoryDestination()
      const workDir = join(dir, `work-${call}`)
      await runImport(request(observed.destination, workDir))
      const failing = failingDestination(observed.destination, { call, when: 'after' })
      const broken = await runImport({ ...request(failing, workDir), archive: second }).catch((error: unknown) => error)
      expect(readers(observed).filter((pair) => !allowed.has(pair))).toEqual([])
      if (!(broken instanceof InjectedFault)) return
      await runImport({ ...request(observed.destination, workDir), archive: second })
      expect(readers(observed)).toEqual([...allowed].sort())
    }
  })

  it('does so in the embedded site', async () => {
    const clean = createMemoryDestination()
    await runImport(request(clean.destination, join(dir, 'clean')))
    const expected = endState(clean)
    for (let call = 4; ; call += 9) {
      await using site = await createSite(join(dir, `site-${call}`), { name: 'Destination' })
      const observed = observeSite(site)
      const failing = failingDestination(observed.destination, { call, when: 'after' })
      const workDir = join(dir, `work-${call}`)
      const broken = await runImport(request(failing, workDir)).catch((error: unknown) => error)
      expect(readers(observed).filter((pair) => !mayReadAtSource.has(pair))).toEqual([])
      if (!(broken instanceof InjectedFault)) return
      await runImport(request(observed.destination, workDir))
      expect(endState(observed).filter((row) => !row.includes('(not ours)'))).toEqual(expected)
    }
  })
})

describe('the journal of an import', () => {
  it('is the id map, the losses and the references that led nowhere', async () => {
    const observed = createMemoryDestination()
    const { applied } = await runImport(request(observed.destination))
    const journalDir = applied?.journalDir ?? ''
    const map = new Map<string, string>()
    for await (const [id, target] of readIdMap(journalDir)) map.set(id, target)
    const rows = [...observed.rows()]
    expect(map.get('page:12')).toBe(rows.find(({ madeOf }) => madeOf === 'page:12')?.record.id)
    expect([...map.keys()].every((id) => !id.startsWith('version:'))).toBe(true)
    const entries = []
    for await (const entry of readLosses(journalDir, applied?.run ?? 0)) entries.push(entry)
    expect(entries.map(({ record, outcome }) => [record, outcome])).toEqual([
      ['permission:site/group:writers/USE', 'refused'],
      ['site:source', 'skipped'],
      ['version:page:10/1', 'created'],
    ])
    const unresolved = []
    for await (const reference of readUnresolved(journalDir, applied?.run ?? 0)) unresolved.push(reference)
    expect(unresolved.map(({ reason, verbatim }) => [reason, verbatim])).toEqual([
      ['TARGET_NOT_IN_ARCHIVE', '<ri:page ri:content-title="Nowhere" />'],
    ])
  })

  it('is for one import at a time', async () => {
    const observed = createMemoryDestination()
    const inside = runImport({
      ...request(observed.destination),
      confirm: async () => {
        await expect(runImport(request(observed.destination))).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' })
      },
    })
    expect((await inside).status).toBe('complete')
  })
})
