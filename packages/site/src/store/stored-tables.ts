import type { StreamName } from '@spacecrate/format'
import type { Connection } from './connection.js'
import { columnId } from './stream-rows.js'

/** A table of the database as it is, not as this version would make it. */
export interface StoredTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
}

/** What the database of a site really holds, whoever wrote it: to be held against what was read. */
export class StoredTables {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Every table but those that SQLite keeps for itself. */
  list(): StoredTable[] {
    return tableNames(this.#connection).map((name) => {
      const columns = this.#connection.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').all(name)
      const rows = this.#count(`SELECT count(*) FROM main.${quoted(name)}`)
      return { name, columns: columns.map(([column]) => String(column)), rows }
    })
  }

  /** Those of these ids that own any row of a stream. One look-up for all of them: most things own nothing of most kinds. */
  ownersIn(stream: StreamName, ids: readonly string[]): ReadonlySet<string> {
    const found = this.#connection
      .prepare(
        `SELECT asked.key FROM json_each(?) AS asked
         WHERE EXISTS (SELECT 1 FROM ${quoted(stream)} WHERE owner = asked.value)`,
      )
      .all(JSON.stringify(ids.map(columnId)))
    return new Set(found.map(([at]) => ids[Number(at)] ?? ''))
  }

  /** How many rows of a table have a value in a column. */
  countValues(table: string, column: string): number {
    return this.#count(`SELECT count(${quoted(column)}) FROM main.${quoted(table)}`)
  }

  /** How many rows of a stream are no records at all, so that the store never yields them. */
  countUnreadable(stream: StreamName): number {
    const isRecord = "CASE WHEN json_valid(json) THEN coalesce(json_type(json, '$.id') = 'text', 0) ELSE 0 END"
    return this.#count(`SELECT count(*) FROM main.${quoted(stream)} WHERE NOT ${isRecord}`)
  }

  #count(sql: string): number {
    return Number(this.#connection.prepare(sql).first()?.[0])
  }
}

/** The names of all tables of the database but those that SQLite keeps for itself. */
export function tableNames(connection: Connection): string[] {
  return connection
    .prepare("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name")
    .all()
    .map(([name]) => String(name))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
