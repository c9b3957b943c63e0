import {
  columnsOf,
  csvHeader,
  type CsvRow,
  type CsvTableFile,
  csvTablesOf,
  namesColumnsAgain,
  openCsvTable,
  readCsv,
  RowEnds,
} from '@spacecrate/confluence'
import { encodeCell } from '../index/cell.js'
import { counting } from '../index/index-objects.js'
import { isPlainId } from '../index/index-rows.js'
import { isTableFile } from '../index/index-tables.js'
import type { Part } from '../parts/part.js'
import type { Filling } from '../parts/part-index.js'
import type { CountedRows } from './counted-rows.js'
import type { CsvTable } from './csv-table.js'
import { rowOmission, surplusOmission, tableOmission } from './findings.js'
import { objectOfRow, type OpenTable } from './row-object.js'
import type { ObjectStoreWriter } from './stored-objects.js'
import { countedTable, csvTable } from './table-map.js'

const batch = 2000

/** What the tables of a CSV export came to, beside the rows of the index. */
export interface FilledTables {
  /** How many objects of each class were counted by the ends of rows alone. */
  readonly counted: ReadonlyMap<string, number>
  readonly left: readonly CountedRows[]
}

/**
 * Puts one row per object into the index for each row of the tables of a CSV export, in one pass over each and flat memory.
 * Objects are stored on their way. A table that nobody knows is counted, and a finding.
 *
 * @throws BackupError CSV_TABLE_MISSING, CSV_TABLE_TWICE, CSV_ENCODING, CSV_HEADER, CSV_CUT_OFF, CSV_ID_ROUNDED
 */
export async function fillFromTables(filling: Filling, part: Part, store: ObjectStoreWriter): Promise<FilledTables> {
  const { db } = filling
  const tables = new TableFilling(filling, part, store)
  db.exec('BEGIN')
  for (const file of csvTablesOf(part.files)) {
    const of = csvTable(file.table)
    if (of) await tables.read(file, of)
    else if (isTableFile(file.entry)) await tables.countAppTable(file)
    else await tables.count(file)
  }
  db.exec('COMMIT')
  return tables
}

class TableFilling implements FilledTables {
  readonly counted = new Map<string, number>()
  readonly left: CountedRows[] = []
  readonly #into: Filling
  readonly #part: Part
  readonly #store: ObjectStoreWriter
  readonly #kept = new Map<string, ReadonlySet<string>>()
  #waiting = 0

  constructor(into: Filling, part: Part, store: ObjectStoreWriter) {
    this.#into = into
    this.#part = part
    this.#store = store
  }

  /** Reads the rows of a table into objects. */
  async read({ entry }: CsvTableFile, of: CsvTable): Promise<void> {
    const ends = new RowEnds()
    const met = new Map<string, number>()
    let table: OpenTable | undefined
    let surplus = 0
    for await (const row of this.#rowsOf(entry, ends)) {
      if (table === undefined) {
        table = openTable(of, entry, row)
        continue
      }
      const { className, beyond } = this.#add(table, row)
      surplus += beyond
      met.set(className, (met.get(className) ?? 0) + 1)
    }
    if (table === undefined) throw csvHeader(entry, 'the file is empty')
    this.#tell(table)
    if (surplus > 0) this.#into.rows.addFinding(null, surplusOmission(this.#named(entry), surplus))
    this.#countRows(met, dataRows(ends))
  }

  /** Notes what the file has columns for: of anything else it does not say that there is none. */
  #tell({ kinds }: OpenTable): void {
    const insert = this.#into.db.prepare('INSERT OR IGNORE INTO told VALUES (?, ?, ?)')
    for (const { class: name, uses, constants } of kinds.values()) {
      const used = uses.flatMap((use) => (typeof use === 'object' ? use.property : []))
      for (const property of [...used, ...constants.map(([one]) => one)]) {
        insert.run(this.#into.base, encodeCell(name), property)
      }
    }
  }

