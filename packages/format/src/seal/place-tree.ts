import type { StreamName } from '../records.js'
import { markCycles } from './mark-cycles.js'
import { mayOwn, type OrderStore, rowsOf } from './order-store.js'

/**
 * Places the records of a tree stream: owner by owner, parents before children, siblings by rank and id. A record whose
 * parent is not in the stream under the same owner is a stray, and so is one of each cycle of parents: strays stand as
 * roots behind the real roots of their owner, so that no record is lost.
 */
export function placeTree(store: OrderStore, stream: StreamName): void {
  const { db } = store
  const [first, last] = rowsOf(stream)
  // The parent of a root is empty: no id is.
  db.exec(`
    CREATE TABLE tree (
      owner BLOB, parent BLOB, stray INTEGER, rank BLOB, id BLOB, PRIMARY KEY (owner, parent, stray, rank, id)
    ) WITHOUT ROWID
  `)
  db.prepare(
    `INSERT INTO tree (owner, parent, stray, rank, id)
     SELECT coalesce(r.owner, x''), CASE WHEN p.row IS NULL THEN x'' ELSE r.parent END,
            r.parent IS NOT NULL AND p.row IS NULL, r.rank, r.id
     FROM records r LEFT JOIN records p ON p.id = r.parent AND p.row BETWEEN ? AND ? AND p.owner IS r.owner
     WHERE r.row BETWEEN ? AND ?`,
  ).run(first, last, first, last)
  if (walk(store, stream) < count(store)) {
    // What no walk from a root reaches are cycles and what hangs on them.
    markCycles(store, first)
    db.prepare('DELETE FROM placed WHERE ordinal BETWEEN ? AND ?').run(first, last)
    walk(store, stream)
  }
  db.exec('DROP TABLE tree')
}

/**
 * Walks all trees and numbers what it reaches. SQLite takes next the row that sorts first of those it has met: the
 * deepest one, so that the children of a record come before its next sibling. Returns how many were reached.
 */
function walk({ db }: OrderStore, stream: StreamName): number {
  const [first] = rowsOf(stream)
  const { changes } = db
    .prepare(
      `INSERT INTO placed (id, ordinal)
       WITH RECURSIVE walk (level, ownerless, place, owner, stray, rank, id) AS (
         SELECT 0, p.ordinal IS NULL, p.ordinal, t.owner, t.stray, t.rank, t.id
         FROM tree t LEFT JOIN placed p ON p.id = t.owner AND ${mayOwn(stream)}
         WHERE t.parent = x''
         UNION ALL
         SELECT w.level + 1, w.ownerless, w.place, t.owner, t.stray, t.rank, t.id
         FROM walk w JOIN tree t ON t.owner = w.owner AND t.parent = w.id
         ORDER BY 1 DESC, 2, 3, 4, 5, 6, 7
       )
       SELECT id, ? + row_number() OVER () - 1 FROM walk`,
    )
    .run(first)
  return changes
}

function count({ db }: OrderStore): number {
  const row: unknown = db.prepare('SELECT count(*) FROM tree').raw().get()
  return Array.isArray(row) ? Number(row[0]) : 0
}
