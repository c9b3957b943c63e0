import type { Call } from '../call.js'

const most = 50

/** A list within a thing, as the `include-…` parameters ask for: fifty rows at the most, and where the rest is to be had. */
export function included(call: Call, rows: readonly unknown[], path: string): unknown {
  const hasMore = rows.length > most
  const self = `/api/v2${path}`
  return {
    results: rows.slice(0, most),
    meta: { hasMore },
    _links: { self, ...(hasMore ? { next: `${call.context}${self}` } : {}) },
  }
}

/** As many rows as are read for such a list: one more than it has, to know whether there are more. */
export const includedLimit: number = most + 1
