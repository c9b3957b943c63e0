import Database from 'libsql'
import { ImportError } from './error.js'

/**
 * Takes the lock file for this process, until it is disposed or the process ends, however it ends: the operating system
 * takes the lock back. Throws `JOURNAL_IN_USE` when somebody else has it.
 */
export function takeLock(path: string): Disposable {
  const db = new Database(path)
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw new ImportError(
      'JOURNAL_IN_USE',
      `Another import works under the journal beside ${path}; wait until it has ended`,
      { path },
      { cause: error },
    )
  }
  let held = true
  return {
    [Symbol.dispose]() {
      if (!held) return
      held = false
      // An open transaction keeps the lock beyond `close`.
      db.exec('ROLLBACK')
      db.close()
    },
  }
}
