import { type BackupObject, BackupError, cellText, type CsvRow, type PropertyValue } from '@spacecrate/confluence'
import type { CellUse, CsvTable, RowKind } from './csv-table.js'

/** A table as its file has it: its columns in their order, in lower case. */
export interface OpenTable {
  readonly of: CsvTable
  readonly entry: string
  readonly columns: readonly string[]
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
  const texts = new Map<string, string>()
  let changed = 0
  for (const [index, column] of columns.entries()) {
    const raw = row.cells[index]
    if (raw === undefined || raw === '') continue
    const cell = cellText(raw)
    changed += cell.changed
    texts.set(column, cell.text)
  }
  const kindName = of.kindColumn === undefined ? '' : (texts.get(of.kindColumn)?.trim().toUpperCase() ?? '')
  const isEarlier = of.earlierBy !== undefined && texts.has(of.earlierBy)
  const kind = (isEarlier ? undefined : of.kinds.get(kindName)) ?? unknownKind(of, isEarlier ? 'of the past' : kindName)
  const properties = new Map<string, PropertyValue>()
  const parts = new Map<string, string>()
  for (const [column, text] of texts) {
    if (column === of.kindColumn || column === of.id) continue
    const use = kind.columns.get(column)
    if (use?.as === 'part') parts.set(use.property, text)
    else properties.set(use?.property ?? `column ${column}`, valueOf(table, row, column, text, use))
  }
  for (const [name, text] of Object.entries(kind.constants ?? {})) properties.set(name, { type: 'text', text })
  const id = of.id === undefined ? undefined : texts.get(of.id)
  if (of.id !== undefined && id !== undefined) refuseRounded(table, row, of.id, id)
  const compositeId = of.id === undefined ? parts : undefined
  const named = { class: kind.class, id: compositeId ? idOfParts(parts) : id, compositeId, properties }
  const surplus = row.cells.slice(columns.length).filter((cell) => cell !== '').length
  return { object: { ...none, ...named, offset: row.offset, length: row.length }, changed, surplus }
}

/** As the ids of entities.xml with several parts are joined. */
function idOfParts(parts: ReadonlyMap<string, string>): string {
  return ['entityName', 'entityId', 'key'].map((name) => parts.get(name) ?? '').join('/')
}

/** A type of content that nobody knows gets a class that nobody knows, so it is left out with its name. */
function unknownKind(of: CsvTable, name: string): RowKind {
  return { class: `${of.name} ${name === '' ? 'without a type' : name}`, columns: new Map() }
}

function valueOf(table: OpenTable, row: CsvRow, column: string, text: string, use: CellUse | undefined): PropertyValue {
  if (use?.as !== 'reference') return { type: 'text', text }
  refuseRounded(table, row, column, text)
  return { type: 'reference', class: use.class, id: text.trim() }
}

/** Spreadsheets write a number of more than eleven digits like this, and the digits are gone. */
const rounded = /^\s*-?\d(?:[.,]\d+)?E\+\d{1,3}\s*$/i

function refuseRounded({ entry }: OpenTable, { row }: CsvRow, column: string, cell: string): void {
  if (!rounded.test(cell)) return
  throw new BackupError(
    'CSV_ID_ROUNDED',
    `The ids of ${JSON.stringify(entry)} were rounded by a spreadsheet: row ${row}, column ${column} says ${cell.trim()}`,
    { entry, row, column, cell: cell.trim() },
  )
}
