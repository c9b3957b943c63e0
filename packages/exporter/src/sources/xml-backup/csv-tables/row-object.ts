import { type BackupObject, BackupError, cellText, type CsvRow, type PropertyValue } from '@spacecrate/confluence'
import type { CellUse, CsvTable, RowKind } from './csv-table.js'

/** A table as its file has it: its columns in their order, in lower case. */
export interface OpenTable {
  readonly of: CsvTable
  readonly entry: string
  readonly columns: readonly string[]
  /** The kinds of its rows that were met, by the cell that tells. */
  readonly kinds: Map<string, OpenKind>
}

/** What a row comes to. */
export interface RowObject {
  readonly object: BackupObject
  /** Sequences of bytes that were no UTF-8. */
  readonly changed: number
  /** Cells beyond the columns that hold something. */
  readonly surplus: number
}

/** Where a row stands, without being the place of an object. */
const none = { package: '', compositeId: undefined, collections: new Map(), notes: [] }

/**
 * The object that a row stands for, as if entities.xml held it. A cell without a text is no property. A column that nobody
 * knows becomes a property that no class declares.
 *
 * @throws BackupError CSV_ID_ROUNDED
 */
export function objectOfRow(table: OpenTable, row: CsvRow): RowObject {
  const { of, columns } = table
  const { cells } = row
  const kind = kindOf(table, cells)
  const properties = new Map<string, PropertyValue>()
  const parts = of.id === undefined ? new Map<string, string>() : undefined
  let id: string | undefined
  let changed = 0
  for (let index = 0; index < columns.length; index++) {
    const raw = cells[index]
    if (raw === undefined || raw === '') continue
    const cell = cellText(raw)
    changed += cell.changed
    const { text } = cell
    const use = kind.uses[index]
    if (use === 'id') id = text.trim()
    else if (use === 'kind') continue
    else if (use === undefined) properties.set(`column ${columns[index]}`, { type: 'text', text })
    else if (use.as === 'part') parts?.set(use.property, text)
    else if (use.as === 'choice') properties.set(use.property, { type: 'text', text: choiceOf(text) })
    else if (use.as === 'text') properties.set(use.property, { type: 'text', text })
    else {
      refuseRounded(table, row, index, text)
      properties.set(use.property, { type: 'reference', class: use.class, id: text.trim() })
    }
    if (use === 'id') refuseRounded(table, row, index, text)
  }
  for (const [name, text] of kind.constants) properties.set(name, { type: 'text', text })
  const named = { class: kind.class, id: parts ? idOfParts(parts) : id, compositeId: parts, properties }
  const surplus = cells.length > columns.length ? cells.slice(columns.length).filter((cell) => cell !== '').length : 0
  return { object: { ...none, ...named, offset: row.offset, length: row.length }, changed, surplus }
}

/** A kind of row, with the use of each column in the order of the file. */
export interface OpenKind {
  readonly class: string
  readonly uses: readonly (CellUse | 'id' | 'kind' | undefined)[]
  readonly constants: readonly (readonly [string, string])[]
}

function kindOf({ of, columns, kinds }: OpenTable, cells: readonly string[]): OpenKind {
  const kindCell = of.kindColumn === undefined ? '' : (cells[columns.indexOf(of.kindColumn)] ?? '')
  let kind = kinds.get(kindCell)
  if (!kind) {
    const name = cellText(kindCell).text.trim().toUpperCase()
    kind = openKind(of, columns, of.kinds.get(name) ?? unknownKind(of, name))
    if (kinds.size < kindLimit) kinds.set(kindCell, kind)
  }
  return kind
}

/** So many spellings of types of content are remembered. */
const kindLimit = 1000

function openKind(of: CsvTable, columns: readonly string[], kind: RowKind): OpenKind {
  const uses = columns.map((column) =>
    column === of.id ? 'id' : column === of.kindColumn ? 'kind' : kind.columns.get(column),
  )
  return { class: kind.class, uses, constants: Object.entries(kind.constants ?? {}) }
}

/** PostgreSQL writes `t` and `f`, others numbers. What is neither stays as it is. */
function choiceOf(text: string): string {
  if (/^\s*(?:t|true|y|yes|1)\s*$/i.test(text)) return 'true'
  return /^\s*(?:f|false|n|no|0)\s*$/i.test(text) ? 'false' : text
}

/** As the ids of entities.xml with several parts are joined. */
function idOfParts(parts: ReadonlyMap<string, string>): string {
  return ['entityName', 'entityId', 'key'].map((name) => parts.get(name) ?? '').join('/')
}

/** A type of content that nobody knows gets a class that nobody knows, so it is left out with its name. */
function unknownKind(of: CsvTable, name: string): RowKind {
  return { class: `${of.name} ${name === '' ? 'without a type' : name}`, columns: new Map() }
}

/** Spreadsheets write a number of more than eleven digits like this, and the digits are gone. */
const rounded = /^\s*-?\d(?:[.,]\d+)?E\+\d{1,3}\s*$/i

function refuseRounded({ entry, columns }: OpenTable, { row }: CsvRow, index: number, cell: string): void {
  if (!rounded.test(cell)) return
  const column = columns[index] ?? ''
  throw new BackupError(
    'CSV_ID_ROUNDED',
    `The ids of ${JSON.stringify(entry)} were rounded by a spreadsheet: row ${row}, column ${column} says ${cell.trim()}`,
    { entry, row, column, cell: cell.trim() },
  )
}
