import type { SourceItem } from '../../source.js'
import { omit, type ReadContext } from './read-context.js'

/** The record that a structural reference leads to. */
export interface LinkTarget {
  readonly n: number
  readonly class: string
  readonly record: string
  readonly space_n: number | null
  readonly status: number | null
}

const target = `SELECT r.n, r.class, r.record, r.space_n, r.status FROM object o
  JOIN object r ON r.n = o.root_n WHERE o.n = ?`

/**
 * What a structural reference to the object `n` leads to: the current object of its history. Where the selection leaves
 * that out, an omission names it, once: a structural reference is covered by a record or an omission, always.
 */
export function* linkTo(context: ReadContext, n: number): Generator<SourceItem, LinkTarget | undefined> {
  const found = context.query(target).get(n) as (LinkTarget & { readonly record: string | null }) | undefined
  if (!found || found.record === null) return undefined
  if (context.ledger.fate(found.n) === 'unselected' && context.ledger.nameUnselected(found.n)) {
    yield omit('NOT_SELECTED', { kind: found.class, what: found.record, id: found.record })
  }
  return found
}
