import Database from 'libsql'
import { assertNoLink } from '../own-files.js'

/**
 * A file that one process holds. The lock is one of the operating system, held through a transaction that is never
 * committed, so it ends with the process, however that ends; nothing is written. It isn't a lock on a database that is
 * used, because the library keeps a closed database open until its statements are collected.
 */
export class FileLock implements Disposable {
  readonly #db: Database.Database

  private constructor(db: Database.Database) {
    this.#db = db
  }

  /** `undefined` if another process, or another part of this one, has the lock. Makes the file where there is none. */
  static take(path: string): FileLock | undefined {
    assertNoLink(path)
    const db = new Database(path)
    try {
      // Without a journal beside it, which nobody would remove after a kill.
      db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
      return new FileLock(db)
    } catch (error) {
      db.close()
      if (error instanceof Error && Reflect.get(error, 'code') === 'SQLITE_BUSY') return undefined
      throw error
    }
  }

  [Symbol.dispose](): void {
    if (!this.#db.open) return
    this.#db.exec('ROLLBACK')
    this.#db.close()
  }
}
