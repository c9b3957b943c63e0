import { asDiskFull, closeDatabase, type Database, removeDatabase } from '@spacecrate/disk'
import { openWorkDatabase } from './work-database.js'

/** A database for what does not fit into memory while one command runs; gone with it. */
export class ScratchDatabase implements AsyncDisposable {
  readonly db: Database
  readonly #path: string

  private constructor(path: string) {
    this.#path = path
    this.db = openWorkDatabase(path)
  }

  /** Throws `DISK_FULL`. */
  static async open(path: string): Promise<ScratchDatabase> {
    try {
      await removeDatabase(path)
      return new ScratchDatabase(path)
    } catch (error) {
      throw asDiskFull(path, error)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    closeDatabase(this.db)
    await removeDatabase(this.#path)
  }
}
