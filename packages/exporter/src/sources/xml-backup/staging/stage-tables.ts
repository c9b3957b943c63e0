import {
  type BackupFiles,
  isAoTables,
  isBackupError,
  readAoTables,
  readCsvTable,
  type TableRow,
} from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import { isKnownTable } from '../contract.js'
import { brokenTable } from '../omissions.js'
import type { StageRows } from './stage-rows.js'
import type { Sqlite } from './staging-file.js'

const batch = 2000

/** Cloud writes some tables as files of their own at the top. */
const csvName = /^(AO_[0-9A-F]{6}_[A-Z0-9_]{1,100})\.csv$/
/** Data Center writes what its plugins give it, each into a file; one of them holds all tables of ActiveObjects. */
const pluginName = /^plugin-data\/.*\.pdata$/

/** True for a file that may hold tables. */
export function mayHoldTables(name: string): boolean {
  return csvName.test(name) || pluginName.test(name)
}

/** True for a file that is one table. */
export function isTableFile(name: string): boolean {
  return csvName.test(name)
}

/**
 * Puts the rows of the tables beside entities.xml into the staging, in one pass and flat memory. A file that is broken
 * or can't be read is a finding: the export goes on without its rest.
 */
export async function stageTables(
  db: Sqlite,
  rows: StageRows,
  files: BackupFiles,
  options: AssessOptions,
): Promise<void> {
  const count = db.prepare('INSERT INTO table_file VALUES (?, ?, ?, ?)')
  const finding = db.prepare('INSERT INTO finding VALUES (NULL, ?)')
  for (const name of files.names()) {
    if (!mayHoldTables(name)) continue
    options.onProgress?.({ step: 'tables', done: rows.count, unit: 'steps' })
    const tables = new Set<string>()
    let [met, staged] = [0, 0]
    db.exec('BEGIN')
    try {
      for await (const row of tablesOf(files, name, options)) {
        met++
        tables.add(row.table)
        if (isKnownTable(row.table)) {
          staged++
          rows.addTableRow(row, name)
        }
        if (met % batch === 0) db.exec('COMMIT; BEGIN')
      }
    } catch (error) {
      if (!isBackupError(error)) throw error
      const offset = isBackupError(error, 'TABLE_MALFORMED') ? error.details.offset : 0
      finding.run(JSON.stringify(brokenTable(name, offset, error.message)))
    }
    count.run(name, tables.size, met, staged)
    db.exec('COMMIT')
  }
}

async function* tablesOf(files: BackupFiles, name: string, options: AssessOptions): AsyncGenerator<TableRow> {
  const call = options.signal ? { signal: options.signal } : {}
  const table = csvName.exec(name)?.[1]
  if (table !== undefined) yield* readCsvTable(files.open(name, call), table, name, call)
  else if (isAoTables(await headOf(files.open(name, call)))) yield* readAoTables(files.open(name, call), name, call)
}

async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk
  return new Uint8Array()
}
