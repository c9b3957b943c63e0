import type { Database } from '@spacecrate/disk'
import type { BackupObject, PropertyValue, TableRow } from '@spacecrate/confluence'
import type { Objects } from './objects.js'

/** Where an object or a row of a table lies. */
interface Place {
  readonly n: number
  readonly at: number
  readonly size: number
}

/** A row of a table in the form of an object, so that all that reads objects reads rows too. */
export function objectOfRow(
  { table, cells, offset, length }: Omit<TableRow, 'changed' | 'fault'>,
  idColumn = 'ID',
): BackupObject {
  const properties = new Map<string, PropertyValue>()
  for (const [column, text] of cells) {
    properties.set(column, text === undefined ? { type: 'empty' } : { type: 'text', text })
  }
  const id = cells.get(idColumn)
  const none = { package: '', compositeId: undefined, collections: new Map(), notes: [] }
  return { class: table, id: isPlain(id) ? id : undefined, properties, offset, length, ...none }
}

/** Reads an object of entities.xml from its place, and a row of a table from the index. */
export function objectReading(db: Database, reader: Objects): (place: Place) => BackupObject {
  const last = objectsOf(db)
  const select = db.prepare('SELECT o.class, t.cells FROM table_row t JOIN object o ON o.n = t.n WHERE t.n = ?')
  return ({ n, at, size }) => {
    if (n <= last) return reader.read({ offset: at, length: size })
    const row = select.get(n) as { readonly class: string; readonly cells: string }
    const cells = JSON.parse(row.cells) as [string, string | null][]
    const byColumn = new Map(cells.map(([column, text]) => [column, text ?? undefined]))
    return objectOfRow({ table: row.class, cells: byColumn, offset: at, length: size })
  }
}

/** How many rows of an index are objects of entities.xml: the first ones. */
export function objectsOf(db: Database): number {
  const row = db.prepare("SELECT value FROM meta WHERE key = 'objects'").get() as { readonly value: string }
  return Number(row.value)
}

function isPlain(id: string | undefined): boolean {
  return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) && !id.startsWith('"')
}
