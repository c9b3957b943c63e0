import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { createSite, openSite } from '@spacecrate/site'
import { openDatabase } from '@spacecrate/disk'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Destination } from '../destination.js'
import type { ImportSummary } from './import-summary.js'
import { Journal } from '../journal/journal.js'
import { readLosses } from '../journal/read-journal.js'
import { type ImportRequest, runImport } from './run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { everyPart } from '../testing/every-stream.js'
import { endState, readers } from '../testing/end-state.js'
import { failingDestination } from '../testing/failing-destination.js'
import { createMemoryDestination } from '../testing/memory-destination.js'
import { observeSite } from '../testing/observed-site.js'
import { page, sampleParts, sampleRecords, text } from '../testing/sample-records.js'
import { undoImport } from '../undo/undo-import.js'

let shelf: string
let archive: Archive
let dir: string
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'settled-archive-'))
  archive = await buildArchive(shelf, sampleParts)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'settled-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const importInto = (destination: Destination, rest: Partial<ImportRequest> = {}): Promise<ImportSummary> =>
  runImport({ archive, destination, workDir: join(dir, 'work'), ...rest })

/** The archive, with a list of the streams that are read. */
function watched(): { readonly archive: Archive; readonly read: string[] } {
  const read: string[] = []
  const records: Archive['records'] = (stream, options) => {
    read.push(stream)
    return archive.records(stream, options)
  }
  const { path, manifest, manifestDigest, seal } = archive
  const rest = {
    find: archive.find.bind(archive),
    owned: archive.owned.bind(archive),
    omissions: archive.omissions.bind(archive),
    hasBlob: archive.hasBlob.bind(archive),
    openBlob: archive.openBlob.bind(archive),
    [Symbol.asyncDispose]: async () => undefined,
  }
  return { archive: { path, manifest, manifestDigest, seal, records, ...rest }, read }
}

describe('a second run of the same archive', () => {
  it('asks the destination alone, and says of every record that it is there', async () => {
    const { destination } = createMemoryDestination()
    const first = await importInto(destination)
    const asked = watched()
    let verified = 0
    const second = await importInto(destination, {
      archive: asked.archive,
      verify: async () => void verified++,
      confirm: () => Promise.reject(new Error('nothing is to be confirmed')),
    })
    expect([second.status, second.settled, second.applied?.unexplained]).toEqual(['complete', true, 0])
    expect([asked.read, verified]).toEqual([[], 0])
    for (const { name, created, matched, refused, skipped } of first.applied?.streams ?? []) {
      const now = second.applied?.streams.find((stream) => stream.name === name)
      expect(now).toMatchObject({ created: 0, matched: created + matched, refused, skipped })
    }
    expect(second.plan).toMatchObject({ writes: 0, steps: first.plan.steps })
    expect(second.applied?.losses).toEqual({ SITE_PERMISSION_NOT_CARRIED: 1 })
    const listed = []
    const { journalDir = '', run = 0 } = second.applied ?? {}
    for await (const { record } of readLosses(journalDir, run)) listed.push(record)
    expect(listed.sort()).toEqual(['permission:site/group:writers/USE', 'site:source'])
  })

  it('says the same as one that makes a plan', async () => {
    const { destination } = createMemoryDestination()
    await importInto(destination)
    const settled = await importInto(destination)
    const planned = await importInto(destination, { workDir: join(dir, 'another') })
    expect([settled.settled, planned.settled]).toEqual([true, undefined])
    expect(settled.applied?.streams).toEqual(planned.applied?.streams)
    expect(settled.applied?.losses).toEqual(planned.applied?.losses)
  })

  it.each<readonly [string, Partial<ImportRequest>]>([
    ['with other policies', { policies: { spaceKeyExists: 'rename' } }],
    ['with another work folder', { workDir: 'elsewhere' }],
    ['of which only the plan is wanted', { planOnly: true }],
  ])('makes a plan %s, and verifies first', async (_name, rest) => {
    const { destination } = createMemoryDestination()
    await importInto(destination)
    const asked = watched()
    const workDir = rest.workDir === undefined ? {} : { workDir: join(dir, rest.workDir) }
    const verify = async (): Promise<void> => expect(asked.read).toEqual([])
    const { settled } = await importInto(destination, { ...rest, ...workDir, archive: asked.archive, verify })
    expect(settled).toBeUndefined()
    expect(asked.read).toContain('versions')
  })

  it.each(['public-links', 'app-data', 'history'] as const)('asks the destination alone, without %s', async (kind) => {
    const { destination } = createMemoryDestination()
    await using all = await buildArchive(dir, everyPart)
    const selection = { skipKinds: [kind] }
    const first = await importInto(destination, { archive: all, selection })
    expect(first.applied?.streams.some(({ skipped, name }) => name !== 'site' && skipped > 0)).toBe(true)
    expect((await importInto(destination, { archive: all, selection })).settled).toBe(true)
  })

  it('makes a plan once where an earlier version wrote why something was left out in words alone', async () => {
    const { destination } = createMemoryDestination()
    const { applied } = await importInto(destination)
    const db = openDatabase(join(applied?.journalDir ?? '', 'journal.sqlite'))
    db.exec(`UPDATE steps SET reason = reason->'what' WHERE reason IS NOT NULL`)
    db.close()
    const reasons: unknown[] = []
    for await (const { reason } of readLosses(applied?.journalDir ?? '', 1)) reasons.push(reason)
    expect(reasons).toContainEqual({ code: 'WORDS_ALONE', what: 'the destination keeps its own name and settings' })
    expect((await importInto(destination)).settled).toBeUndefined()
    expect((await importInto(destination)).settled).toBe(true)
  })

  it('makes a plan where another archive of the source came in between', async () => {
    const { destination } = createMemoryDestination()
    await importInto(destination)
    const labels = (sampleRecords.labels ?? []).slice(0, 1)
    await using other = await buildArchive(dir, {
      ...sampleParts,
      records: { ...sampleRecords, labels },
      id: 'archive-2',
    })
    await importInto(destination, { archive: other })
    expect((await importInto(destination)).settled).toBeUndefined()
    expect((await importInto(destination)).settled).toBe(true)
  })
})

