import { textOf } from '@spacecrate/confluence'
import type { Property } from '@spacecrate/format'
import { objectAt, type PlacedRow, type ReadContext } from './read-context.js'

/** One content property as the backup has it. */
export interface PropertyEntry {
  readonly row: PlacedRow
  readonly name: string
  readonly value: string
  readonly type: NonNullable<Property['valueType']>
}

/** The content properties that hang on the object `n` and are open, in the order of the file. */
export function propertiesOn(context: ReadContext, n: number): PropertyEntry[] {
  const select = context.query(
    "SELECT n, at, size FROM object INDEXED BY object_owner WHERE owner_n = ? AND class = 'ContentProperty' ORDER BY n",
  )
  return (select.all(n) as PlacedRow[])
    .filter((row) => context.ledger.isOpen(row.n))
    .map((row) => {
      const object = objectAt(context, row)
      const name = textOf(object, 'name') ?? ''
      for (const [field, type] of valueFields) {
        const value = textOf(object, field)
        if (value !== undefined) return { row, name, value, type }
      }
      return { row, name, value: '', type: 'string' }
    })
}

const valueFields = [
  ['stringValue', 'string'],
  ['longValue', 'long'],
  ['dateValue', 'date'],
] as const
