import { encodeCell } from './staging/cell.js'
import type { Sqlite } from './staging/staging-file.js'

/**
 * Remembers texts of one kind on disk, and is true for the first of each: of ids that are made from what a record points
 * to, and of files of the backup that a record took.
 */
export function remembering(db: Sqlite, kind: 'id' | 'file'): (text: string) => boolean {
  const table = `temp.taken_${kind}`
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS taken_${kind} (text TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM ${table}`)
  const take = db.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?)`)
  return (text) => take.run(encodeCell(text)).changes > 0
}
