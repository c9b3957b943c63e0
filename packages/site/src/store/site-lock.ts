import { FileLock, storageCode } from '@spacecrate/disk'
import { SiteError } from '../error.js'
import { siteReadOnly } from './connection.js'

/** Takes the right to write to a site, until it is given back or the process ends. Readers don't ask for it. Throws `SITE_IN_USE`. */
export function lockSite(dir: string, path: string): FileLock {
  let lock: FileLock | undefined
  try {
    lock = FileLock.take(path)
  } catch (error) {
    const code = storageCode(error)
    throw code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN' ? siteReadOnly(dir, error) : error
  }
  if (lock !== undefined) return lock
  const message = `The site ${dir} is open to write in another process; wait until it has finished and run again`
  throw new SiteError('SITE_IN_USE', message, { dir })
}
