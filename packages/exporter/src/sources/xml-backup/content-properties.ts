import { textOf } from '@spacecrate/confluence'
import type { Property } from '@spacecrate/format'
import { takes } from '../../selection.js'
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

/**
 * Looks for the properties of these names on the object `n`: what is found becomes fields of a record, so it counts as
 * merged. The first of several of one name stands.
 */
export function takeProperties<Name extends string>(
  context: ReadContext,
  n: number,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {}
  for (const { row, name, value } of propertiesOn(context, n)) {
    const known = names.find((one) => one === name)
    if (known === undefined || found[known] !== undefined) continue
    found[known] = value
    context.ledger.set(row.n, 'merged')
  }
  return found
}

/**
 * The properties of an earlier version: they have no record of their own, since nothing can be set on the past, and stay
 * in its `extra` as `ContentProperty <name>`.
 */
export function historicProperties(
  context: ReadContext,
  n: number,
  extra: Record<string, string> | undefined,
): Record<string, string> | undefined {
  if (!takes(context.selection, 'properties')) return extra
  const entries = propertiesOn(context, n).filter(({ name }) => !isDerivedProperty(name))
  if (entries.length === 0) return extra
  for (const { row } of entries) context.ledger.set(row.n, 'merged')
  return Object.fromEntries([
    ...Object.entries(extra ?? {}),
    ...entries.map(({ name, value }) => [`ContentProperty ${name}`, value] as const),
  ])
}

/** True for a property that Confluence makes anew from the body. */
export function isDerivedProperty(name: string): boolean {
  return name === 'macroNames' || name.startsWith('macro-count.') || name.startsWith('macro-create-events-')
}
