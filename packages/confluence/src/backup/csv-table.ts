import { columnsOf, namesColumnsAgain } from './csv/columns.js'
import { cellText, type CsvRow } from './csv/csv-row.js'
import { readCsv } from './csv/read-csv.js'
import { faultyRow, type TableOptions, type TableRow } from './table-row.js'

/**
 * Reads a table that an app keeps in a CSV file of its own. The first row names the columns; an empty cell is null. A row
 * that is broken in itself is yielded with its fault.
 *
 * @param entry name of the file, for messages
 * @throws BackupError CSV_CUT_OFF, CSV_ENCODING, CSV_HEADER
 */
export async function* readCsvTable(
  chunks: AsyncIterable<Uint8Array>,
  table: string,
  entry: string,
  options: TableOptions = {},
): AsyncGenerator<TableRow> {
  let columns: readonly string[] | undefined
  for await (const row of readCsv(chunks, entry, options)) {
    if (columns === undefined) columns = columnsOf(row, entry)
    else yield tableRowOf(table, columns, row)
  }
}

function tableRowOf(table: string, columns: readonly string[], row: CsvRow): TableRow {
  const { cells, offset, length } = row
  const surplus = cells.slice(columns.length).some((cell) => cell !== '')
  const wrong = surplus ? `${cells.length} cells for ${columns.length} columns` : undefined
  const again = namesColumnsAgain(row, columns) ? 'the names of the columns once more' : undefined
  const fault = row.fault ?? wrong ?? again
  if (fault !== undefined) return faultyRow(table, offset, length, `row ${row.row}: ${fault}`)
  let changed = 0
  const byColumn = new Map<string, string | undefined>()
  for (const [index, column] of columns.entries()) {
    const cell = cellText(cells[index] ?? '')
    changed += cell.changed
    byColumn.set(column, cell.text === '' ? undefined : cell.text)
  }
  return { table, offset, length, cells: byColumn, changed }
}