  /** Counts the rows of a table twice. */
  async count({ table, entry }: CsvTableFile): Promise<void> {
    const { class: className = table, fate, why } = countedTable(table)
    const ends = new RowEnds()
    let met = -1
    for await (const { row } of this.#rowsOf(entry, ends)) met = row - 1
    this.left.push({ kind: className, fate, counted: dataRows(ends), met: Math.max(0, met) })
    if (fate === 'omitted' && met > 0) {
      this.#into.rows.addFinding(null, tableOmission(className, this.#named(entry), met, why))
    }
  }

  /** A table of an app goes with its file where nobody knows it: its rows are counted all the same. */
  async countAppTable({ table, entry }: CsvTableFile): Promise<void> {
    if (this.#into.classes.table(table.toUpperCase()) !== undefined) return
    const ends = new RowEnds()
    let met = -1
    for await (const { row } of this.#rowsOf(entry, ends)) met = row - 1
    this.left.push({ kind: table.toUpperCase(), fate: 'app', counted: dataRows(ends), met: Math.max(0, met) })
  }

  async *#rowsOf(entry: string, ends: RowEnds): AsyncGenerator<CsvRow> {
    const { rows, options } = this.#into
    const { signal, onProgress } = options
    const call = signal ? { signal } : {}
    onProgress?.({ step: 'tables', done: rows.count, unit: 'steps' })
    let seen = 0
    for await (const row of readCsv(counting(openCsvTable(this.#part.files, entry, call), ends), entry, call)) {
      if (++seen % batch === 0) onProgress?.({ step: 'tables', done: rows.count, unit: 'steps' })
      yield row
    }
  }

  /** Adds a row as an object of its class, or as one that can't be read. */
  #add(table: OpenTable, row: CsvRow): { readonly className: string; readonly beyond: number } {
    const { db, rows, traits, base } = this.#into
    if (++this.#waiting % batch === 0) db.exec('COMMIT; BEGIN')
    const file = this.#named(table.entry)
    const fault = faultOf(table, row)
    const { object, changed, surplus } = objectOfRow(table, row)
    const className = fault === undefined || table.of.kindColumn === undefined ? object.class : 'unknown'
    const kept = this.#keptOf(object.class)
    const stored = this.#store.add(object, { file, row: row.row, offset: row.offset }, (name) => kept.has(name))
    const range = { ...stored, offset: stored.offset + base }
    if (fault !== undefined) {
      rows.addBroken(className, range, rowOmission('OBJECT_MALFORMED', className, file, row, fault))
      return { className, beyond: 0 }
    }
    if (this.#into.classes.of(object.class).role === 'record' && !isPlainId(object.id) && !object.compositeId) {
      rows.addBroken(className, range, rowOmission('ID_UNUSABLE', className, file, row))
      return { className, beyond: 0 }
    }
    const n = rows.addObject({ ...object, ...range })
    traits.look(object)
    if (changed > 0) {
      const what = `${changed} sequences of bytes that are no UTF-8, replaced by U+FFFD`
      rows.addFinding(n, rowOmission('CHARACTERS_CHANGED', className, file, row, what))
    }
    return { className, beyond: surplus }
  }

  /** The name of a file among those of all parts. */
  #named(entry: string): string {
    return this.#part.prefix + entry
  }

  /** Secrets may stand in what a class does not declare, so it is never stored. */
  #keptOf(className: string): ReadonlySet<string> {
    let kept = this.#kept.get(className)
    if (!kept) {
      const { carried, derived, verbatim } = this.#into.classes.of(className).fields
      this.#kept.set(className, (kept = new Set([...carried, ...derived, ...verbatim])))
    }
    return kept
  }

  /** Rows are counted by their ends, which tell no class: what of them was not met stands under the table's first class. */
  #countRows(met: ReadonlyMap<string, number>, counted: number): void {
    let rest = counted
    for (const [className, count] of met) {
      this.counted.set(className, (this.counted.get(className) ?? 0) + count)
      rest -= count
    }
    const [first = 'unknown'] = met.keys()
    if (rest !== 0) this.counted.set(first, (this.counted.get(first) ?? 0) + rest)
  }
}

function dataRows(ends: RowEnds): number {
  return Math.max(0, ends.rows + (ends.isInRow ? 1 : 0) - 1)
}

function openTable(of: CsvTable, entry: string, row: CsvRow): OpenTable {
  const columns = columnsOf(row, entry).map((name) => name.toLowerCase())
  const needed = [of.id, of.kindColumn].filter((name) => name !== undefined)
  const missing = needed.filter((name) => !columns.includes(name))
  if (missing.length > 0) throw csvHeader(entry, `it names no column ${missing.join(', ')}`)
  return { of, entry, columns, kinds: new Map() }
}

/** Why a row can't be read. */
function faultOf({ of, columns }: OpenTable, row: CsvRow): string | undefined {
  if (row.fault !== undefined) return row.fault
  if (namesColumnsAgain(row, columns)) return 'it names the columns once more'
  if (row.isOpen === true && row.cells.length < columns.length) return 'the file ends within it'
  if (row.cells.length <= columns.length || row.cells.slice(columns.length).every((cell) => cell === ''))
    return undefined
  const shifted = columns.find((column, index) => isNumber(of, column) && !/^-?\d*$/.test(row.cells[index] ?? ''))
  if (shifted === undefined) return undefined
  return `it has ${row.cells.length} cells for ${columns.length} columns, and column ${shifted} holds no number`
}

/** True for a column that holds numbers alone, whatever kind of row it is. */
function isNumber(of: CsvTable, column: string): boolean {
  for (const { columns } of of.kinds.values()) {
    const use = columns.get(column)
    if (use?.as === 'reference' && use.class !== 'ConfluenceUserImpl') return true
  }
  return column === of.id && column !== 'user_key'
}
