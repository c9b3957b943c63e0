import { createGunzip } from 'node:zlib'
import { pipeline, Readable } from 'node:stream'
import type { BackupFiles } from '../backup-files.js'
import { BackupError } from '../error.js'
import { shown } from '../shown.js'

/** One table of a CSV export. */
export interface CsvTableFile {
  /** Its name in lower case, without the ending. */
  readonly table: string
  /** The name of its file. */
  readonly entry: string
}

/** Without these nothing of a space can be read. */
export const coreTables: readonly string[] = ['content', 'bodycontent', 'spaces']

/** The table that a file of this name holds, wherever it lies; `undefined` for any other file. */
export function csvTableName(name: string): string | undefined {
  if (!/\.csv(?:\.gz)?$/i.test(name)) return undefined
  return /^(?:.*\/)?([^/]+)\.csv(?:\.gz)?$/is.exec(name)?.[1]?.toLowerCase()
}

/** The folder in which the tables of a CSV export lie, if this file is one that tells. */
export function csvFolderOf(name: string): string | undefined {
  const table = csvTableName(name)
  if (table === undefined || !coreTables.includes(table) || /^(?:__MACOSX|attachments)\//.test(name)) return undefined
  return name.slice(0, name.lastIndexOf('/') + 1)
}

/**
 * The tables of a CSV export, sorted by name.
 *
 * @throws BackupError CSV_TABLE_MISSING, CSV_TABLE_TWICE
 */
export function csvTablesOf(files: BackupFiles): CsvTableFile[] {
  const found: CsvTableFile[] = []
  let folder: string | undefined
  for (const entry of files.names()) folder ??= csvFolderOf(entry)
  for (const entry of files.names()) {
    const table = csvTableName(entry)
    if (table !== undefined && entry.slice(0, entry.lastIndexOf('/') + 1) === (folder ?? ''))
      found.push({ table, entry })
  }
  found.sort((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : a.entry < b.entry ? -1 : 1))
  for (const [index, { table, entry }] of found.entries()) {
    const before = found[index - 1]
    if (before?.table !== table) continue
    const entries = [before.entry, entry]
    const message = `The backup ${shown(files.path)} holds the table ${shown(table)} twice: ${shown(entries.join(', '))}`
    throw new BackupError('CSV_TABLE_TWICE', message, { path: files.path, table, entries })
  }
  const missing = coreTables.filter((table) => !found.some((one) => one.table === table))
  if (missing.length > 0) throw tablesMissing(files.path, missing)
  return found
}

/** The error for a CSV export that lacks these tables. */
export function tablesMissing(path: string, tables: readonly string[]): BackupError<'CSV_TABLE_MISSING'> {
  const message = `The CSV export ${shown(path)} lacks the tables ${tables.map((one) => `${one}.csv`).join(', ')}`
  return new BackupError('CSV_TABLE_MISSING', message, { path, tables })
}

/**
 * The bytes of a table. One whose name says that it is packed may be plain, and the other way round, so its first bytes
 * tell.
 *
 * @throws BackupError ENTRY_CORRUPT, ENTRY_UNREADABLE
 */
export async function* openCsvTable(
  files: BackupFiles,
  entry: string,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<Uint8Array> {
  const chunks = files.open(entry, options)[Symbol.asyncIterator]()
  let first = await chunks.next()
  while (first.done !== true && first.value.length === 0) first = await chunks.next()
  const bytes = rejoined(first, chunks)
  if (first.done === true || first.value[0] !== 0x1f || first.value[1] !== 0x8b) yield* bytes
  else yield* unpacked(bytes, files.path, entry)
}

async function* rejoined(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>, path: string, entry: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const out = pipeline(Readable.from(bytes, { objectMode: false }), gunzip, () => undefined)
  try {
    for await (const chunk of out) yield chunk as Uint8Array
  } catch (error) {
    if (error instanceof BackupError) throw error
    const problem = error instanceof Error ? error.message : String(error)
    const message = `The file ${shown(entry)} in ${shown(path)} is corrupt: ${problem}; copy the backup again`
    throw new BackupError('ENTRY_CORRUPT', message, { path, entry, problem }, { cause: error })
  } finally {
    out.destroy()
  }
}
