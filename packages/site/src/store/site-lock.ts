import Database from 'libsql'
import { storageCode } from '@spacecrate/format'
import { SiteError } from '../error.js'
import { siteReadOnly } from './connection.js'

/**
 * The right to write to a site: a lock of the operating system, held through an exclusive transaction on an empty
 * database file. It ends with the process, however that ends, so a dead process never keeps it. Readers don't ask for it.
 * Throws `SITE_IN_USE`.
 */
export class SiteLock {
  private readonly database: Database.Database

  constructor(dir: string, path: string) {
    let database: Database.Database | undefined
    try {
      database = new Database(path)
      database.exec('BEGIN EXCLUSIVE')
      this.database = database
    } catch (error) {
      database?.close()
      const code = storageCode(error)
      if (code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN') throw siteReadOnly(dir, error)
      if (code !== 'SQLITE_BUSY') throw error
      throw new SiteError(
        'SITE_IN_USE',
        `The site ${dir} is open to write in another process; wait until it has finished and run again`,
        { dir },
        { cause: error },
      )
    }
  }

  release(): void {
    if (this.database.open) this.database.close()
  }
}
