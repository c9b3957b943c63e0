import { fromSortedColumn } from '@spacecrate/disk'
import type { StreamName } from '@spacecrate/format'
import type { Connection } from './connection.js'
import type { Provenance } from './site.js'
import { tableOf } from './tables.js'

/** A row as its columns say it. */
export interface RawRow {
  readonly json: string
  readonly provenance?: Provenance
  readonly closed: boolean
}

/** Rows by their ids, spelled for columns, by their place in the list: one statement, since a call costs more than a look-up. */
export function loadRows(
  connection: Connection,
  stream: StreamName,
  ids: readonly string[],
): ReadonlyMap<number, RawRow> {
  if (ids.length === 0) return new Map()
  const rows = connection
    .prepare(
      `SELECT j.key, t.json, s.name, r.record, a.name, c.id IS NOT NULL FROM json_each(?) j
       JOIN ${tableOf(stream).name} t ON t.id = j.value JOIN rows r ON r.id = t.id
       LEFT JOIN origins s ON s.number = r.source LEFT JOIN origins a ON a.number = r.archive
       LEFT JOIN closed c ON c.id = t.id`,
    )
    .all(JSON.stringify(ids))
  return new Map(
    rows.map(([at, json, source, record, archive, closed]) => {
      const row = { json: String(json), closed: closed === 1 }
      if (typeof source !== 'string' || typeof record !== 'string' || typeof archive !== 'string')
        return [Number(at), row]
      const provenance = {
        source: fromSortedColumn(source),
        record: fromSortedColumn(record),
        archive: fromSortedColumn(archive),
      }
      return [Number(at), { ...row, provenance }]
    }),
  )
}
