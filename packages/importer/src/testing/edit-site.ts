import { join } from 'node:path'
import { openDatabase, textAt } from '@spacecrate/disk'
import type { StreamName } from '@spacecrate/format'

/**
 * Changes fields of a row of an embedded site beside its store, as an edit by a person would; a field that is `undefined`
 * goes. The site may be open.
 */
export function editSite(dir: string, stream: StreamName, id: string, fields: Readonly<Record<string, unknown>>): void {
  const db = openDatabase(join(dir, 'site.sqlite'), { busy_timeout: 5000 })
  try {
    const json = textAt(db.prepare(`SELECT json FROM "${stream}" WHERE id = ?`).get([id]), 'json')
    if (json === undefined) throw new Error(`There is no row ${id} of ${stream}`)
    const row: unknown = JSON.parse(json)
    const edited = JSON.stringify(Object.assign({}, row, fields))
    db.prepare(`UPDATE "${stream}" SET json = ? WHERE id = ?`).run([edited, id])
  } finally {
    db.close()
  }
}
