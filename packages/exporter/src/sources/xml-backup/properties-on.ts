import type { Property } from '@spacecrate/format'
import type { HangingRow } from './index/near.js'
import { viewAt } from './read-class.js'
import type { PlacedRow, ObjectContext } from './read-context.js'
import { textOf } from './view.js'
import { contentProperty } from './classes/content-property.js'

/** One content property as the backup has it. */
export interface PropertyEntry {
  readonly row: PlacedRow
  readonly name: string
  readonly value: string
  readonly type: NonNullable<Property['valueType']>
}

/** The content properties that hang on the object `n` and are open, in the order of the file. */
export function propertiesOn(context: ObjectContext, n: number): PropertyEntry[] {
  return context.near
    .hangingOn(n)
    .filter((row) => row.class === 'ContentProperty' && context.ledger.isOpen(row.n))
    .map((row) => {
      const object = viewAt(context, row, contentProperty)
      const name = textOf(object, 'name') ?? ''
      for (const [field, type] of valueFields) {
        const value = textOf(object, field)
        if (value !== undefined) return { row, name, value, type }
      }
      return { row, name, value: '', type: 'string' }
    })
}

/** True for the current value of a property of the REST API, which is stored as custom content. */
export function isCurrentJson(row: HangingRow): boolean {
  return row.class === 'CustomContentEntityObject' && row.mark === 'property' && row.root_n === row.n
}

const valueFields = [
  ['stringValue', 'string'],
  ['longValue', 'long'],
  ['dateValue', 'date'],
] as const
