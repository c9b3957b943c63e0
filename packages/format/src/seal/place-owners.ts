import type { StreamName } from '../records.js'
import { ownerStreams, streamRules } from '../streams.js'
import { mayOwn, type OrderStore, rowsOf } from './order-store.js'
import { placeTree } from './place-tree.js'

/** Finds the place in canonical order of every record that may own others, or that stands in a tree. */
export function placeOwners(store: OrderStore): void {
  for (const stream of ownerStreams)
    store.inTransaction(() => {
      if (streamRules[stream].parent === undefined) placeFlat(store, stream)
      else placeTree(store, stream)
    })
}

/**
 * SQL for the order of a stream that is no tree, over rows `r` joined to `placed` rows `p` of their owners: by the place
 * of the owner; those without an owner in the archive come last, by the owner's id; then by rank, then by id. Ids and
 * ranks are compared as bytes.
 */
export const flatOrder: string = 'p.ordinal IS NULL, p.ordinal, r.owner, r.rank, r.id'

function placeFlat({ db }: OrderStore, stream: StreamName): void {
  const [first, last] = rowsOf(stream)
  db.prepare(
    `INSERT INTO placed (id, ordinal)
     SELECT r.id, ? + row_number() OVER (ORDER BY ${flatOrder}) - 1
     FROM records r LEFT JOIN placed p ON p.id = r.owner AND ${mayOwn(stream)}
     WHERE r.row BETWEEN ? AND ?`,
  ).run(first, first, last)
}
