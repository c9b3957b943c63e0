import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Database, isDamaged, isDiskFull, openDatabase, setPragmas, storageCode } from '@spacecrate/disk'
import { SiteError } from '../error.js'

/** A value that a column takes or gives. */
export type Value = string | number | null

/** A prepared statement. */
export interface Query {
  run(...values: Value[]): number
  /** The first row, as a list of its columns. */
  first(...values: Value[]): readonly Value[] | undefined
  /** All rows: give a LIMIT wherever their number grows with the site. */
  all(...values: Value[]): readonly (readonly Value[])[]
}

/** One connection to the database of a site: prepared statements, transactions, errors as `SiteError`. */
export class Connection {
  readonly dir: string
  readonly writable: boolean
  private readonly database: Database
  private readonly queries: Map<string, Query> = new Map()
  private failure: SiteError | undefined
  private readonly undone: (() => void)[] = []

  constructor(dir: string, path: string, writable: boolean) {
    this.dir = dir
    this.writable = writable
    this.database = openSiteDatabase(dir, path, writable)
    try {
      setPragmas(this.database, { busy_timeout: 5000 })
      if (writable) {
        // FULL costs a quarter of a millisecond per transaction and keeps what a journal elsewhere calls done.
        setPragmas(this.database, { journal_mode: 'WAL', synchronous: 'FULL', wal_autocheckpoint: 4000 })
        setPragmas(this.database, { journal_size_limit: 67108864 })
      } else {
        // The option `readonly` of the library still writes.
        setPragmas(this.database, { query_only: 'ON' })
      }
      // Mapped pages count as resident memory: the map stays small beside the budget of the whole process.
      setPragmas(this.database, { cache_size: -32768, mmap_size: 67108864, temp_store: 'MEMORY' })
    } catch (error) {
      this.database.close()
      throw sayOf(this.dir, error) ?? error
    }
  }

  /** Runs statements without values. */
  exec(sql: string): void {
    this.guard(() => this.database.exec(sql))
  }

  /** The statement of this text, prepared once. */
  prepare(sql: string): Query {
    const known = this.queries.get(sql)
    if (known !== undefined) return known
    const statement = this.guard(() => this.database.prepare<[readonly Value[]]>(sql))
    if (statement.reader) statement.raw()
    // The library copies values that come one by one; as one list they are a sixth cheaper.
    const query: Query = {
      run: (...values) => {
        this.mustWrite()
        return this.guard(() => statement.run(values).changes)
      },
      first: (...values) => this.guard(() => statement.get(values)) as readonly Value[] | undefined,
      all: (...values) => this.guard(() => statement.all(values)) as readonly (readonly Value[])[],
    }
    this.queries.set(sql, query)
    return query
  }

  /** False for a table that a site of an older version does not have. */
  hasTable(name: string): boolean {
    return this.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").first(name) !== undefined
  }

  /** True while `transaction` runs. */
  get inTransaction(): boolean {
    return this.database.inTransaction
  }

  /** Throws `SITE_READ_ONLY` on a connection that only reads. */
  mustWrite(): void {
    if (this.writable) return
    throw new SiteError('SITE_READ_ONLY', `The site ${this.dir} is open to read only; open it to write`, {
      dir: this.dir,
    })
  }

  /** Registers what is to be done after a transaction was undone: forget caches of what it wrote. */
  onUndo(forget: () => void): void {
    this.undone.push(forget)
  }

  /** All of `work` or nothing. A full disk inside `work` undoes all of it, even where `work` swallows the error. */
  transaction<Result>(work: () => Result): Result {
    this.mustWrite()
    if (this.inTransaction) throw new TypeError('A transaction of a site cannot hold another one')
    this.failure = undefined
    this.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      if (result instanceof Promise) throw new TypeError('The work of a transaction must not wait for anything')
      if (this.failure !== undefined) throw this.failure
      this.exec('COMMIT')
      return result
    } catch (error) {
      // SQLite may have rolled back by itself, on a full disk for one.
      if (this.inTransaction) this.database.exec('ROLLBACK')
      for (const forget of this.undone) forget()
      throw error
    }
  }

  get isOpen(): boolean {
    return this.database.open
  }

  close(): void {
    if (!this.isOpen) return
    this.queries.clear()
    // Statements keep the files open until they are collected, so the log is folded in here and not by closing.
    try {
      if (this.writable) this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // Without room it stays in the log, which the next one that opens the site reads as well.
    } finally {
      this.database.close()
    }
  }

  private guard<Result>(work: () => Result): Result {
    if (!this.isOpen) throw new SiteError('SITE_CLOSED', `The site ${this.dir} is closed`, { dir: this.dir })
    try {
      return work()
    } catch (error) {
      const said = sayOf(this.dir, error)
      this.failure ??= said
      throw said ?? error
    }
  }
}

/** What is wrong with the disk or the file, if that is what it is. */
function sayOf(dir: string, error: unknown): SiteError | undefined {
  if (isDiskFull(error)) return siteFull(dir, error)
  const code = storageCode(error)
  if (code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN') return siteReadOnly(dir, error)
  return isDamaged(error) ? siteInvalid(dir, error) : undefined
}

/**
 * Opens the file. SQLite makes a file beside a log even to read; where nobody can write, and nothing lies in a log, the
 * database is read as one that never changes.
 */
function openSiteDatabase(dir: string, path: string, writable: boolean): Database {
  let database: Database | undefined
  try {
    database = openDatabase(path, {}, { followLinks: true })
    if (!writable) database.prepare('SELECT count(*) FROM sqlite_master').get()
    return database
  } catch (error) {
    database?.close()
    const code = storageCode(error)
    if (code !== 'SQLITE_READONLY' && code !== 'SQLITE_CANTOPEN') throw sayOf(dir, error) ?? error
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
    if (writable || (log !== undefined && log.size > 0)) throw siteReadOnly(dir, error)
    return openDatabase(`${pathToFileURL(path).href}?immutable=1`)
  }
}

/** The error of a site where this user can't write. */
export function siteReadOnly(dir: string, cause: unknown): SiteError<'SITE_READ_ONLY'> {
  const message = `The site ${dir} lies where this user cannot write, or on a disk that is read-only`
  return new SiteError('SITE_READ_ONLY', message, { dir }, { cause })
}

/** The error of a disk without room. */
export function siteFull(dir: string, cause: unknown): SiteError<'SITE_FULL'> {
  return new SiteError(
    'SITE_FULL',
    `No room is left on the disk of the site ${dir}; make room and run again`,
    { dir },
    { cause },
  )
}

function siteInvalid(dir: string, cause: unknown): SiteError<'SITE_INVALID'> {
  const problem = cause instanceof Error ? cause.message : String(cause)
  return new SiteError(
    'SITE_INVALID',
    `The database of the site ${dir} cannot be used: ${problem}; restore the folder from a backup`,
    { dir, problem },
    { cause },
  )
}
