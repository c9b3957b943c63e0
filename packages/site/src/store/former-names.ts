import { fromSortedColumn, toSortedColumn } from '@spacecrate/disk'
import { foldName } from './fold-name.js'
import type { Connection } from './connection.js'
import { columnId } from './stream-rows.js'

/** As many rows may have had one name at their sources: more are no choice that anybody could make. */
const listed = 20

/** Notes how the source called a space or content that has another key or title here. Within a transaction. */
export function noteFormerName(connection: Connection, id: string, name: string): void {
  connection
    .prepare('INSERT OR IGNORE INTO former_names VALUES (?, ?)')
    .run(toSortedColumn(foldName(name)), columnId(id))
}

/** Ids of the rows that had this key or title at their source and have another one here; not of what was taken back. */
export function findFormerNames(connection: Connection, name: string): string[] {
  const rows = connection
    .prepare(
      `SELECT f.id FROM former_names f JOIN rows r ON r.id = f.id
       WHERE f.name = ? AND r.record IS NOT NULL ORDER BY f.id LIMIT ${listed}`,
    )
    .all(toSortedColumn(foldName(name)))
  return rows.map((row) => fromSortedColumn(String(row[0])))
}

/** True if this row had this key or title at its source and has another one here. */
export function wasNamed(connection: Connection, id: string, name: string): boolean {
  return (
    connection
      .prepare('SELECT 1 FROM former_names WHERE name = ? AND id = ?')
      .first(toSortedColumn(foldName(name)), columnId(id)) !== undefined
  )
}
