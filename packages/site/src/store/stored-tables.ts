import type { Connection } from './connection.js'

/** A table of the database as it is, not as this version would make it. */
export interface StoredTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
}

/** The names of all tables of the database but those that SQLite keeps for itself. */
export function tableNames(connection: Connection): string[] {
  return connection
    .prepare("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name")
    .all()
    .map(([name]) => String(name))
}

/** Every table of the database with its columns and the number of its rows. */
export function storedTables(connection: Connection): StoredTable[] {
  return tableNames(connection).map((name) => {
    const columns = connection.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').all(name)
    const count = connection.prepare(`SELECT count(*) FROM main.${quoted(name)}`).first()
    return { name, columns: columns.map(([column]) => String(column)), rows: Number(count?.[0]) }
  })
}

/** How many rows of a table have a value in a column. */
export function countValues(connection: Connection, table: string, column: string): number {
  return Number(connection.prepare(`SELECT count(${quoted(column)}) FROM main.${quoted(table)}`).first()?.[0])
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
