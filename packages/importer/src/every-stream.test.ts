import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, streamNames, streamRules } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkImport } from './check/check-import.js'
import { siteDestination } from './destinations/site/site-destination.js'
import type { Destination } from './destination.js'
import type { ImportSummary } from './import/import-summary.js'
import { Journal } from './journal/journal.js'
import type { ImportPolicies } from './policies.js'
import { runImport } from './import/run-import.js'
import { importKinds, type ImportSelection } from './selection.js'
import { buildArchive } from './testing/build-archive.js'
import { endState } from './testing/end-state.js'
import { allowSite, everyPart, everyRecord } from './testing/every-stream.js'
import { createMemoryDestination } from './testing/memory-destination.js'
import { observeSite } from './testing/observed-site.js'
import { sampleRecords } from './testing/sample-records.js'
import { undoImport } from './undo/undo-import.js'
import { journalDir } from './work-paths.js'

let shelf: string
let archive: Archive
let dir: string
let site: Site

beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'every-stream-'))
  archive = await buildArchive(shelf, everyPart)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'every-stream-site-'))
  site = await createSite(join(dir, 'site'), { name: 'Destination' })
})
afterEach(async () => {
  await site[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

const everything: Partial<ImportPolicies> = { allow: [...allowSite] }
const into = (
  policies: Partial<ImportPolicies> = everything,
  selection: ImportSelection = {},
  destination: Destination = siteDestination(site),
): Promise<ImportSummary> => runImport({ archive, destination, workDir: join(dir, 'work'), policies, selection })

const ended = ({ applied }: ImportSummary, name: string): unknown => {
  const row = applied?.streams.find((stream) => stream.name === name)
  return row && [row.created, row.matched, row.skipped, row.refused]
}

/** Ids of the sample. */
function said(stream: (typeof streamNames)[number]): string[] {
  return (everyRecord[stream] ?? []).map(({ id }) => id).sort()
}

/** Streams of the sample in which a text has links, or a file of its own. */
const texts = ['versions', 'comment-versions', 'template-versions', 'attachment-versions', 'content']

describe('an import of every kind', () => {
  it('makes each record of the archive in an embedded site, and says what it changed there', async () => {
    const summary = await into()
    expect(summary.status).toBe('complete')
    expect(summary.applied?.losses).toEqual({ REFERENCE_UNRESOLVED: 1 })
    const made = [...observeSite(site).rows()]
    for (const stream of streamNames) {
      const ids = made.flatMap((row) => (row.stream === stream && row.madeOf !== undefined ? [row.madeOf] : []))
      expect([stream, ids.sort()]).toEqual([stream, stream === 'site' ? [] : said(stream)])
    }
    // Bodies with links say something else there; what hangs on things is as it was, but for its ids.
    const plain = streamNames.filter((stream) => !['site', 'people', 'spaces', ...texts].includes(stream))
    const there = endState(observeSite(site))
    const kiln = createHash('sha256').update('kiln').digest('hex')
    const data = createHash('sha256').update('app data').digest('hex')
    for (const stream of plain) {
      for (const record of everyRecord[stream] ?? []) {
        const line = JSON.stringify([stream, record.id, record]).replaceAll('"KILN"', `"${kiln}"`)
        const [wanted] = endState({ rows: () => [{ stream, record: JSON.parse(line)[2], madeOf: record.id }] })
        expect(there).toContain(wanted?.replaceAll('"APPDATA"', `"${data}"`))
      }
    }
    const changed = summary.plan.changes.first.map(({ stream }) => stream)
    expect(new Set(changed)).toEqual(
      new Set([
        'roles',
        'classification-levels',
        'emoji',
        'permissions',
        'default-permissions',
        'settings',
        'shortcut-links',
        'application-links',
        'navigator-entries',
        'retention-rules',
        'user-macros',
        'properties',
      ]),
    )
    const check = await checkImport({ archive, destination: siteDestination(site), workDir: join(dir, 'work') })
    expect([check.status, check.unexplained]).toEqual(['same', {}])
  })

  it('ends alike in memory', async () => {
    const observed = createMemoryDestination()
    await runImport({ archive, destination: observed.destination, workDir: join(dir, 'memory'), policies: everything })
    await into()
    const ours = (state: string[]): string[] => state.filter((line) => !line.includes('(not ours)'))
    expect(ours(endState(observeSite(site)))).toEqual(ours(endState(observed)))
  })

  it('changes nothing the second time', async () => {
    await into()
    const before = endState(observeSite(site))
    const again = await into()
    expect([again.settled, again.plan.writes, again.status]).toEqual([true, 0, 'complete'])
    await rm(join(dir, 'work'), { recursive: true })
    const planned = await into()
    expect([planned.settled, planned.plan.streams.map(({ create, rename }) => create + rename)]).toEqual([
      undefined,
      planned.plan.streams.map(() => 0),
    ])
    expect(endState(observeSite(site))).toEqual(before)
  })

  it('goes without what belongs to the site at large unless that is allowed, and says how', async () => {
    const summary = await into({ allow: [] })
    expect(summary.applied?.losses).toEqual({
      REFERENCE_UNRESOLVED: 1,
      REFERENCE_DROPPED: 4,
      PERMISSION_SUBJECT_UNMAPPED: 1,
      SITE_PERMISSION_NOT_CARRIED: 4,
      SITE_SETTING_NOT_ALLOWED: 11,
    })
    expect(summary.plan.changes.count).toBe(0)
    // Evidence changes nothing for anybody.
    for (const stream of ['audit-records', 'calendars', 'calendar-events', 'app-data', 'analytics']) {
      expect([stream, ended(summary, stream)]).toEqual([stream, [everyRecord[stream as 'calendars']?.length, 0, 0, 0]])
    }
    expect([ended(summary, 'settings'), ended(summary, 'retention-rules')]).toEqual([
      [1, 0, 0, 2],
      [1, 0, 0, 1],
    ])
    const again = await into({ allow: [] })
    expect([again.settled, again.status]).toEqual([true, 'complete'])
    // Allowed later, it comes.
    const allowed = await into()
    expect([ended(allowed, 'settings'), allowed.applied?.losses]).toEqual([[2, 1, 0, 0], {}])
  })

  it.each(importKinds.map((kind) => [kind]))('goes on without %s, and nothing else is missing', async (kind) => {
    const { destination } = createMemoryDestination()
    const summary = await into(everything, { skipKinds: [kind] }, destination)
    expect([summary.status, summary.applied?.unexplained]).toEqual(['complete', 0])
    const left = summary.applied?.streams.filter(({ name }) => streamRules[name].kind === kind) ?? []
    expect(left.filter(({ created, matched }) => created + matched > 0)).toEqual([])
    // What points to what was left out, and what stays shut without its rights.
    const follows = /^(?:REFERENCE_(?:UNRESOLVED|DROPPED)|PARENT_DROPPED|SPACE_LEFT_PRIVATE|CONTENT_LEFT_CLOSED)$/
    expect(Object.keys(summary.applied?.losses ?? {}).filter((code) => !follows.test(code))).toEqual([])
    const check = await checkImport({ archive, destination, workDir: join(dir, 'work') })
    expect(check.unexplained).toEqual({})
  })

  it('never makes an administrator, whatever is allowed', async () => {
    await using other = await buildArchive(dir, {
      id: 'archive-2',
      records: {
        site: sampleRecords.site ?? [],
        groups: sampleRecords.groups ?? [],
        permissions: ['ADMINISTRATECONFLUENCE', 'SYSTEMADMINISTRATOR', 'USE'].map((native) => ({
          id: `permission:site/group:writers/${native}`,
          subject: { type: 'group', id: 'group:writers' },
          native,
        })),
      },
    })
    const { applied } = await runImport({
      archive: other,
      destination: siteDestination(site),
      workDir: join(dir, 'work'),
      policies: everything,
    })
    expect(applied?.losses).toEqual({ SITE_PERMISSION_NOT_CARRIED: 2 })
    expect([...site.store.list('permissions')].map(({ native }) => native)).toEqual(['USE'])
  })
})

describe('an undo of every kind', () => {
  it('takes out what the import added to the site at large, and lets it be imported again', async () => {
    const rows = (): string[] => [...observeSite(site).rows()].map(({ record }) => JSON.stringify(record)).sort()
    site.store.insert('settings', {
      id: 'setting:site:source/mail/from',
      owner: 'site:source',
      area: 'mail',
      key: 'from',
    })
    const before = rows()
    await into()
    const first = endState(observeSite(site)).length
    const destination = siteDestination(site)
    const pair = { source: 'source-1', destination: (await destination.describe()).siteId }
    {
      using journal = Journal.open(journalDir(join(dir, 'work'), pair), pair)
      const undone = await undoImport({ source: 'source-1', journal, destination })
      expect([undone.status, undone.stays.count, undone.left]).toEqual([
        'complete',
        0,
        { people: 3, groups: 2, memberships: 3, roles: 1, 'classification-levels': 1, emoji: 2 },
      ])
    }
    for (const stream of ['permissions', 'default-permissions', 'user-macros', 'audit-records', 'calendars'] as const) {
      expect([stream, site.store.count(stream)]).toEqual([stream, 0])
    }
    expect([...site.store.list('settings', { owner: 'site:source' })].map(({ key }) => key)).toEqual(['from'])
    expect(rows()).toEqual(expect.arrayContaining(before))
    const again = await into()
    expect(again.status).toBe('complete')
    expect(endState(observeSite(site)).filter((line) => !line.includes('(not ours)')).length).toBeLessThanOrEqual(first)
    expect([ended(again, 'settings'), ended(again, 'roles')]).toEqual([
      [3, 0, 0, 0],
      [0, 1, 0, 0],
    ])
  })

  it('leaves a setting that somebody edited since', async () => {
    await into()
    const id = 'setting:site:source/general/siteTitle'
    const observed = observeSite(site)
    observed.edit('settings', id, { value: { format: 'plain', value: 'Mine' } })
    const destination = siteDestination(site)
    const pair = { source: 'source-1', destination: (await destination.describe()).siteId }
    using journal = Journal.open(journalDir(join(dir, 'work'), pair), pair)
    const undone = await undoImport({ source: 'source-1', journal, destination })
    expect(undone.stays.first.map(({ record }) => record)).toEqual([id])
    expect(site.store.get('settings', id)?.value).toEqual({ format: 'plain', value: 'Mine' })
  })
})
