import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'libsql'

type Row = Readonly<Record<string, unknown>>

/** Has the database write down every row that is inserted, changed or deleted, and how each stood before. */
export function keepLog(sitePath: string): void {
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
export function digests(sitePath: string): ReadonlyMap<string, string> {
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

/** What was written since `keepLog`. */
export function writeLog(sitePath: string): readonly {
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
