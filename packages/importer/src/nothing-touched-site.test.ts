import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, streamNames, streamRules } from '@spacecrate/format'
import { createSite } from '@spacecrate/site'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkImport } from './check/check-import.js'
import { openSiteDestination } from './destinations/site/site-destination.js'
import type { ImportSummary } from './import/import-summary.js'
import type { ImportPolicies } from './policies.js'
import { runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { allowSite, everyPart, everyRecord } from './testing/every-stream.js'
import { digestsOf, keepLog, readLog } from './testing/write-log.js'

let shelf: string
let archive: Archive
let other: Archive
let dir: string
let sitePath: string

beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'touched-site-archive-'))
  archive = await buildArchive(shelf, everyPart)
  // The same things, each of which says something else.
  const { roles = [], settings = [] } = everyRecord
  const records = {
    ...everyRecord,
    roles: roles.map((role) => ({ ...role, permissions: ['read space'], description: 'ours' })),
    'classification-levels': (everyRecord['classification-levels'] ?? []).map((one) => ({ ...one, colour: 'red' })),
    settings: settings.map((one) => ({ ...one, value: { format: 'plain' as const, value: 'Ours' } })),
    'user-macros': (everyRecord['user-macros'] ?? []).map((one) => ({ ...one, title: 'Ours' })),
  }
  other = await buildArchive(shelf, { ...everyPart, records, id: 'other', source: { siteId: 'other-source' } })
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touched-site-'))
  sitePath = join(dir, 'site')
  await (await createSite(sitePath, { name: 'Destination' }))[Symbol.asyncDispose]()
  await importOf(other, { allow: [...allowSite] })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function importOf(what: Archive, policies: Partial<ImportPolicies>): Promise<ImportSummary> {
  await using destination = await openSiteDestination(sitePath)
  return await runImport({ archive: what, destination, workDir: join(dir, 'work'), policies })
}

const evidence: ReadonlySet<string> = new Set(streamNames.filter((stream) => streamRules[stream].evidence === true))

describe('an import into a site whose settings say something else', () => {
  it.each<readonly [string, Partial<ImportPolicies>]>([
    ['that allows nothing', { allow: [] }],
    ['that allows everything at the site', { allow: [...allowSite] }],
  ])('%s changes none of them, and tells what is kept', async (_name, policies) => {
    const before = digestsOf(sitePath)
    keepLog(sitePath)
    const summary = await importOf(archive, { ...policies, spaceKeyExists: 'rename' })
    expect(summary.status).toBe('complete')
    const after = digestsOf(sitePath)
    expect([...before].filter(([row, digest]) => after.get(row) !== digest)).toEqual([])
    const log = readLog(sitePath)
    const was = (table: string, id: string | null): boolean => id !== null && before.has(`${table} ${id}`)
    expect(log.filter(({ action, table, id }) => action !== 'INSERT' && was(table, id))).toEqual([])
    const added = log.filter(
      ({ action, table, owner }) => action === 'INSERT' && was('rows', owner) && !evidence.has(table),
    )
    expect(added).toEqual([])

    const { losses = {} } = summary.applied ?? {}
    // A level, two settings, a macro, and the role, which does less than that of the source.
    expect([losses['SETTING_KEPT'], losses['SITE_SETTING_NOT_ALLOWED'], losses['ROLE_GIVES_MORE']]).toEqual([
      5,
      undefined,
      undefined,
    ])
    const row = summary.applied?.streams.find(({ name }) => name === 'role-assignments')
    expect([row?.created, summary.plan.changes.count]).toEqual([1, 0])
    await using destination = await openSiteDestination(sitePath, { mode: 'read' })
    const check = await checkImport({ archive, destination, workDir: join(dir, 'work') })
    expect(check.unexplained).toEqual({})
    const again = await importOf(archive, { ...policies, spaceKeyExists: 'rename' })
    expect([again.settled, again.status]).toEqual([true, 'complete'])
  })
})
