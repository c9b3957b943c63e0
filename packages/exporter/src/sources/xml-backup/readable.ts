import { isBackupError } from '@spacecrate/confluence'
import { SourceError } from '../../source-error.js'

/** Does something with a backup; a `BackupError` becomes a `SourceError` with the same message and that as its cause. */
export async function readable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isBackupError(error)) throw error
    throw new SourceError('BACKUP_UNREADABLE', error.message, { path, code: error.code }, { cause: error })
  }
}
