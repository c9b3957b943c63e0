import type { SourceItem } from '../../source.js'
import type { TargetRow } from './index/near.js'
import { omit } from './items.js'
import type { ObjectContext } from './read-context.js'

/** The record that a structural reference leads to. */
export interface LinkTarget extends TargetRow {
  readonly record: string
}

/**
 * What a structural reference to the object `n` leads to: the current object of its history. Where the selection leaves
 * that out, an omission names it, once: a structural reference is covered by a record or an omission, always.
 */
export function* linkTo(context: ObjectContext, n: number): Generator<SourceItem, LinkTarget | undefined> {
  const found = context.near.target(n)
  if (!found || !hasRecord(found)) return undefined
  if (context.ledger.fate(found.n) === 'unselected' && context.ledger.nameUnselected(found.n)) {
    yield omit('NOT_SELECTED', { kind: found.class, what: found.record, id: found.record })
  }
  return found
}

function hasRecord(row: TargetRow): row is LinkTarget {
  return row.record !== null
}
