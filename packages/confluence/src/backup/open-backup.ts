import type { Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { BackupFiles } from './backup-files.js'
import { BackupError } from './error.js'
import { FolderBackup } from './folder-backup.js'
import { shown } from './shown.js'
import { ZipBackup } from './zip-backup.js'

/**
 * Opens a backup zip, or the folder it was unpacked into. The names of all files are read and checked; no file is.
 *
 * @param except folders inside an unpacked backup that are no part of it: whoever reads it keeps his work there
 *
 * @example
 * await using files = await openBackup('export.zip')
 * for await (const chunk of files.open('entities.xml')) size += chunk.length
 *
 * @throws BackupError BACKUP_NOT_FOUND, BACKUP_UNREADABLE, NOT_A_BACKUP, ZIP_CUT_OFF, ZIP_DAMAGED, UNSAFE_ENTRY,
 *   TOO_MANY_FILES, NO_ENTITIES, SEVERAL_BACKUPS, MIXED_EXPORT, CSV_TABLE_MISSING
 */
export async function openBackup(path: string, except: readonly string[] = []): Promise<BackupFiles> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return await FolderBackup.open(path, except)
    if (!found.isFile()) throw notABackup(path, found)
    return await ZipBackup.open(path, await open(path, 'r'))
  } catch (error) {
    if (error instanceof BackupError) throw error
    const problem = error instanceof Error ? error.message : String(error)
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new BackupError('BACKUP_NOT_FOUND', `There is no backup at ${shown(path)}`, { path }, { cause: error })
    }
    throw new BackupError(
      'BACKUP_UNREADABLE',
      `The backup ${shown(path)} can't be read (${problem}); check its permissions`,
      { path, problem },
      { cause: error },
    )
  }
}

function notABackup(path: string, found: Stats): BackupError<'NOT_A_BACKUP'> {
  const what = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device'
  return new BackupError(
    'NOT_A_BACKUP',
    `The path ${shown(path)} is no Confluence backup but ${what}; a zip must be a file that can be read from any position`,
    { path, found: what },
  )
}
