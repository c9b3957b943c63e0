import { BulkInsert, KeyFilter, textBytes, type Database } from '@spacecrate/disk'
import { encodeCell } from './cell.js'

/** So many texts are held in memory before they go to the disk. */
const heldLimit = 20_000

/**
 * Remembers texts of one kind, and is true for the first of each: of ids that are made from what a record points to, and of
 * files of the backup that a record took. Memory stays flat: most lie on the disk, where only what may be there is looked up.
 */
export function remembering(db: Database, kind: 'id' | 'file'): (text: string) => boolean {
  const table = `taken_${kind}`
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS ${table} (text TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM temp.${table}`)
  const insert = new BulkInsert(db, `INTO temp.${table}`, 1)
  const find = db.prepare(`SELECT 1 FROM temp.${table} WHERE text = ?`)
  let stored: KeyFilter | undefined
  let held = new Set<string>()
  return (text) => {
    if (held.has(text)) return false
    if (stored?.mayHave(textBytes(text)) === true && find.get(encodeCell(text)) !== undefined) return false
    held.add(text)
    if (held.size < heldLimit) return true
    stored ??= new KeyFilter()
    for (const one of held) stored.add(textBytes(one))
    insert.run([...held].map((one) => [encodeCell(one)]))
    held = new Set()
    return true
  }
}