describe('what is gone from the destination', () => {
  it('is seen where all of it is', async () => {
    await importInto(createMemoryDestination().destination)
    const emptied = createMemoryDestination()
    const { settled, applied } = await importInto(emptied.destination)
    expect([settled, applied?.unexplained]).toEqual([undefined, 0])
    const clean = createMemoryDestination()
    await importInto(clean.destination, { workDir: join(dir, 'clean') })
    expect(endState(emptied)).toEqual(endState(clean))
  })

  it.each([
    ['labels', 'label:page:10/global/start'],
    ['likes', 'like:page:10/person:k-bob'],
    ['attachment-versions', 'version:attachment:50/1'],
  ])('is seen where it is one record of %s, and made again', async (stream, record) => {
    const path = join(dir, 'site')
    let before: readonly string[]
    {
      await using site = await createSite(path, { name: 'Destination' })
      await importInto(observeSite(site).destination)
      before = endState(observeSite(site))
    }
    const db = openDatabase(join(path, 'site.sqlite'))
    const rows: unknown = db.prepare('SELECT id FROM rows WHERE record = ?').all([record])
    const [{ id }] = rows as [{ id: string }]
    db.prepare(`DELETE FROM "${stream}" WHERE id = ?`).run([id])
    db.prepare('DELETE FROM rows WHERE id = ?').run([id])
    db.close()
    await using site = await openSite(path, { mode: 'write' })
    const { settled, applied } = await importInto(observeSite(site).destination)
    expect([settled, applied?.unexplained]).toEqual([undefined, 0])
    expect(applied?.streams.filter(({ created }) => created > 0).map(({ name, created }) => [name, created])).toEqual([
      [stream, 1],
    ])
    expect(endState(observeSite(site))).toEqual(before)
    expect((await importInto(observeSite(site).destination)).settled).toBe(true)
  })
})

describe('what was taken back', () => {
  it.each([0, 1, 2])('is seen, also where the undo broke off: call %i', async (call) => {
    const { destination } = createMemoryDestination()
    const { applied } = await importInto(destination)
    {
      using journal = Journal.open(applied?.journalDir ?? '', { source: 'source-1', destination: 'memory' })
      const failing = failingDestination(destination, { call, when: 'after' })
      const undone = await undoImport({ source: 'source-1', journal, destination: failing }).catch(() => 'broken off')
      expect(undone).toBeDefined()
    }
    const again = await importInto(destination)
    expect([again.settled, again.applied?.unexplained]).toEqual([undefined, 0])
  })
})

describe('what stood there before an import', () => {
  const eve = { id: 'person:there', userKey: 'k-eve', userName: 'eve', kind: 'person', state: 'active' } as const

  it('is asked for by name', async () => {
    const observed = createMemoryDestination()
    observed.add('people', eve)
    observed.add('groups', { id: 'group:there', name: 'readers' })
    expect((await importInto(observed.destination)).applied?.losses).toMatchObject({ MEMBERSHIP_IN_EXISTING_GROUP: 2 })
    const asked = watched()
    const second = await importInto(observed.destination, { archive: asked.archive })
    expect(second.settled).toBe(true)
    expect(new Set(asked.read)).toEqual(new Set(['people', 'groups', 'spaces', 'memberships']))
    expect(second.applied?.losses).toMatchObject({ MEMBERSHIP_IN_EXISTING_GROUP: 2 })
  })

  it('and is somebody else now, or got by hand what was refused, needs a plan', async () => {
    const observed = createMemoryDestination()
    observed.add('people', eve)
    observed.add('groups', { id: 'group:there', name: 'readers' })
    await importInto(observed.destination)
    observed.add('memberships', {
      id: 'membership:group:there/person:there',
      group: 'group:there',
      member: 'person:there',
    })
    const second = await importInto(observed.destination)
    expect(second.settled).toBeUndefined()
    expect(second.applied?.losses).toMatchObject({ MEMBERSHIP_IN_EXISTING_GROUP: 1 })
    observed.add('people', { ...eve, userKey: 'k-other', userName: 'other' })
    expect((await importInto(observed.destination)).settled).toBeUndefined()
  })
})

describe('a page that stays closed since its parent is not carried', () => {
  it('stays closed in every later run, also where its own restrictions stand', async () => {
    const observed = createMemoryDestination()
    const content = [page('page:10', 'Home'), page('page:12', 'Secret', { parent: 'page:99' })]
    const records = {
      ...sampleRecords,
      content,
      versions: content.map(({ id }) => text(id, '<p>x</p>')),
      comments: [],
      'comment-versions': [],
      attachments: [],
      'attachment-versions': [],
      labels: [],
      restrictions: (sampleRecords.restrictions ?? []).filter((one) => one.content === 'page:12'),
    }
    await using orphaned = await buildArchive(dir, { ...sampleParts, records, id: 'orphaned' })
    for (const work of ['work', 'work', 'work', 'another', 'another']) {
      const { status, applied } = await importInto(observed.destination, {
        archive: orphaned,
        workDir: join(dir, work),
      })
      expect([status, applied?.unexplained]).toEqual(['complete', 0])
      expect(readers(observed).filter((pair) => pair.endsWith('page:12'))).toEqual([])
      expect(applied?.losses).toMatchObject({ CONTENT_LEFT_CLOSED: 1 })
    }
  })
})
