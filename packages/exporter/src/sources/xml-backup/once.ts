import { encodeCell } from './staging/cell.js'
import type { Sqlite } from './staging/staging-file.js'

/** Remembers ids that are made from what a record points to, on disk: of the second of its kind the first one stands. */
export function remembering(db: Sqlite): (id: string) => boolean {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS taken_id (id TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM temp.taken_id')
  const take = db.prepare('INSERT OR IGNORE INTO temp.taken_id VALUES (?)')
  return (id) => take.run(encodeCell(id)).changes > 0
}
