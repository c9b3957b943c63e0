import { asDiskFull, FileLock, isDamaged, storageCode } from '@spacecrate/disk'
import { ImportError } from './error.js'

/** Somebody who only asks whether a lock is taken holds it for less than that. */
const wait = 250

/**
 * Takes the lock file for this process, until it is disposed or the process ends. Throws `JOURNAL_IN_USE` when somebody
 * else has it, `JOURNAL_INVALID` when the file is something else, and what the disk says.
 */
export function takeLock(path: string): FileLock {
  let lock: FileLock | undefined
  try {
    lock = FileLock.take(path, { wait })
  } catch (error) {
    throw refused(path, error)
  }
  if (lock !== undefined) return lock
  const message = `Another import works under the journal beside ${path}; wait until it has ended`
  throw new ImportError('JOURNAL_IN_USE', message, { path })
}

function refused(path: string, cause: unknown): unknown {
  const code = storageCode(cause)
  // A full disk or a missing right says nothing of the lock.
  if (code !== undefined && code !== 'SQLITE_CANTOPEN' && !isDamaged(cause)) return asDiskFull(path, cause)
  const problem = cause instanceof Error ? cause.message : String(cause)
  const message = `The lock ${path} cannot be taken: ${problem}; use another work folder`
  return new ImportError('JOURNAL_INVALID', message, { path, problem }, { cause })
}
