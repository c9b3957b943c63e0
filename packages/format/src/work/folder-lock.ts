import { join } from 'node:path'
import { asDiskFull, FileLock } from '@spacecrate/disk'
import { ArchiveError } from '../error.js'
import { lockFileName } from './work-names.js'

/** Keeps everybody else out of a work folder. Throws `WORK_FOLDER_IN_USE` if somebody has it. */
export function lockFolder(folder: string): FileLock {
  const path = join(folder, lockFileName)
  let lock: FileLock | undefined
  try {
    lock = FileLock.take(path)
  } catch (error) {
    throw asDiskFull(path, error)
  }
  if (lock !== undefined) return lock
  const message = `Another run uses the work folder ${folder}. Wait for it to end, or use another work folder`
  throw new ArchiveError('WORK_FOLDER_IN_USE', message, { path: folder })
}
