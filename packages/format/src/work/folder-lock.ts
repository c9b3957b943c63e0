import Database from 'libsql'
import { join } from 'node:path'
import { ArchiveError } from '../error.js'
import { asDiskFull } from './disk.js'
import { lockFileName } from './work-names.js'

/**
 * Keeps everybody else out of a folder. The lock is one of the operating system, held through a transaction that is never
 * committed, so it ends with the process, however that ends; nothing is written. It isn't a lock on the index itself,
 * because the library keeps a closed database open until its statements are collected.
 */
export class FolderLock implements Disposable {
  readonly #db: Database.Database

  private constructor(db: Database.Database) {
    this.#db = db
  }

  /** Throws `WORK_FOLDER_IN_USE` if another process, or another part of this one, has the lock. */
  static take(folder: string): FolderLock {
    const path = join(folder, lockFileName)
    const db = new Database(path)
    try {
      db.exec('BEGIN EXCLUSIVE')
      return new FolderLock(db)
    } catch (error) {
      db.close()
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
      if (code !== 'SQLITE_BUSY') throw asDiskFull(path, error)
      throw new ArchiveError(
        'WORK_FOLDER_IN_USE',
        `Another run uses the work folder ${folder}. Wait for it to end, or use another work folder`,
        { path: folder },
        { cause: error },
      )
    }
  }

  [Symbol.dispose](): void {
    if (!this.#db.open) return
    this.#db.exec('ROLLBACK')
    this.#db.close()
  }
}
