import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { anonymous, createSite, mayReadContent, mayReadSpace, type Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkImport } from '../check/check-import.js'
import { siteDestination } from '../destinations/site/site-destination.js'
import type { Destination } from '../destination.js'
import { Journal } from '../journal/journal.js'
import { type ImportRequest, runImport } from '../import/run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { editSite } from '../testing/edit-site.js'
import { endState } from '../testing/end-state.js'
import { failingDestination } from '../testing/failing-destination.js'
import { createMemoryDestination, type Observed } from '../testing/memory-destination.js'
import { observeSite } from '../testing/observed-site.js'
import { sampleParts, sampleRecords } from '../testing/sample-records.js'
import { journalDir } from '../work-paths.js'
import { undoImport, type UndoRequest } from './undo-import.js'
import type { StayingThing, UndoSummary } from './undo-summary.js'

let dir: string
let archive: Archive
let site: Site
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'undo-'))
  archive = await buildArchive(dir, sampleParts)
  site = await createSite(join(dir, 'site'), { name: 'Destination' })
})
afterEach(async () => {
  await site[Symbol.asyncDispose]()
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

type Request = Pick<ImportRequest, 'archive' | 'destination' | 'workDir' | 'policies'>
const into = (destination: Destination = siteDestination(site)): Request => ({
  archive,
  destination,
  workDir: join(dir, 'work'),
  policies: { allow: ['members'] },
})

async function undo(
  options: Partial<UndoRequest> = {},
): Promise<UndoSummary & { readonly all: readonly StayingThing[] }> {
  const destination = options.destination ?? siteDestination(site)
  const pair = { source: 'source-1', destination: (await destination.describe()).siteId }
  using journal = Journal.open(journalDir(join(dir, 'work'), pair), pair)
  const all: StayingThing[] = []
  const found = async (thing: StayingThing): Promise<void> => void all.push(thing)
  return { ...(await undoImport({ source: 'source-1', journal, found, ...options, destination })), all }
}

const idOf = (record: string): string => site.store.findByProvenance('source-1', record) ?? ''
const rows = (observed: Observed = observeSite(site)): string[] =>
  [...observed.rows()].map((row) => JSON.stringify([row.stream, row.record])).sort()
const stayed = ({ all }: { readonly all: readonly StayingThing[] }): string[] => all.map(({ record }) => record).sort()

/** How many things with an id of their own the sample has. */
const things = (['spaces', 'templates', 'content', 'comments', 'attachments'] as const).reduce(
  (sum, stream) => sum + (sampleRecords[stream]?.length ?? 0),
  0,
)
const sumOf = ({ streams }: UndoSummary): number => streams.reduce((sum, { undone }) => sum + undone, 0)

describe(undoImport, () => {
  it('says what it would do, and writes nothing', async () => {
    await runImport(into())
    const before = rows()
    const result = await undo({ dryRun: true })
    expect([sumOf(result), result.stays.count, result.failed]).toEqual([things, 0, 0])
    expect(result.left).toEqual({ people: 3, groups: 2, memberships: 3 })
    expect(result.import).toMatchObject({ archive: 'archive-1', runs: [1] })
    expect(rows()).toEqual(before)
    expect((await checkImport(into())).status).toBe('same')
  })

  it('leaves a site as if nothing had been there, and lets the archive be imported again', async () => {
    const { store } = site
    store.insert('spaces', { id: 'space:900', key: 'MINE', kind: 'global', status: 'current' })
    const before = rows()
    await runImport(into())
    const first = await checkImport(into())
    const made = [...store.list('content')].map(({ id }) => id)
    const [space] = [idOf('space:1')]
    const result = await undo()
    expect([sumOf(result), result.stays.count, result.status]).toEqual([things, 0, 'complete'])
    expect(rows()).toEqual(expect.arrayContaining(before))
    for (const visitor of ['person:k-ann', 'person:k-eve', 'person:k-bob', anonymous]) {
      expect(made.filter((id) => mayReadContent(store, visitor, id))).toEqual([])
      expect(mayReadSpace(store, visitor, space ?? '')).toBe(false)
    }
    expect(store.findSpaceByKey('DOC')).toBeUndefined()
    await expect(undo()).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
    const again = await runImport(into())
    const created = (name: string): number | undefined =>
      again.applied?.streams.find((stream) => stream.name === name)?.created
    expect([created('spaces'), created('content'), created('versions'), created('restrictions')]).toEqual([2, 7, 8, 3])
    expect(again.plan.conflicts.count).toBe(0)
    expect((await checkImport(into())).streams).toEqual(first.streams)
    expect((await checkImport(into())).status).toBe('same')
    expect(sumOf(await undo())).toBe(things)
  })

  it.each<[string, () => void, readonly string[]]>([
    ['nothing where nobody touched anything', () => undefined, []],
    [
      'a page that somebody edited, and what it lies in',
      () => editSite(site.dir, 'content', idOf('page:13'), { title: 'Mine' }),
      ['page:10', 'page:12', 'page:13', 'space:1', 'attachment:51'],
    ],
    [
      'a page of which somebody edited a version',
      () => editSite(site.dir, 'versions', `version:${idOf('page:20')}/1`, { message: 'mine' }),
      ['page:20', 'space:2'],
    ],
    [
      'a page that got a new version',
      () => {
        const of = idOf('page:20')
        site.store.insert('versions', { id: `version:${of}/2`, of, number: 2, order: 2 })
      },
      ['page:20', 'space:2'],
    ],
    [
      'a page with a child of others',
      () => {
        const parent = idOf('page:20')
        const space = idOf('space:2')
        site.store.insert('content', {
          id: 'page:901',
          kind: 'page',
          space,
          parent,
          title: 'Mine',
          status: 'current',
          version: 1,
        })
      },
      ['page:20', 'space:2'],
    ],
    [
      'a space with a page of others, and its home page',
      () => {
        const space = idOf('space:2')
        site.store.insert('content', {
          id: 'page:901',
          kind: 'page',
          space,
          title: 'Mine',
          status: 'current',
          version: 1,
        })
      },
      ['page:20', 'space:2'],
    ],
    [
      'a page with a comment of others',
      () => {
        const content = idOf('page:20')
        site.store.insert('comments', { id: 'comment:901', content, kind: 'footer', status: 'current', version: 1 })
      },
      ['page:20', 'space:2'],
    ],
    [
      'a page that somebody likes',
      () => {
        const [on, by] = [idOf('page:20'), idOf('person:k-ann')]
        site.store.insert('likes', { id: `like:${on}/${by}`, on, by })
      },
      ['page:20', 'space:2'],
    ],
    [
      'what somebody has a draft of',
      () => {
        const draftOf = idOf('page:20')
        const space = idOf('space:2')
        site.store.insert('content', {
          id: 'page:901',
          kind: 'page',
          space,
          draftOf,
          title: 'Mine',
          status: 'draft',
          version: 1,
        })
      },
      ['page:20', 'space:2'],
    ],
    [
      'a comment that somebody edited',
      () => editSite(site.dir, 'comments', idOf('comment:41'), { version: 2 }),
      ['comment:40', 'comment:41', 'page:10', 'space:1', 'attachment:51'],
    ],
    [
      'a space in which somebody got a permission',
      () => {
        const space = idOf('space:2')
        site.store.insert('space-permissions', {
          id: `permission:${space}/anonymous/read space`,
          space,
          subject: { type: 'anonymous' },
          operation: 'read',
          target: 'space',
        })
      },
      ['page:20', 'space:2'],
    ],
  ])('keeps %s', async (_what, touch, expected) => {
    await runImport(into())
    touch()
    const kept = new Map(expected.map((record) => [record, idOf(record)]))
    const before = new Map([...observeSite(site).rows()].map(({ record }) => [record.id, JSON.stringify(record)]))
    const dry = await undo({ dryRun: true })
    const result = await undo()
    expect([stayed(result), stayed(dry)]).toEqual([[...expected].sort(), [...expected].sort()])
    expect(sumOf(result)).toBe(things - expected.length)
    for (const [record, id] of kept) expect([record, idOf(record)]).toEqual([record, id])
    const after = new Map([...observeSite(site).rows()].map(({ record }) => [record.id, JSON.stringify(record)]))
    for (const id of kept.values()) expect(after.get(id)).toBe(before.get(id))
    // What was taken back is there again after a new import, once.
    await runImport(into())
    const held = endState(observeSite(site)).filter((line) => line.startsWith('["content","page:11"'))
    expect(held).toHaveLength(1)
  })

  it('leaves what was there before, and lists the members that it added', async () => {
    const { store } = site
    store.insert('groups', { id: 'group:readers', name: 'readers' })
    const before = rows()
    const { applied } = await runImport(into())
    expect(applied?.streams.find(({ name }) => name === 'memberships')?.created).toBe(3)
    const result = await undo()
    expect(result.left).toEqual({ people: 3, groups: 1, memberships: 3 })
    expect(rows()).toEqual(expect.arrayContaining(before))
  })

  it('takes back the archive that was imported last, and what is named', async () => {
    await using other = await buildArchive(dir, {
      id: 'archive-2',
      records: { spaces: [{ id: 'space:7', key: 'SEVEN', kind: 'global', status: 'current' }] },
    })
    await runImport(into())
    await runImport({ ...into(), archive: other })
    expect((await undo({ dryRun: true, archive: 'archive-1' })).import.archive).toBe('archive-1')
    const result = await undo()
    expect([result.import.archive, sumOf(result)]).toEqual(['archive-2', 1])
    expect((await undo({ dryRun: true })).import.archive).toBe('archive-1')
    await expect(undo({ archive: 'archive-9' })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
  })

  it.each(['before', 'after'] as const)('goes on wherever it broke off %s a call', async (when) => {
    const clean = createMemoryDestination({ siteId: 'clean' })
    await runImport(into(clean.destination))
    await undo({ destination: clean.destination })
    const wanted = endState(clean)
    for (let call = 0, broke = true; broke; call++) {
      const observed = createMemoryDestination({ siteId: `memory-${call}` })
      await runImport(into(observed.destination))
      const failing = failingDestination(observed.destination, { call, when })
      broke = await undo({ destination: failing }).then(
        () => false,
        (error: unknown) => String(error).includes('on purpose'),
      )
      if (broke) {
        const result = await undo({ destination: observed.destination }).catch((error: unknown) => error)
        // Where only the last answer was lost there is nothing left to do.
        if (result instanceof Error) expect(result).toMatchObject({ code: 'NOTHING_TO_UNDO' })
        else expect((result as UndoSummary).stays.count).toBe(0)
      } else expect(call).toBeGreaterThan(3)
      expect(endState(observed)).toEqual(wanted)
      const { applied } = await runImport(into(observed.destination))
      expect(applied?.streams.find(({ name }) => name === 'versions')?.created).toBe(sampleRecords.versions?.length)
    }
  })

  it('ends a run that broke off', async () => {
    const failing = failingDestination(siteDestination(site), { call: 25, when: 'after' })
    await expect(runImport(into(failing))).rejects.toThrow('on purpose')
    await undo()
    const { applied } = await runImport(into())
    expect([applied?.resumed, applied?.unexplained]).toEqual([false, 0])
    expect((await checkImport(into())).status).toBe('same')
  })
})
