import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { bodyTextOf, pageFormats, textsOf } from './bodies.js'
import { historyOf } from './history.js'
import { omit } from './items.js'
import { isCurrentJson, propertiesOn } from './properties-on.js'
import type { ObjectContext } from './read-context.js'
import { textOf, viewOf } from './view.js'
import { isDerivedProperty } from './classes/content-property.js'

/**
 * Looks for the properties of these names on the object `n`: what is found becomes fields of a record, so it counts as
 * merged. The first of several of one name stands.
 */
export function takeProperties<Name extends string>(
  context: ObjectContext,
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
 * in its `extra` as `ContentProperty <name>`, those that REST knows as `property <key>`.
 */
export function* historicProperties(
  context: ObjectContext,
  n: number,
  extra: Record<string, string> | undefined,
): Generator<SourceItem, Record<string, string> | undefined> {
  if (!takes(context.selection, 'properties')) return extra
  const plain = propertiesOn(context, n).filter(({ name }) => !isDerivedProperty(name))
  for (const { row } of plain) context.ledger.set(row.n, 'merged')
  const entries = plain.map(({ name, value }): [string, string] => [`ContentProperty ${name}`, value])
  let size = 0
  for (const row of context.near.hangingOn(n)) {
    if (!isCurrentJson(row) || context.ledger.fate(row.n) !== 'taken') continue
    const key = textOf(viewOf<'title'>(context.read(row)), 'title') ?? ''
    const value = bodyTextOf(context, row.n) ?? ''
    size += key.length + value.length
    if (size > pastLimit) continue
    yield* textsOf(context, row.n, pageFormats)
    context.ledger.set(row.n, 'merged')
    entries.push([`property ${key}`, value])
    yield* earlierValues(context, row.n, `property ${key} of an earlier version`)
  }
  return entries.length === 0 ? extra : Object.fromEntries([...Object.entries(extra ?? {}), ...entries])
}

/** A line of the archive has its limits; properties of the past beyond this are left out, each with an omission. */
const pastLimit = 100_000

/** Counts the earlier values of a JSON property as left out. */
export function* earlierValues(context: ObjectContext, n: number, id: string): Generator<SourceItem> {
  const earlier = historyOf(context, n, id).slice(0, -1)
  if (earlier.length === 0) return
  for (const { row } of earlier) context.ledger.set(row.n, 'omitted')
  yield omit('PROPERTY_HISTORY', {
    kind: 'CustomContentEntityObject',
    what: `${earlier.length} earlier values of ${id}`,
    count: earlier.length,
  })
}
