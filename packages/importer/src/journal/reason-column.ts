import { type Reason, readReason } from '../reason.js'

/** A reason as it stands in a row: JSON of its code and words. Earlier versions wrote JSON of the words alone. */
export function reasonColumn(reason: Reason | undefined): string | null {
  return reason === undefined ? null : JSON.stringify(reason)
}

/** The reason of a row, ready to be spread into an entry. */
export function optionalReason(column: string | null | undefined): { readonly reason?: Reason } {
  const reason = typeof column === 'string' ? readReason(JSON.parse(column)) : undefined
  return reason === undefined ? {} : { reason }
}
