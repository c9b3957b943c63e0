import { rm } from 'node:fs/promises'
import Sqlite from 'libsql'
import { assertNoLink } from './own-files.js'

/** An open SQLite file. */
export type Database = Sqlite.Database

/** A prepared statement. */
export type Statement = Sqlite.Statement

/** Settings of a connection, in the words of SQLite. They are made in the order in which they stand. */
export interface Pragmas {
  /** In milliseconds; 0 by default. */
  readonly busy_timeout?: number
  readonly journal_mode?: 'WAL' | 'MEMORY' | 'OFF'
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF'
  readonly wal_autocheckpoint?: number
  readonly journal_size_limit?: number
  readonly query_only?: 'ON'
  /** Kibibytes where it is negative, else pages. */
  readonly cache_size?: number
  readonly mmap_size?: number
  readonly temp_store?: 'FILE' | 'MEMORY'
}

/** Options of `openDatabase`. */
export interface OpenDatabaseOptions {
  /** Opens what a link leads to; without it a link is refused. */
  readonly followLinks?: boolean
}

/**
 * Opens a SQLite file, or makes it. Throws `WORK_FOLDER_FOREIGN` for a link, and what SQLite says. Texts of others need a
 * spelling of their own in it: see `column-text.ts`.
 */
export function openDatabase(path: string, pragmas: Pragmas = {}, options: OpenDatabaseOptions = {}): Database {
  if (options.followLinks !== true) assertNoLink(path)
  const db = new Sqlite(path)
  try {
    setPragmas(db, pragmas)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Changes settings of an open database. */
export function setPragmas(db: Database, pragmas: Pragmas): void {
  for (const [name, value] of Object.entries(pragmas)) db.exec(`PRAGMA ${name} = ${value}`)
}

/**
 * Folds the log of a database into its file and closes it. Statements keep a file open until they are collected, so
 * closing alone doesn't fold; the file is whole then, and may be copied.
 */
export function closeDatabase(db: Database): void {
  if (!db.open) return
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/**
 * Removes a database that nobody has open, with what lies beside it. The file itself goes last: a log that was left alone
 * would be read into the next file of that name.
 */
export async function removeDatabase(path: string): Promise<void> {
  for (const end of ['-shm', '-wal', '']) await rm(`${path}${end}`, { force: true })
}

/**
 * Runs `work` in one transaction: all of it or nothing. Not nested. A `DEFERRED` one takes no lock before it writes, and
 * none on an attached database that it only reads.
 */
export function inTransaction<Result>(
  db: Database,
  work: () => Result,
  begin: 'IMMEDIATE' | 'DEFERRED' = 'IMMEDIATE',
): Result {
  db.exec(`BEGIN ${begin}`)
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // After some errors (a full disk among them) SQLite has rolled back by itself.
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/**
 * Prepares each statement once. The memory of a statement lies outside the heap and is only given back when it is collected:
 * one that is prepared for every call costs hundreds of megabytes.
 */
export function preparedOnce(db: Database): (sql: string) => Statement {
  const known = new Map<string, Statement>()
  return (sql) => {
    const statement = known.get(sql) ?? db.prepare(sql)
    known.set(sql, statement)
    return statement
  }
}
