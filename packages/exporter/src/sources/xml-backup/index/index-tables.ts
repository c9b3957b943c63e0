import {
  type BackupFiles,
  csvTableName,
  isAoTables,
  isBackupError,
  openCsvTable,
  readAoTables,
  readCsvTable,
  RowCount,
  type TableRow,
} from '@spacecrate/confluence'
import type { Database } from '@spacecrate/disk'
import type { AssessOptions } from '../../../source.js'
import type { ClassTable } from '../class-table.js'
import { brokenTable } from '../omissions.js'
import type { Part } from '../parts/part.js'
import { counting } from './index-objects.js'
import type { IndexRows } from './index-rows.js'

const batch = 2000

/** Cloud writes some tables as files of their own, at the top of an XML export and beside the tables of a CSV export. */
const csvName = /^(AO_[0-9A-F]{6}_[A-Z0-9_]{1,100})$/
/** Data Center writes what its plugins give it, each into a file; one of them holds all tables of ActiveObjects. */
const pluginName = /^plugin-data\/.*\.pdata$/

/** True for a file that may hold tables. */
export function mayHoldTables(name: string): boolean {
  return isTableFile(name) || pluginName.test(name)
}

/** True for a file that is one table. */
export function isTableFile(name: string): boolean {
  return tableNameOf(name) !== undefined
}

function tableNameOf(name: string): string | undefined {
  return csvName.exec(csvTableName(name)?.toUpperCase() ?? '')?.[1]
}

/**
 * Puts the rows of the tables beside entities.xml into the index, in one pass and flat memory, and returns how many of
 * each table were counted by their begins alone. A file that is broken or can't be read is a finding: the export goes on
 * without its rest.
 */
export async function indexTables(
  db: Database,
  rows: IndexRows,
  { files, prefix }: Part,
  classes: ClassTable,
  options: AssessOptions,
): Promise<ReadonlyMap<string, number>> {
  const count = db.prepare('INSERT INTO table_file VALUES (?, ?, ?, ?)')
  const finding = db.prepare('INSERT INTO finding VALUES (NULL, ?)')
  const counted = new Map<string, number>()
  for (const name of files.names()) {
    if (!mayHoldTables(name)) continue
    options.onProgress?.({ step: 'tables', done: rows.count, unit: 'steps' })
    const tables = new Set<string>()
    const counts = new RowCount(tableNameOf(name))
    let [met, kept] = [0, 0]
    db.exec('BEGIN')
    try {
      for await (const row of tablesOf(files, name, counts, options)) {
        met++
        tables.add(row.table)
        const of = classes.table(row.table)
        if (of) {
          kept++
          rows.addTableRow(row, of, prefix + name)
        }
        if (met % batch === 0) db.exec('COMMIT; BEGIN')
      }
    } catch (error) {
      if (!isBackupError(error)) throw error
      const hasOffset = isBackupError(error, 'TABLE_MALFORMED') || isBackupError(error, 'CSV_CUT_OFF')
      const offset = hasOffset ? error.details.offset : 0
      finding.run(JSON.stringify(brokenTable(prefix + name, offset, error.message)))
    }
    count.run(prefix + name, tables.size, met, kept)
    db.exec('COMMIT')
    for (const [table, more] of counts.tables) {
      if (classes.table(table)) counted.set(table, (counted.get(table) ?? 0) + more)
    }
  }
  return counted
}

async function* tablesOf(
  files: BackupFiles,
  name: string,
  counts: RowCount,
  options: AssessOptions,
): AsyncGenerator<TableRow> {
  const call = options.signal ? { signal: options.signal } : {}
  const table = tableNameOf(name)
  if (table !== undefined) yield* readCsvTable(counting(openCsvTable(files, name, call), counts), table, name, call)
  else if (isAoTables(await headOf(files.open(name, call)))) {
    yield* readAoTables(counting(files.open(name, call), counts), name, call)
  }
}

async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk
  return new Uint8Array()
}
