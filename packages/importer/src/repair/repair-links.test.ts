import { mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkImport } from '../check/check-import.js'
import type { Destination } from '../destination.js'
import { siteDestination } from '../destinations/site/site-destination.js'
import { Journal } from '../journal/journal.js'
import { readUnresolved } from '../journal/read-journal.js'
import { type ImportRequest, runImport } from '../import/run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { editSite } from '../testing/edit-site.js'
import { failingDestination } from '../testing/failing-destination.js'
import { firstParts, secondParts } from '../testing/two-archives.js'
import { journalDir } from '../work-paths.js'
import { repairLinks } from './repair-links.js'
import type { RepairSummary } from './repair-summary.js'

let dir: string
let first: Archive
let second: Archive
let site: Site
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'repair-'))
  first = await buildArchive(dir, firstParts)
  second = await buildArchive(dir, secondParts)
  site = await createSite(join(dir, 'site'), { name: 'Destination' })
  // Of others: the space of the source gets another key.
  site.store.insert('spaces', { id: 'space:900', key: 'OPS', kind: 'global', status: 'current' })
})
afterEach(async () => {
  await site[Symbol.asyncDispose]()
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

type Request = Pick<ImportRequest, 'archive' | 'destination' | 'workDir' | 'policies'>
const into = (archive: Archive, destination: Destination = siteDestination(site)): Request => ({
  archive,
  destination,
  workDir: join(dir, 'work'),
  policies: { spaceKeyExists: 'rename' },
})
const idOf = (record: string): string => site.store.findByProvenance('source-1', record) ?? ''
const pair = (): { source: string; destination: string } => ({
  source: 'source-1',
  destination: site.store.identity.siteId,
})

/** A later archive with another state of the texts, that can't stand for the first one. */
function otherState(): Promise<Archive> {
  const text = JSON.stringify(secondParts).replaceAll('<p><ac:link>', '<p>new <ac:link>')
  return buildArchive(dir, { ...(JSON.parse(text) as typeof secondParts), id: 'archive-c' })
}

/** Changes bytes behind the first place where an entry is named: in its data. */
async function damage(path: string, entry: string): Promise<void> {
  const bytes = await readFile(path)
  const at = bytes.indexOf(entry)
  bytes.fill(0xff, at + entry.length + 40, at + entry.length + 60)
  await writeFile(path, bytes)
}

async function repair(
  options: { readonly dryRun?: boolean; readonly archives?: Archive[] } = {},
): Promise<RepairSummary> {
  using journal = Journal.open(journalDir(join(dir, 'work'), pair()), pair())
  return await repairLinks({ destination: siteDestination(site), journal, ...options })
}

function bodyOf(stream: 'versions' | 'comment-versions', record: string): string {
  const body = site.store.get(stream, `version:${idOf(record)}/1`)?.body
  return body !== undefined && 'value' in body ? body.value : ''
}

const rewritten = (): string =>
  [
    '<p><ac:link><ri:page ri:space-key="OPS2" ri:content-title="Runbook" /></ac:link>',
    `<ac:link><ri:content-entity ri:content-id="${idOf('page:20').slice(5)}" /></ac:link>`,
    '<ac:link><ri:space ri:space-key="OPS2"/></ac:link>',
    '<ac:link><ri:page ri:space-key="OPS2" ri:content-title="Nowhere" /></ac:link></p>',
  ].join('')

/** Every row of the site but those of the texts that may change. */
function others(): string[] {
  const rows = (['content', 'spaces', 'people', 'comments', 'labels', 'restrictions', 'versions'] as const).flatMap(
    (stream) => [...site.store.list(stream)].map((row) => JSON.stringify(row)),
  )
  return rows.filter((row) => !row.includes('OPS') && !row.includes(idOf('page:20').slice(5))).sort()
}

describe(repairLinks, () => {
  it('is what an import of a later archive does at its end', async () => {
    await runImport(into(first))
    const before = others()
    expect(bodyOf('versions', 'page:15')).toContain('ri:space-key="OPS"')
    const { repaired, applied } = await runImport(into(second))
    // The home page, the page with links, and the comment.
    expect(repaired).toMatchObject({ status: 'complete', repaired: { texts: 3 }, edited: { count: 0 }, missing: [] })
    expect([bodyOf('versions', 'page:15'), bodyOf('comment-versions', 'comment:43')]).toEqual([
      rewritten(),
      rewritten(),
    ])
    expect(others()).toEqual(expect.arrayContaining(before))
    const left: string[] = []
    for await (const { record, reason } of readUnresolved(applied?.journalDir ?? '', 1))
      left.push(`${record} ${reason}`)
    expect(left).toContain('version:page:15/1 TARGET_NOT_IN_ARCHIVE')
    expect(left.filter((line) => line.startsWith('version:page:15/1'))).toHaveLength(1)
    for (const archive of [first, second]) expect((await checkImport(into(archive))).unexplained).toEqual({})
    expect((await runImport(into(second))).repaired).toBeUndefined()
    expect(await repair()).toMatchObject({ repaired: { texts: 0 } })
  })

  it('shows what it would do and writes nothing, and does it when it is asked', async () => {
    const { applied } = await runImport(into(first))
    // A later archive from before links were repaired.
    await runImport(into(second, withoutRepairs(siteDestination(site))))
    const before = bodyOf('versions', 'page:15')
    expect(before).toContain('"OPS"')
    expect(await repair({ dryRun: true })).toMatchObject({ dryRun: true, repaired: { texts: 3 } })
    expect(bodyOf('versions', 'page:15')).toBe(before)
    expect((await checkImport(into(first))).explained['REFERENCE_UNRESOLVED']).toBeGreaterThan(
      applied?.losses['REFERENCE_UNRESOLVED'] ?? 0,
    )
    expect(await repair()).toMatchObject({ dryRun: false, repaired: { texts: 3 }, status: 'complete' })
    expect(bodyOf('versions', 'page:15')).toBe(rewritten())
  })

  it('leaves alone what somebody edited, also where only the page of a text was', async () => {
    await runImport(into(first))
    editSite(site.dir, 'content', idOf('page:15'), { title: 'Mine' })
    editSite(site.dir, 'comment-versions', `version:${idOf('comment:43')}/1`, { message: 'mine' })
    const before = [bodyOf('versions', 'page:15'), bodyOf('comment-versions', 'comment:43')]
    const { repaired } = await runImport(into(second))
    expect(repaired).toMatchObject({ repaired: { texts: 1 }, edited: { count: 2 } })
    expect(repaired?.edited.first.map(({ record }) => record).sort()).toEqual([
      'version:comment:43/1',
      'version:page:15/1',
    ])
    expect([bodyOf('versions', 'page:15'), bodyOf('comment-versions', 'comment:43')]).toEqual(before)
  })

  it('says which archive it needs, and takes one that is named', async () => {
    await runImport(into(first))
    await using other = await otherState()
    await rename(first.path, `${first.path}.away`)
    const { repaired } = await runImport(into(other))
    expect(repaired).toMatchObject({ status: 'partial', repaired: { texts: 0 } })
    expect(repaired?.missing).toEqual([{ archive: 'archive-a', path: first.path, records: 3 }])
    expect(await repair({ archives: [first] })).toMatchObject({ status: 'complete', repaired: { texts: 3 } })
    expect(bodyOf('versions', 'page:15')).toBe(rewritten())
  })

  it.each([
    ['no archive any more', async (path: string) => writeFile(path, 'something else lies here now')],
    ['cut off', async (path: string) => truncate(path, 3_000)],
    ['damaged inside', async (path: string) => damage(path, 'streams/versions')],
  ])('does not fail an import whose earlier archive is %s', async (_name, spoil) => {
    await runImport(into(first))
    const good = await readFile(first.path)
    await spoil(first.path)
    await using other = await otherState()
    const { status, repaired, applied } = await runImport(into(other))
    expect([status, applied?.unexplained]).toEqual(['complete', 0])
    expect(repaired).toMatchObject({ status: 'partial' })
    expect(repaired?.missing).toMatchObject([{ archive: 'archive-a', path: first.path }])
    await writeFile(first.path, good)
    expect(await repair()).toMatchObject({ status: 'complete', missing: [] })
    expect(bodyOf('versions', 'page:15')).toBe(rewritten())
  })

  it.each(['before', 'after'] as const)('goes on where it broke off %s a write', async (when) => {
    await runImport(into(first))
    await runImport(into(second, withoutRepairs(siteDestination(site))))
    using journal = Journal.open(journalDir(join(dir, 'work'), pair()), pair())
    const steps = (call: number): Promise<RepairSummary> =>
      repairLinks({ destination: failingDestination(siteDestination(site), { call, when }), journal })
    for (const call of [0, 1])
      await steps(call).catch((error: unknown) => expect(String(error)).toContain('on purpose'))
    expect(await steps(99)).toMatchObject({ status: 'complete', edited: { count: 0 } })
    expect([bodyOf('versions', 'page:15'), bodyOf('comment-versions', 'comment:43')]).toEqual([
      rewritten(),
      rewritten(),
    ])
    expect((await checkImport(into(first))).unexplained).toEqual({})
  })

  it('is done by the next import where the last one broke off before it', async () => {
    await runImport(into(first))
    const inner = siteDestination(site)
    const broken = changed(inner, {
      async apply(all, context) {
        if (all.some(({ action }) => action === 'repair')) throw new Error('broken off')
        return inner.apply(all, context)
      },
    })
    await expect(runImport(into(second, broken))).rejects.toThrow('broken off')
    const { repaired } = await runImport(into(second))
    expect(repaired).toMatchObject({ status: 'complete', repaired: { texts: 3 } })
    expect(bodyOf('versions', 'page:15')).toBe(rewritten())
  })
})

/** Finds nothing to repair, as if nobody had asked for it. */
function withoutRepairs(inner: Destination): Destination {
  return changed(inner, {
    reader: { ...inner.reader, load: async (_source, _stream, ids) => ids.map(() => undefined) },
  })
}

function changed(inner: Destination, other: Partial<Destination>): Destination {
  return {
    reader: inner.reader,
    addressOf: inner.addressOf.bind(inner),
    describe: (options) => inner.describe(options),
    find: (source, records, options) => inner.find(source, records, options),
    reserve: (records, options) => inner.reserve(records, options),
    apply: (steps, context) => inner.apply(steps, context),
    async [Symbol.asyncDispose]() {},
    ...other,
  }
}
