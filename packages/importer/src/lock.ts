import { existsSync } from 'node:fs'
import { assertNoLink } from '@spacecrate/format'
import Database from 'libsql'
import { storageCode } from '@spacecrate/format'
import { explainDiskError, isDamaged } from './database.js'
import { ImportError } from './error.js'

/**
 * Takes the lock file for this process, until it is disposed or the process ends, however it ends: the operating system
 * takes the lock back. Throws `JOURNAL_IN_USE` when somebody else has it, `JOURNAL_INVALID` when the file is something else,
 * and what the disk says.
 */
export function takeLock(path: string): Disposable {
  let db: Database.Database | undefined
  try {
    assertNoLink(path)
    db = new Database(path)
    // Somebody who only asks whether it is taken holds it for less than that.
    db.exec('PRAGMA busy_timeout = 250; BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    throw refused(path, error)
  }
  const held = db
  return {
    [Symbol.dispose]() {
      if (!held.open) return
      // An open transaction keeps the lock beyond `close`.
      held.exec('ROLLBACK')
      held.close()
    },
  }
}

/** True if a process has the lock. Nobody who wants to take it meanwhile is refused for that. */
export function isLocked(path: string): boolean {
  if (!existsSync(path)) return false
  const db = new Database(path)
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA query_only = ON')
    db.prepare('SELECT count(*) FROM sqlite_master').get([])
    return false
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true
    throw error
  } finally {
    db.close()
  }
}

function refused(path: string, cause: unknown): unknown {
  const code = storageCode(cause)
  if (code === 'SQLITE_BUSY') {
    const message = `Another import works under the journal beside ${path}; wait until it has ended`
    return new ImportError('JOURNAL_IN_USE', message, { path }, { cause })
  }
  // A full disk or a missing right says nothing of the lock.
  if (code !== undefined && code !== 'SQLITE_CANTOPEN' && !isDamaged(cause)) return explainDiskError(cause, path)
  const problem = cause instanceof Error ? cause.message : String(cause)
  const message = `The lock ${path} cannot be taken: ${problem}; use another work folder`
  return new ImportError('JOURNAL_INVALID', message, { path, problem }, { cause })
}
