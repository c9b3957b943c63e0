import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { assertNoLink } from '@spacecrate/disk'
import { joinIndexes, readIndexes, tables } from './schema.js'

/** A database of libsql; it has the interface of better-sqlite3. */
export type Sqlite = InstanceType<typeof Database>

/** A prepared statement with the parameters that are used here. */
export interface Query {
  get(...parameters: readonly (string | number | null)[]): unknown
  all(...parameters: readonly (string | number | null)[]): unknown[]
  run(...parameters: readonly (string | number | null)[]): { readonly changes: number }
}

/** Prepares statements, each text once. */
export function preparing(db: Sqlite): (sql: string) => Query {
  const statements = new Map<string, Query>()
  return (sql) => {
    let statement = statements.get(sql)
    if (!statement) statements.set(sql, (statement = db.prepare(sql) as unknown as Query))
    return statement
  }
}

const finishedName = 'staging.sqlite'
const partName = 'staging.part.sqlite'

/** A crash may leave anything in it, so it is written under another name and nothing in it is synced. */
const building =
  'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; PRAGMA temp_store = FILE'

/** Opens the finished staging of this fingerprint, if the folder has one. */
export function openFinished(scratch: string, fingerprint: string): Sqlite | undefined {
  const path = join(scratch, finishedName)
  if (!existsSync(path)) return undefined
  let db: Sqlite | undefined
  try {
    assertNoLink(path)
    db = new Database(path)
    db.exec(building)
    const row: unknown = db.prepare("SELECT value FROM meta WHERE key = 'fingerprint'").get()
    if (typeof row === 'object' && row !== null && 'value' in row && row.value === fingerprint) return db
  } catch {
    // A file that is no database, or another version's: it is made anew.
  }
  db?.close()
  return undefined
}

/**
 * Makes a staging: `fill` adds the rows, `join` what follows from them. It gets its name once all of it is there, so a
 * half-made one is never taken for whole.
 */
export async function makeStaging(
  scratch: string,
  fingerprint: string,
  fill: (db: Sqlite) => Promise<void>,
  joinRows: (db: Sqlite) => Promise<void>,
): Promise<Sqlite> {
  const part = join(scratch, partName)
  await removeStaging(scratch)
  assertNoLink(part)
  const db = new Database(part)
  try {
    db.exec(building)
    db.exec(tables)
    await fill(db)
    db.exec(joinIndexes)
    await joinRows(db)
    db.exec(readIndexes)
    db.prepare("INSERT INTO meta VALUES ('fingerprint', ?)").run(fingerprint)
    await rename(part, join(scratch, finishedName))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Removes what a staging left in the folder. */
export async function removeStaging(scratch: string): Promise<void> {
  for (const name of [finishedName, partName]) await rm(join(scratch, name), { force: true })
}
