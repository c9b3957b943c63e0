import { descriptorName, entitiesName } from './backup-files.js'
import { BackupError } from './error.js'
import { isCsvExport } from './descriptor.js'
import type { NameTable } from './name-table.js'
import { shown } from './shown.js'

/**
 * The folder inside the backup that holds entities.xml, ending in a slash; empty for the top. People zip the folder
 * that they unpacked, so one nested folder is as good as the top.
 *
 * @throws BackupError NO_ENTITIES, SEVERAL_BACKUPS, CSV_EXPORT
 */
export async function findPrefix(
  names: NameTable,
  path: string,
  open: (entry: string) => AsyncIterable<Uint8Array>,
): Promise<string> {
  if (names.find(entitiesName) !== undefined) return ''
  const folders: string[] = []
  for (const name of names.names()) {
    if (name.endsWith(`/${entitiesName}`) && !name.startsWith('__MACOSX/')) {
      folders.push(name.slice(0, -entitiesName.length))
    }
    if (folders.length === 20) break
  }
  const [only, ...more] = folders
  if (only !== undefined && more.length === 0) return only
  if (only !== undefined) {
    throw new BackupError(
      'SEVERAL_BACKUPS',
      `There are several backups in ${shown(path)} (${shown(folders.join(', '))}); give the folder of one of them`,
      { path, folders },
    )
  }
  if (names.find(descriptorName) !== undefined && (await isCsvExport(open(descriptorName), path))) {
    throw new BackupError(
      'CSV_EXPORT',
      `The backup ${shown(path)} is a CSV export of Confluence Cloud; export the space with the format XML`,
      { path },
    )
  }
  throw new BackupError(
    'NO_ENTITIES',
    `There is no entities.xml in ${shown(path)}, so it is no XML backup; export with the format XML`,
    {
      path,
    },
  )
}

export function countOutside(names: NameTable, prefix: string): number {
  if (prefix === '') return 0
  let count = 0
  for (const name of names.names()) if (!name.startsWith(prefix)) count++
  return count
}

/** Sorted names below the prefix, without it. */
export function* namesBelow(names: NameTable, prefix: string): Generator<string> {
  for (const name of names.names()) if (name.startsWith(prefix)) yield name.slice(prefix.length)
}
