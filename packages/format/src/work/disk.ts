import { open, type FileHandle } from 'node:fs/promises'
import { ArchiveError } from '../error.js'
import { storageCode } from './storage-code.js'

/** Runs something that writes, and makes `DISK_FULL` with the path of what says that there is no room. */
export async function onDisk<T>(path: string, write: () => T | Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw asDiskFull(path, error)
  }
}

/** The error as it is, or `DISK_FULL` if that is what it means: with the path that it names itself, where it names one. */
export function asDiskFull(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveError) return error
  const code = storageCode(error) ?? Reflect.get(error, 'code')
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'SQLITE_FULL') return error
  const named: unknown = Reflect.get(error, 'path')
  const full = typeof named === 'string' ? named : path
  return new ArchiveError('DISK_FULL', `No space left on the disk of ${full}`, { path: full }, { cause: error })
}

/** Writes all of the bytes at a position: a single write may take only a part of them. */
export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** Makes names in a folder durable. Systems that can't open a folder keep names durable by themselves. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  if (folder === undefined) return
  try {
    await folder.sync()
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code !== 'EINVAL' && code !== 'EPERM' && code !== 'ENOTSUP') throw error
  } finally {
    await folder.close()
  }
}
