import type { StreamName } from '../records.js'
import { markCycles } from './mark-cycles.js'
import { mayOwn, type OrderStore, rowsOf } from './order-store.js'

/** Where a record stands in a tree: what its siblings are sorted by, and whose child it is. */
interface TreeNode {
  readonly owner: Buffer
  /** Empty for a root. */
  readonly parent: Buffer
  /** 1 for a root by need: its parent is not in the stream under the same owner, or the two are on a cycle. */
  readonly stray: number
  readonly rank: Buffer
  readonly id: Buffer
}

/**
 * Places the records of a tree stream: owner by owner, parents before children, siblings by rank and id. Strays stand
 * as roots behind the real roots of their owner, so that no record is lost.
 */
export function placeTree(store: OrderStore, stream: StreamName): void {
  const { db } = store
  const [first, last] = rowsOf(stream)
  db.exec(`
    CREATE TABLE sealing.tree (
      owner BLOB, parent BLOB, stray INTEGER, rank BLOB, id BLOB, PRIMARY KEY (owner, parent, stray, rank, id)
    ) WITHOUT ROWID;
  `)
  db.prepare(
    `INSERT INTO sealing.tree (owner, parent, stray, rank, id)
     SELECT coalesce(r.owner, x''), CASE WHEN p.row IS NULL THEN x'' ELSE r.parent END,
            r.parent IS NOT NULL AND p.row IS NULL, r.rank, r.id
     FROM records r LEFT JOIN records p ON p.id = r.parent AND p.row BETWEEN ? AND ? AND p.owner IS r.owner
     WHERE r.row BETWEEN ? AND ?`,
  ).run(first, last, first, last)
  db.exec('CREATE UNIQUE INDEX sealing.tree_by_id ON tree (id)')
  const total = count(store, 'SELECT count(*) FROM sealing.tree')
  if (walk(store, stream) < total) {
    // What no walk from a root reaches are cycles and what hangs on them.
    markCycles(store, first)
    db.prepare('DELETE FROM sealing.placed WHERE ordinal BETWEEN ? AND ?').run(first, last)
    walk(store, stream)
  }
  db.exec('DROP TABLE sealing.tree')
}

/** Walks all trees in order, without a stack: from a record to its first child, else to the next sibling upwards. */
function walk({ db }: OrderStore, stream: StreamName): number {
  const columns = 'owner, parent, stray, rank, id'
  const next = db
    .prepare(
      `SELECT ${columns} FROM sealing.tree WHERE owner = ? AND parent = ? AND (stray, rank, id) > (?, ?, ?)
       ORDER BY stray, rank, id LIMIT 1`,
    )
    .raw()
  const firstOf = db
    .prepare(`SELECT ${columns} FROM sealing.tree WHERE owner = ? AND parent = ? ORDER BY stray, rank, id LIMIT 1`)
    .raw()
  const byId = db.prepare(`SELECT ${columns} FROM sealing.tree WHERE id = ?`).raw()
  const insert = db.prepare('INSERT INTO sealing.placed (id, ordinal) VALUES (?, ?)')
  const owners = db
    .prepare(
      `SELECT t.owner FROM (SELECT DISTINCT owner FROM sealing.tree) t
       LEFT JOIN sealing.placed p ON p.id = t.owner AND ${mayOwn(stream)}
       ORDER BY p.ordinal IS NULL, p.ordinal, t.owner`,
    )
    .raw()
    .all()
  const [first] = rowsOf(stream)
  let ordinal = first
  for (const owner of owners) {
    let node = Array.isArray(owner) ? asNode(firstOf.get(owner[0], Buffer.alloc(0))) : undefined
    while (node !== undefined) {
      insert.run(node.id, ordinal)
      ordinal += 1
      let found = asNode(firstOf.get(node.owner, node.id))
      for (let at: TreeNode | undefined = node; found === undefined && at !== undefined;) {
        found = asNode(next.get(at.owner, at.parent, at.stray, at.rank, at.id))
        at = at.parent.length === 0 ? undefined : asNode(byId.get([at.parent]))
      }
      node = found
    }
  }
  return ordinal - first
}

function asNode(row: unknown): TreeNode | undefined {
  if (!Array.isArray(row)) return undefined
  const [owner, parent, stray, rank, id]: unknown[] = row
  return Buffer.isBuffer(owner) && Buffer.isBuffer(parent) && Buffer.isBuffer(rank) && Buffer.isBuffer(id)
    ? { owner, parent, stray: Number(stray), rank, id }
    : undefined
}

function count({ db }: OrderStore, sql: string): number {
  const row: unknown = db.prepare(sql).raw().get()
  return Array.isArray(row) ? Number(row[0]) : 0
}
