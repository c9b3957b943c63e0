import { DiskError } from './disk-error.js'
import { storageCode } from './storage-code.js'

/** The one list of what says that there is no room, in the words of `storageCode`. */
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])

/** True for an error of the system or of SQLite that means: the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && fullCodes.has(storageCode(error) ?? Reflect.get(error, 'code'))
}

/** Runs something that writes; a full disk becomes `DISK_FULL` with that path. */
export async function onDisk<T>(path: string, write: () => T | Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw asDiskFull(path, error)
  }
}

/**
 * The error that came first, or `DISK_FULL` if it says that the disk is full: with the path that it names itself, where it
 * names one.
 */
export function asDiskFull(path: string, thrown: unknown): unknown {
  const error = firstError(thrown)
  if (!isDiskFull(error) || !(error instanceof Error)) return error
  const named: unknown = Reflect.get(error, 'path')
  const full = typeof named === 'string' ? named : path
  const message = `No space is left on the disk of ${full}; free some and run the command again`
  return new DiskError('DISK_FULL', message, { path: full }, { cause: error })
}

/**
 * The error that came first. When closing fails as well, as on a disk that is full, `await using` throws a
 * `SuppressedError` that holds the error of closing and, as `suppressed`, the one before it. Node 20 has no such class to
 * ask for.
 */
export function firstError(thrown: unknown): unknown {
  let error = thrown
  while (error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error) error = error.suppressed
  return error
}
