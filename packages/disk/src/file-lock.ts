import { existsSync } from 'node:fs'
import { type Database, openDatabase } from './database.js'
import { storageCode } from './storage-code.js'

/** Options of `FileLock.take`. */
export interface LockOptions {
  /** How long to wait for somebody who has it, in milliseconds. @default 0 */
  readonly wait?: number
}

/**
 * A file that one process holds. The lock is one of the operating system, held through a transaction that is never
 * committed, so it ends with the process, however that ends; nothing is written. It isn't a lock on a database that is
 * used, because the library keeps a closed database open until its statements are collected.
 */
export class FileLock implements Disposable {
  readonly #db: Database

  private constructor(db: Database) {
    this.#db = db
  }

  /** `undefined` if another process, or another part of this one, has the lock. Makes the file where there is none. */
  static take(path: string, { wait = 0 }: LockOptions = {}): FileLock | undefined {
    let db: Database | undefined
    try {
      // Without a journal beside it, which nobody would remove after a kill.
      db = openDatabase(path, { busy_timeout: wait, journal_mode: 'MEMORY' })
      db.exec('BEGIN EXCLUSIVE')
      return new FileLock(db)
    } catch (error) {
      db?.close()
      if (storageCode(error) === 'SQLITE_BUSY') return undefined
      throw error
    }
  }

  /** True if somebody has the lock. Nobody who wants to take it meanwhile, and waits a little, is refused for that. */
  static isTaken(path: string): boolean {
    if (!existsSync(path)) return false
    let db: Database | undefined
    try {
      db = openDatabase(path, { busy_timeout: 0, query_only: 'ON' }, { followLinks: true })
      db.prepare('SELECT count(*) FROM sqlite_master').get([])
      return false
    } catch (error) {
      if (storageCode(error) === 'SQLITE_BUSY') return true
      throw error
    } finally {
      db?.close()
    }
  }

  [Symbol.dispose](): void {
    if (!this.#db.open) return
    // An open transaction would keep the lock beyond `close`.
    this.#db.exec('ROLLBACK')
    this.#db.close()
  }
}
