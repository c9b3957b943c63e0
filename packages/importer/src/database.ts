import Database from 'libsql'
import { assertNoLink, storageCode } from '@spacecrate/disk'

/** One SQLite file of a work folder. */
export type WorkDatabase = Database.Database

/** A prepared statement. */
export type Statement = Database.Statement

/**
 * Opens or makes a SQLite file for a work folder. Commits survive a killed process; a power cut may take the last ones, and
 * what they said is then found at the destination.
 */
export function openDatabase(path: string): WorkDatabase {
  assertNoLink(path)
  const db = new Database(path)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA temp_store = FILE')
  return db
}

/**
 * Closes a SQLite file. Statements keep it open until they are collected, so its log is folded in here and not by closing:
 * the file alone is whole then, and may be copied.
 */
export function closeDatabase(db: WorkDatabase): void {
  if (!db.open) return
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/** Runs `work` in one transaction: all of it or nothing. Not nested. */
export function inTransaction<Result>(db: WorkDatabase, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE')
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
 * one that is prepared anew for every call costs hundreds of megabytes.
 */
export function preparedOnce(db: WorkDatabase): (sql: string) => Statement {
  const known = new Map<string, Statement>()
  return (sql) => {
    const statement = known.get(sql) ?? db.prepare(sql)
    known.set(sql, statement)
    return statement
  }
}

/** Text of others for a column. A text column would cut it at U+0000 and replace lone surrogates; JSON escapes both. */
export function toColumn(text: string): string {
  return JSON.stringify(text)
}

/** The text that `toColumn` made this of. */
export function fromColumn(column: string): string {
  return column.includes('\\') ? String(JSON.parse(column)) : column.slice(1, -1)
}

/** The same for a text that may be absent. */
export function toOptionalColumn(text: string | undefined): string | null {
  return text === undefined ? null : toColumn(text)
}

/** A column of a row, or `undefined` where it is null or of another type. */
export function textAt(row: unknown, column: string): string | undefined {
  const value = columnOf(row, column)
  return typeof value === 'string' ? value : undefined
}

/** A number in a row; 0 where there is none. */
export function numberAt(row: unknown, column: string): number {
  const value = columnOf(row, column)
  return typeof value === 'number' ? value : Number(value ?? 0)
}

/** The bytes of a column. The library gives a Buffer for one row and an ArrayBuffer for each of many. */
export function blobAt(row: unknown, column: string): Buffer | undefined {
  const value = columnOf(row, column)
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  return value instanceof Uint8Array ? Buffer.from(value) : undefined
}

function columnOf(row: unknown, column: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, column) : undefined
}

const notADatabase: ReadonlySet<string> = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])

/** True if what SQLite says is about the file itself, and not about the disk or the right to it. */
export function isDamaged(error: unknown): boolean {
  return notADatabase.has(storageCode(error) ?? '')
}
