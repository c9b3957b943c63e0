import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteDestination } from '../destinations/site/site-destination.js'
import { runImport } from '../import/run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { observeSite } from '../testing/observed-site.js'
import { Journal } from '../journal/journal.js'
import type { ImportPolicies } from '../policies.js'
import { undoImport } from '../undo/undo-import.js'
import { journalDir } from '../work-paths.js'
import { editSite } from '../testing/edit-site.js'
import { createMemoryDestination } from '../testing/memory-destination.js'
import { page, sampleParts, sampleRecords, text } from '../testing/sample-records.js'
import { checkImport } from './check-import.js'
import type { CheckDifference, CheckSummary } from './check-summary.js'

let dir: string
let archive: Archive
let site: Site
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'check-'))
  archive = await buildArchive(dir, { ...sampleParts, source: { baseUrls: ['https://wiki.example.org/'] } })
  site = await createSite(join(dir, 'site'), { name: 'Destination' })
})
afterEach(async () => {
  await site[Symbol.asyncDispose]()
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

const shared = (): { archive: Archive; destination: ReturnType<typeof siteDestination>; workDir: string } => ({
  archive,
  destination: siteDestination(site),
  workDir: join(dir, 'work'),
})

async function check(): Promise<CheckSummary & { readonly all: readonly CheckDifference[] }> {
  const all: CheckDifference[] = []
  const summary = await checkImport({ ...shared(), found: async (difference) => void all.push(difference) })
  return { ...summary, all }
}

const rows = (): string[] => [...observeSite(site).rows()].map(({ stream, record }) => JSON.stringify([stream, record]))

/** Id at the destination. */
const idOf = (record: string): string => site.store.findByProvenance('source-1', record) ?? ''

/** Who can read more or less without a reason. */
const access = ({ all }: { readonly all: readonly CheckDifference[] }): string[] =>
  all
    .filter(({ explained, kind }) => !explained && kind === 'access')
    .map(({ record, person, change }) => `${person} ${change} ${record}`)
    .sort()

/** Every other difference that nothing explains. */
const unexplained = ({ all }: { readonly all: readonly CheckDifference[] }): string[] =>
  all
    .filter(({ explained, kind }) => !explained && kind !== 'access')
    .map(({ kind, record, fields }) => `${kind} ${record} ${fields?.join(',') ?? ''}`.trim())

describe(checkImport, () => {
  it('finds nothing but the losses of the import, and adds up', async () => {
    const { applied } = await runImport(shared())
    const result = await check()
    expect([result.status, unexplained(result), access(result)]).toEqual(['same', [], []])
    const { '(decided)': decided, ...losses } = result.explained
    expect(losses).toEqual(applied?.losses)
    expect(decided).toBe(1)
    for (const { name, archive: records, expected, found, besides } of result.streams) {
      const row = applied?.streams.find((stream) => stream.name === name)
      expect([name, records, expected, found, besides]).toEqual([
        name,
        row?.records,
        (row?.created ?? 0) + (row?.matched ?? 0),
        (row?.created ?? 0) + (row?.matched ?? 0),
        0,
      ])
    }
    expect([result.files.count, result.files.bytes]).toEqual([3, 17])
    expect(result.bodies.compared).toBe((sampleRecords.versions?.length ?? 0) + 3)
    expect((await readdir(join(applied?.journalDir ?? ''))).filter((name) => name.startsWith('check'))).toEqual([])
  })

  it.each<[string, Partial<ImportPolicies>]>([
    ['another key', { spaceKeyExists: 'rename' }],
    ['a page that a space goes under', { spaceKeyExists: 'under', under: 'OPS:Shelf' }],
    [
      'rights that it gave there',
      { spaceKeyExists: 'under', under: 'OPS:Shelf', allow: ['space-permissions', 'members'] },
    ],
    ['placeholders', { spaceKeyExists: 'skip', unmappedPeople: 'placeholder' }],
    ['nobody for people', { spaceKeyExists: 'skip', unmappedPeople: 'text' }],
    ['somebody for people', { spaceKeyExists: 'skip', unmappedPeople: { standIn: 'person:other' } }],
  ])('knows what an import made with %s, and an undo takes just that back', async (_what, policies) => {
    const { store } = site
    store.insert('people', { id: 'person:other', userName: 'other', kind: 'person', state: 'active' })
    store.insert('groups', { id: 'group:readers', name: 'readers' })
    store.insert('spaces', { id: 'space:900', key: 'OPS', kind: 'global', status: 'current' })
    store.insert('content', { ...page('page:900', 'Shelf'), space: 'space:900', created: {} })
    const before = rows()
    await runImport({ ...shared(), policies })
    const result = await check()
    expect([result.status, unexplained(result), access(result)]).toEqual(['same', [], []])
    const pair = { source: 'source-1', destination: store.identity.siteId }
    using journal = Journal.open(journalDir(join(dir, 'work'), pair), pair)
    const undone = await undoImport({ destination: siteDestination(site), journal, source: 'source-1' })
    expect([undone.stays.count, undone.failed]).toEqual([0, 0])
    expect(rows()).toEqual(expect.arrayContaining(before))
    const left = new Set(['people', 'groups', 'memberships', ...(policies.allow ?? [])])
    expect(Object.keys(undone.left).filter((stream) => !left.has(stream))).toEqual([])
  })

  it('chooses the same sample every time: every kind, what is restricted, what has versions and links', async () => {
    await runImport(shared())
    const first = await check()
    expect(first.sample.map(({ why, record }) => `${why} ${record}`)).toEqual(
      expect.arrayContaining([
        'blogpost post:30',
        'draft page page:14',
        'restricted page:12',
        'many versions page:11',
        'many links page:10',
        'many links page:20',
        'by chance page:13',
      ]),
    )
    const home = first.sample.find(({ record }) => record === 'page:10')
    expect(home?.oldUrl).toBe('https://wiki.example.org/pages/viewpage.action?pageId=10')
    expect(home?.newPath).toBe(`/pages/${idOf('page:10').slice('page:'.length)}`)
    expect((await check()).sample).toEqual(first.sample)
  })

  it('is the same after a second import of the same archive', async () => {
    await runImport(shared())
    await runImport(shared())
    expect(unexplained(await check())).toEqual([])
  })

  it.each<[string, () => void | Promise<void>, () => string[]]>([
    [
      'a title that somebody changed',
      () => editSite(site.dir, 'content', idOf('page:11'), { title: 'Mine', version: 3 }),
      () => ['edited page:11 title,version'],
    ],
    [
      'a text that somebody changed',
      () =>
        editSite(site.dir, 'versions', `version:${idOf('page:12')}/1`, {
          body: { format: 'storage', value: '<p>!</p>' },
        }),
      () => ['edited version:page:12/1 body'],
    ],
    [
      'a restriction that somebody added',
      () => {
        const [content, subject] = [idOf('page:10'), idOf('person:k-bob')]
        const id = `restriction:${content}/read/${subject}`
        site.store.insert('restrictions', { id, content, operation: 'read', subject })
      },
      () => [`added restriction:${idOf('page:10')}/read/${idOf('person:k-bob')}`],
    ],
    [
      'a permission that somebody added',
      () => {
        const id = `permission:${idOf('space:1')}/anonymous/read space`
        const subject = { type: 'anonymous' } as const
        site.store.insert('space-permissions', {
          id,
          space: idOf('space:1'),
          subject,
          operation: 'read',
          target: 'space',
        })
      },
      () => [`added permission:${idOf('space:1')}/anonymous/read space`],
    ],
    [
      'a file whose bytes are gone',
      async () => {
        const [version] = site.store.list('attachment-versions', { owner: idOf('attachment:50') })
        const digest = version?.blob ?? ''
        await rm(
          join(site.dir, 'blobs', ...blobPath(await readdir(join(site.dir, 'blobs'), { recursive: true }), digest)),
        )
      },
      () => ['bytes version:attachment:50/1'],
    ],
    [
      'a file whose bytes are others',
      async () => {
        const [version] = site.store.list('attachment-versions', { owner: idOf('attachment:50') })
        const digest = version?.blob ?? ''
        const path = blobPath(await readdir(join(site.dir, 'blobs'), { recursive: true }), digest)
        await writeFile(join(site.dir, 'blobs', ...path), 'SOME PLAN')
      },
      () => ['bytes version:attachment:50/1'],
    ],
    [
      'what is shut though nothing says so',
      () => site.store.close(idOf('page:12'), { source: 'source-1', archive: 'archive-1', record: 'page:12' }),
      () => ['shut page:12'],
    ],
  ])('finds %s', async (_what, change, expected) => {
    await runImport(shared())
    await change()
    const result = await check()
    expect([result.status, unexplained(result)]).toEqual(['different', expected()])
  })

  it('says who can read more or less than at the source, whatever makes it so', async () => {
    await runImport(shared())
    expect(access(await check())).toEqual([])
    const [group, member] = [idOf('group:writers'), idOf('person:k-eve')]
    site.store.insert('memberships', { id: `membership:${group}/${member}`, group, member })
    expect(access(await check())).toEqual(['person:k-eve gains page:12'])
    const [content, subject] = [idOf('page:10'), idOf('person:k-bob')]
    const id = `restriction:${content}/read/${subject}`
    site.store.insert('restrictions', { id, content, operation: 'read', subject })
    expect(access(await check())).toEqual(['person:k-ann loses page:10', 'person:k-eve loses page:10'])
  })

  it('takes for the same what a Confluence writes anew by itself', async () => {
    await runImport(shared())
    const body = { format: 'storage', value: '<p local-id="7">secret</p>' }
    editSite(site.dir, 'versions', `version:${idOf('page:12')}/1`, { body })
    const result = await check()
    expect([result.status, result.bodies.canonical]).toEqual(['same', 1])
  })

  it('knows what an import refused, left shut and dropped as explained', async () => {
    const records = {
      ...sampleRecords,
      restrictions: [
        {
          id: 'restriction:page:12/read/person:gone',
          content: 'page:12',
          operation: 'read',
          subject: 'person:gone',
        } as const,
      ],
      content: [...(sampleRecords.content ?? []), page('page:90', 'Of nobody', { owner: 'person:gone' })],
    }
    await using odd = await buildArchive(dir, { ...sampleParts, records, id: 'archive-odd' })
    await runImport({ ...shared(), archive: odd })
    const all: CheckDifference[] = []
    const result = await checkImport({ ...shared(), archive: odd, found: async (one) => void all.push(one) })
    expect([result.status, unexplained({ all })]).toEqual(['same', []])
    expect(result.explained).toMatchObject({
      RESTRICTION_SUBJECT_UNMAPPED: 1,
      CONTENT_LEFT_CLOSED: 1,
      REFERENCE_DROPPED: 1,
    })
    site.store.open(idOf('page:12'), { source: 'source-1', archive: 'archive-odd', record: 'page:12' })
    expect((await checkImport({ ...shared(), archive: odd })).unexplained).toMatchObject({ opened: 1 })
  })

  it('says what a later archive has newer, and that links to it can be repaired', async () => {
    await runImport(shared())
    const versions = [
      ...(sampleRecords.versions ?? []),
      text('page:12', '<p>newer</p>', { id: 'version:page:12/2', number: 2, order: 2 }),
    ]
    const content = sampleRecords.content?.map((one) => (one.id === 'page:12' ? { ...one, version: 2 } : one)) ?? []
    const parts = { ...sampleParts, records: { ...sampleRecords, versions, content }, id: 'archive-2' }
    await using later = await buildArchive(dir, parts)
    await runImport({ ...shared(), archive: later })
    const all: CheckDifference[] = []
    const result = await checkImport({ ...shared(), archive: later, found: async (one) => void all.push(one) })
    expect([result.status, unexplained({ all })]).toEqual(['same', []])
    expect(
      all
        .filter(({ code }) => code === 'NOT_ADVANCED')
        .map(({ record }) => record)
        .sort(),
    ).toEqual(['page:12', 'version:page:12/2'])
  })

  it('finds pages in another order, whatever the destination', async () => {
    const memory = createMemoryDestination()
    const destination = memory.destination
    await runImport({ ...shared(), destination })
    const content = [...memory.rows()].filter(({ stream }) => stream === 'content')
    const order = (ids: readonly string[]): typeof destination => ({
      ...destination,
      reader: {
        ...destination.reader,
        async *list(source, stream, owner) {
          const found = []
          for await (const one of destination.reader.list(source, stream, owner)) found.push(one)
          const place = ({ madeOf = '' }: { readonly madeOf?: string }): number => ids.indexOf(madeOf)
          yield* stream === 'content' ? found.sort((one, other) => place(one) - place(other)) : found
        },
      },
    })
    expect(content.length).toBe(sampleRecords.content?.length)
    // The draft has no position, and so stands before the pages that have one.
    const right = ['page:10', 'page:14', 'page:11', 'page:12', 'page:13', 'post:30', 'page:20']
    const wrong = ['page:10', 'page:14', 'page:12', 'page:13', 'page:11', 'post:30', 'page:20']
    expect((await checkImport({ ...shared(), destination: order(right) })).unexplained).toEqual({})
    expect((await checkImport({ ...shared(), destination: order(wrong) })).unexplained).toEqual({ order: 1 })
  })

  it('says that an archive was never imported', async () => {
    await expect(check()).rejects.toMatchObject({ code: 'JOURNAL_NOT_FOUND' })
  })
})

function blobPath(names: readonly string[], digest: string): string[] {
  const found = names.find((name) => name.endsWith(digest))
  return (found ?? 'none').split('/')
}
