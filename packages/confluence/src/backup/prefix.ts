import { descriptorName, entitiesName } from './backup-files.js'
import { coreTables, csvFolderOf, tablesMissing } from './csv/csv-tables.js'
import { BackupError } from './error.js'
import { isCsvExport } from './descriptor.js'
import type { NameTable } from './name-table.js'
import { shown } from './shown.js'

/** Where in its files a backup lies, and in which of the two forms of a native backup. */
export interface BackupPlace {
  /** Ends in a slash; empty for the top. */
  readonly prefix: string
  readonly form: 'xml' | 'csv'
}

/** So many folders are looked at before a backup counts as several. */
const folderLimit = 20

/**
 * The folder inside the backup that holds entities.xml, or the tables of a CSV export. People zip the folder that they
 * unpacked, so one nested folder is as good as the top. Tables may lie in a folder below that of the descriptor.
 *
 * @throws BackupError NO_ENTITIES, SEVERAL_BACKUPS, MIXED_EXPORT, CSV_TABLE_MISSING
 */
export async function findPlace(
  names: NameTable,
  path: string,
  open: (entry: string) => AsyncIterable<Uint8Array>,
): Promise<BackupPlace> {
  if (names.find(entitiesName) !== undefined) {
    const table = coreTables.map((name) => `${name}.csv`).find((name) => names.find(name) !== undefined)
    if (table !== undefined) throw mixed(path, [entitiesName, table])
    return { prefix: '', form: 'xml' }
  }
  const { entities, tables } = findFolders(names)
  const [table, ...moreTables] = tables
  const [only, ...more] = entities
  if (only !== undefined && table !== undefined) throw mixed(path, [`${only}${entitiesName}`, `${table}content.csv`])
  if (more.length > 0 || moreTables.length > 0) {
    const folders = [...entities, ...tables]
    throw new BackupError(
      'SEVERAL_BACKUPS',
      `There are several backups in ${shown(path)} (${shown(folders.join(', '))}); give the folder of one of them`,
      { path, folders },
    )
  }
  if (only !== undefined) return { prefix: only, form: 'xml' }
  if (table !== undefined) return { prefix: folderOfDescriptor(names, table), form: 'csv' }
  if (names.find(descriptorName) !== undefined && (await isCsvExport(open(descriptorName), path))) {
    throw tablesMissing(path, coreTables)
  }
  throw new BackupError(
    'NO_ENTITIES',
    `There is no entities.xml in ${shown(path)}, and no tables of a CSV export, so it is no native backup`,
    { path },
  )
}

interface Folders {
  readonly entities: readonly string[]
  readonly tables: ReadonlySet<string>
}

function findFolders(names: NameTable): Folders {
  const entities: string[] = []
  const tables = new Set<string>()
  for (const name of names.names()) {
    const folder = csvFolderOf(name)
    if (folder !== undefined) tables.add(folder)
    else if (name.endsWith(`/${entitiesName}`) && !name.startsWith('__MACOSX/')) {
      entities.push(name.slice(0, -entitiesName.length))
    }
    if (entities.length + tables.size === folderLimit) break
  }
  return { entities, tables }
}

/** The nearest folder above the tables that has a descriptor; that of the tables where none has. */
function folderOfDescriptor(names: NameTable, folder: string): string {
  for (let above = folder; ;) {
    if (names.find(above + descriptorName) !== undefined) return above
    if (above === '') return folder
    above = above.slice(0, above.lastIndexOf('/', above.length - 2) + 1)
  }
}

function mixed(path: string, entries: readonly string[]): BackupError<'MIXED_EXPORT'> {
  const message = `There is an XML backup and a CSV export in ${shown(path)} (${shown(entries.join(', '))})`
  return new BackupError('MIXED_EXPORT', message, { path, entries })
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
