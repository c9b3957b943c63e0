import type { OrderStore } from './order-store.js'

/**
 * Makes every record of `sealing.tree` that is its own ancestor a stray root. Each record is looked at once: a walk up
 * from it stops where an earlier walk has been, and has found a cycle where it meets itself.
 */
export function markCycles({ db }: OrderStore, firstOrdinal: number): void {
  db.exec('CREATE TABLE sealing.seen (id BLOB PRIMARY KEY, walk INTEGER NOT NULL) WITHOUT ROWID')
  const unplaced = db
    .prepare(
      `SELECT t.id FROM sealing.tree t LEFT JOIN sealing.placed p ON p.id = t.id AND p.ordinal >= ?
       WHERE p.id IS NULL AND t.id > ? ORDER BY t.id LIMIT 1`,
    )
    .raw()
  const parentOf = db.prepare('SELECT parent FROM sealing.tree WHERE id = ?').raw()
  const see = db.prepare('INSERT INTO sealing.seen (id, walk) VALUES (?, ?)')
  const seen = db.prepare('SELECT walk FROM sealing.seen WHERE id = ?').raw()
  const uproot = db.prepare("UPDATE sealing.tree SET parent = x'', stray = 1 WHERE id = ?")
  let walk = 0
  for (let start = first(unplaced.get(firstOrdinal, Buffer.alloc(0))); start !== undefined;) {
    walk += 1
    let at: Buffer | undefined = start
    while (at !== undefined && at.length > 0 && seen.get([at]) === undefined) {
      see.run(at, walk)
      at = first(parentOf.get([at]))
    }
    if (at !== undefined && at.length > 0 && number(seen.get([at])) === walk) {
      // `at` is on a cycle that this walk found: go round it once.
      for (let member: Buffer | undefined = at; member !== undefined && member.length > 0;) {
        const parent: Buffer | undefined = first(parentOf.get([member]))
        uproot.run([member])
        member = parent
      }
    }
    start = first(unplaced.get(firstOrdinal, start))
  }
  db.exec('DROP TABLE sealing.seen')
}

function first(row: unknown): Buffer | undefined {
  const value: unknown = Array.isArray(row) ? row[0] : undefined
  return Buffer.isBuffer(value) ? value : undefined
}

function number(row: unknown): number | undefined {
  return Array.isArray(row) ? Number(row[0]) : undefined
}
