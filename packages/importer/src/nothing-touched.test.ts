import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { createSite, openSite } from '@spacecrate/site'
import Database from 'libsql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSiteDestination } from './destinations/site/site-destination.js'
import type { ImportPolicies } from './policies.js'
import { runImport } from './run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { failingDestination } from './testing/failing-destination.js'
import { sampleParts } from './testing/sample-records.js'
import { treeParts } from './testing/tree-records.js'

let shelf: string
let archive: Archive
let dir: string
let sitePath: string

beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'touched-archive-'))
  archive = await buildArchive(shelf, treeParts(8))
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touched-'))
  sitePath = join(dir, 'site')
  // Spaces, pages, people and groups of the same names, which another source brought: they are somebody else's for this one.
  await using other = await buildArchive(dir, {
    ...sampleParts,
    ...treeParts(8),
    id: 'other',
    source: { siteId: 'other-source' },
  })
  await (await createSite(sitePath, { name: 'Destination' }))[Symbol.asyncDispose]()
  await using destination = await openSiteDestination(sitePath)
  await runImport({ archive: other, destination, workDir: join(dir, 'other-work') })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

type Row = Readonly<Record<string, unknown>>

/** Has the database write down every row that is inserted, changed or deleted, and how each stood before. */
function keepLog(): void {
  const db = new Database(join(sitePath, 'site.sqlite'))
  db.exec('CREATE TABLE write_log (action TEXT NOT NULL, "table" TEXT NOT NULL, id TEXT, owner TEXT)')
  for (const table of tables(db)) {
    const names = columnsOf(db, table)
    const value = (name: string, row: 'OLD' | 'NEW'): string => (names.includes(name) ? `${row}."${name}"` : 'NULL')
    for (const [action, row] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'OLD'],
      ['DELETE', 'OLD'],
    ] as const) {
      db.exec(`CREATE TRIGGER "log ${action} ${table}" AFTER ${action} ON "${table}" BEGIN
        INSERT INTO write_log VALUES ('${action}', '${table}', ${value('id', row)}, ${value('owner', row)}); END`)
    }
  }
  db.close()
}

function tables(db: Database.Database): string[] {
  const rows: unknown = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'write_log'`)
    .all()
  return (rows as { readonly name: string }[]).map(({ name }) => name)
}

function columnsOf(db: Database.Database, table: string): string[] {
  const rows: unknown = db.prepare(`PRAGMA table_info("${table}")`).all()
  return (rows as { readonly name: string }[]).map(({ name }) => name)
}

/** The digest of each row, by table and id; the counter of ids is nobody's. */
function digests(): ReadonlyMap<string, string> {
  const db = new Database(join(sitePath, 'site.sqlite'))
  const found = new Map<string, string>()
  for (const table of tables(db)) {
    if (table === 'counter') continue
    const rows: unknown = db.prepare(`SELECT * FROM "${table}"`).all()
    for (const row of rows as Row[]) {
      const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex')
      found.set(`${table} ${String(row['id'] ?? row['number'])}`, digest)
    }
  }
  db.close()
  return found
}

function writeLog(): readonly {
  readonly action: string
  readonly table: string
  readonly id: string | null
  readonly owner: string | null
}[] {
  const db = new Database(join(sitePath, 'site.sqlite'))
  const rows: unknown = db.prepare('SELECT * FROM write_log').all()
  db.close()
  return rows as ReturnType<typeof writeLog>
}

async function importArchive(policies: Partial<ImportPolicies>, breaksAt?: number): Promise<string> {
  await using destination = await openSiteDestination(sitePath)
  const request = { archive, destination, workDir: join(dir, 'work'), policies }
  if (breaksAt !== undefined) {
    const failing = failingDestination(destination, { call: breaksAt, when: 'after' })
    await expect(runImport({ ...request, destination: failing })).rejects.toThrow('on purpose')
  }
  return (await runImport(request)).status
}

describe('an import into a site that has everything already, by name', () => {
  it.each<readonly [string, Partial<ImportPolicies>, number | undefined]>([
    ['with other keys for its spaces', { spaceKeyExists: 'rename', allow: [] }, undefined],
    ['that leaves its spaces out', { spaceKeyExists: 'skip', allow: [] }, undefined],
    ['with other keys, broken off and gone on with', { spaceKeyExists: 'rename', allow: [] }, 20],
  ])('%s touches nothing of it', async (_name, policies, breaksAt) => {
    const before = digests()
    expect(before.size).toBeGreaterThan(100)
    keepLog()
    expect(await importArchive(policies, breaksAt)).toBe('complete')
    const after = digests()
    expect([...before].filter(([row, digest]) => after.get(row) !== digest)).toEqual([])

    const was = (table: string, id: string | null): boolean => id !== null && before.has(`${table} ${id}`)
    const log = writeLog().filter(({ table }) => table !== 'counter')
    expect(log.filter(({ action, table, id }) => action !== 'INSERT' && was(table, id))).toEqual([])
    // Nor is anything hung on it: who is in a group, who may what in a space, what lies under a page.
    expect(log.filter(({ action, owner }) => action === 'INSERT' && was('rows', owner))).toEqual([])
    const grown = policies.spaceKeyExists === 'rename' ? 100 : 0
    expect(log.filter(({ action }) => action === 'INSERT').length).toBeGreaterThanOrEqual(grown)
    expect(new Set(log.filter(({ action }) => action === 'DELETE').map(({ table }) => table)).size).toBeLessThan(2)
  })

  it('sees a write to it: the log is no ornament', async () => {
    const before = digests()
    keepLog()
    await using site = await openSite(sitePath, { mode: 'write' })
    const [id = ''] = [...before.keys()].flatMap((row) => /^content (.*)$/.exec(row)?.[1] ?? [])
    const provenance = site.store.provenanceOf(id)
    if (provenance === undefined) throw new Error('no page of an import')
    site.store.complete('content', id, { status: 'archived' }, provenance)
    expect(digests().get(`content ${id}`)).not.toBe(before.get(`content ${id}`))
    expect(writeLog()).toContainEqual(expect.objectContaining({ action: 'UPDATE', table: 'content', id }))
  })
})
