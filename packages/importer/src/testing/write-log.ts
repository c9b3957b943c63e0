import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Database, openDatabase } from '@spacecrate/disk'

type Row = Readonly<Record<string, unknown>>

/** One row of a site that was inserted, changed or deleted. */
export interface LoggedWrite {
  readonly action: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly table: string
  readonly id: string | null
  /** What the row hangs on, before it was changed. */
  readonly owner: string | null
}

/** Has the database of a site write down every row that is inserted, changed or deleted, and how each stood before. */
export function keepLog(dir: string): void {
  const db = open(dir)
  db.exec('CREATE TABLE write_log (action TEXT NOT NULL, "table" TEXT NOT NULL, id TEXT, owner TEXT)')
  for (const table of tablesOf(db)) {
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

/** What was written since `keepLog`; the counter of ids is nobody's, so it is left out. */
export function readLog(dir: string): readonly LoggedWrite[] {
  const db = open(dir)
  const rows: unknown = db.prepare(`SELECT * FROM write_log WHERE "table" <> 'counter'`).all()
  db.close()
  return rows as LoggedWrite[]
}

/** The digest of each row of a site, by table and id; the counter of ids is nobody's. */
export function digestsOf(dir: string): ReadonlyMap<string, string> {
  const db = open(dir)
  const found = new Map<string, string>()
  for (const table of tablesOf(db)) {
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

function open(dir: string): Database {
  return openDatabase(join(dir, 'site.sqlite'))
}

function tablesOf(db: Database): string[] {
  const rows: unknown = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'write_log'`)
    .all()
  return (rows as { readonly name: string }[]).map(({ name }) => name)
}

function columnsOf(db: Database, table: string): string[] {
  const rows: unknown = db.prepare(`PRAGMA table_info("${table}")`).all()
  return (rows as { readonly name: string }[]).map(({ name }) => name)
}
