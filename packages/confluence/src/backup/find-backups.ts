import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { descriptorName, entitiesName } from './backup-files.js'
import { coreTables, csvTableName } from './csv/csv-tables.js'
import { isBackupError } from './error.js'
import { openBackup } from './open-backup.js'

/**
 * The backups at a path: the one that it is, or the exports that lie in that folder, zipped or not, in the order of their
 * names. Other files in it are no part of them. Where nothing is found it is the path itself: opening it says what is wrong.
 *
 * @throws BackupError of a zip in the folder that is damaged
 */
export async function findBackups(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() !== true) return [path]
  const entries = (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some((entry) => entry.isFile() && isOfBackup(entry.name))) return [path]
  const exports: string[] = []
  for (const entry of entries) {
    const at = join(path, entry.name)
    if (entry.isDirectory() ? await holdsBackup(at) : /\.zip$/i.test(entry.name) && (await isBackup(at)))
      exports.push(at)
  }
  return exports.length > 1 || exports.some((one) => /\.zip$/i.test(one)) ? exports : [path]
}

function isOfBackup(name: string): boolean {
  return name === entitiesName || name === descriptorName || coreTables.includes(csvTableName(name) ?? '')
}

async function holdsBackup(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => [])
  return names.some(isOfBackup)
}

/** False for a zip of something else. */
async function isBackup(path: string): Promise<boolean> {
  try {
    await using files = await openBackup(path)
    return files.path === path
  } catch (error) {
    if (isBackupError(error, 'NO_ENTITIES')) return false
    throw error
  }
}
