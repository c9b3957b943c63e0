import type { OrderStore } from './order-store.js'

/**
 * Opens every cycle of the table `tree`: of records that are their own ancestors, the one that sorts first by rank and id
 * becomes a stray root, and the others hang below it. Each record is looked at once: a walk up from it stops where an
 * earlier walk has been, and has found a cycle where it meets itself.
 */
export function markCycles({ db }: OrderStore, firstOrdinal: number): void {
  db.exec('CREATE UNIQUE INDEX tree_by_id ON tree (id)')
  db.exec('CREATE TABLE seen (id BLOB PRIMARY KEY, walk INTEGER NOT NULL) WITHOUT ROWID')
  const unplaced = db
    .prepare(
      `SELECT t.id FROM tree t LEFT JOIN placed p ON p.id = t.id AND p.ordinal >= ?
       WHERE p.id IS NULL AND t.id > ? ORDER BY t.id LIMIT 1`,
    )
    .raw()
  const parentOf = db.prepare('SELECT parent FROM tree WHERE id = ?').raw()
  const see = db.prepare('INSERT INTO seen (id, walk) VALUES (?, ?)')
  const seen = db.prepare('SELECT walk FROM seen WHERE id = ?').raw()
  const uproot = db.prepare("UPDATE tree SET parent = x'', stray = 1 WHERE id = ?")
  const sortsBefore = db
    .prepare('SELECT 1 FROM tree a, tree b WHERE a.id = ? AND b.id = ? AND (a.rank, a.id) < (b.rank, b.id)')
    .raw()
  let walk = 0
  for (let start = first(unplaced.get(firstOrdinal, Buffer.alloc(0))); start !== undefined;) {
    walk += 1
    let at: Buffer | undefined = start
    while (at !== undefined && at.length > 0 && seen.get([at]) === undefined) {
      see.run(at, walk)
      at = first(parentOf.get([at]))
    }
    if (at !== undefined && at.length > 0 && number(seen.get([at])) === walk) {
      let least = at
      let member = first(parentOf.get([at]))
      while (member !== undefined && !member.equals(at)) {
        if (sortsBefore.get(member, least) !== undefined) least = member
        member = first(parentOf.get([member]))
      }
      uproot.run([least])
    }
    start = first(unplaced.get(firstOrdinal, start))
  }
  db.exec('DROP TABLE seen')
}

function first(row: unknown): Buffer | undefined {
  const value: unknown = Array.isArray(row) ? row[0] : undefined
  return Buffer.isBuffer(value) ? value : undefined
}

function number(row: unknown): number | undefined {
  return Array.isArray(row) ? Number(row[0]) : undefined
}
