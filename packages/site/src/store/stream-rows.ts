import { fromSortedColumn, toSortedColumn } from '@spacecrate/disk'
import { type StreamName, type StreamRecords, streamNames } from '@spacecrate/format'
import type { Connection, Query, Value } from './connection.js'
import { type Table, tableOf } from './tables.js'

/** Where a row stands among its siblings. */
export interface RowPlace {
  readonly id: string
  readonly rank: string
  /** Number of the row in its table. */
  readonly row: number
}

/** In which order rows are wanted, and where to begin. */
export interface RowOrder {
  /** SQL that never gives NULL. */
  readonly by: string
  readonly descending?: boolean
  readonly after?: string | undefined
  readonly limit: number
}

const columns = 'rank, id, rowid'

/** The rows of one stream: SQL and nothing else. Ids that go in and come out here are spelled for columns. */
export class StreamRows<Name extends StreamName> {
  private readonly connection: Connection
  private readonly table: Table<Name>
  private readonly insertion: Query | undefined

  constructor(connection: Connection, stream: Name) {
    this.connection = connection
    this.table = tableOf(stream)
    const names = ['id', 'owner', 'parent', 'rank', ...this.table.lookupColumns, 'json']
    const marks = names.map(() => '?').join(', ')
    this.insertion = connection.writable
      ? connection.prepare(`INSERT INTO ${this.table.name} (${names.join(', ')}) VALUES (${marks})`)
      : undefined
  }

  insert(id: string, record: StreamRecords[Name], json: string): void {
    this.insertion?.run(id, ...this.table.columnsOf(record), json)
  }

  update(id: string, record: StreamRecords[Name], json: string): void {
    const names = ['owner', 'parent', 'rank', ...this.table.lookupColumns, 'json']
    const query = this.query(`UPDATE # SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`)
    query.run(...this.table.columnsOf(record), json, id)
  }

  get(id: string): StreamRecords[Name] | undefined {
    return this.parse(this.query('SELECT json FROM # WHERE id = ?').first(id))
  }

  /** The record as it lies in its column. */
  jsonOf(id: string): string | undefined {
    const json = this.query('SELECT json FROM # WHERE id = ?').first(id)?.[0]
    return typeof json === 'string' ? json : undefined
  }

  /** The owner of a row; the empty text where it has none. */
  ownerOf(id: string): string | undefined {
    const owner = this.query('SELECT owner FROM # WHERE id = ?').first(columnId(id))?.[0]
    return typeof owner === 'string' ? fromSortedColumn(owner) : undefined
  }

  /** Number of a row in its table: it stays as long as the row is there. */
  numberOf(id: string): number | undefined {
    const row = this.query('SELECT rowid FROM # WHERE id = ?').first(columnId(id))?.[0]
    return typeof row === 'number' ? row : undefined
  }

  at(row: number): StreamRecords[Name] | undefined {
    return this.parse(this.query('SELECT json FROM # WHERE rowid = ?').first(row))
  }

  /** The highest number of a row; 0 where there is none. */
  last(): number {
    return Number(this.query('SELECT max(rowid) FROM #').first()?.[0] ?? 0)
  }

  count(): number {
    return Number(this.query('SELECT count(*) FROM #').first()?.[0] ?? 0)
  }

  countOf(owner: string): number {
    return Number(this.query('SELECT count(*) FROM # WHERE owner = ?').first(owner)?.[0] ?? 0)
  }

  /** The siblings after a place, at most `limit`, in canonical order. */
  siblings(owner: string, parent: string, after: RowPlace | undefined, limit: number): RowPlace[] {
    const rows =
      after === undefined
        ? this.query(`SELECT ${columns} FROM # WHERE owner = ? AND parent = ? ORDER BY rank, id LIMIT ?`).all(
            owner,
            parent,
            limit,
          )
        : this.query(
            `SELECT ${columns} FROM # WHERE owner = ? AND parent = ? AND (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?`,
          ).all(owner, parent, after.rank, after.id, limit)
    return rows.map(placeOf)
  }

  /** All rows after an id, at most `limit`, in order of id. */
  everywhere(after: string, limit: number): RowPlace[] {
    return this.query(`SELECT ${columns} FROM # WHERE id > ? ORDER BY id LIMIT ?`).all(after, limit).map(placeOf)
  }

  /** Records that a condition over the columns picks; `where` is SQL of ours, the values come from anywhere. */
  select(where: string, ...values: readonly Value[]): StreamRecords[Name][] {
    return this.query(`SELECT json FROM # WHERE ${where}`)
      .all(...values)
      .flatMap((row) => this.parse(row) ?? [])
  }

  /**
   * A piece of the rows that a condition picks, in the order of an expression and then of id, behind the row `after`. Both are
   * SQL of ours. Where no index has that order, all that the condition picks is sorted.
   */
  ordered(
    where: string,
    values: readonly Value[],
    { by, descending = false, after, limit }: RowOrder,
  ): StreamRecords[Name][] {
    const place =
      after === undefined ? undefined : this.query(`SELECT ${by}, id FROM # WHERE id = ?`).first(columnId(after))
    const [than, way] = descending ? ['<', 'DESC'] : ['>', 'ASC']
    const behind = place === undefined ? '' : `AND (${by}, id) ${than} (?, ?)`
    return this.select(
      `${where} ${behind} ORDER BY ${by} ${way}, id ${way} LIMIT ?`,
      ...values,
      ...(place ?? []),
      limit,
    )
  }

  /** The statement of this text, in which `#` stands for the table. */
  query(sql: string): Query {
    return this.connection.prepare(sql.replace('#', this.table.name))
  }

  private parse(row: readonly Value[] | undefined): StreamRecords[Name] | undefined {
    const json = row?.[0]
    if (typeof json !== 'string') return undefined
    const record = parseJson(json)
    return isRecord(record) ? (record as StreamRecords[Name]) : undefined
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}

function placeOf(row: readonly Value[]): RowPlace {
  return { rank: String(row[0]), id: String(row[1]), row: Number(row[2]) }
}

/** The rows of every stream. */
export type AllRows = { readonly [Name in StreamName]: StreamRows<Name> }

/** Opens the rows of every stream. */
export function openRows(connection: Connection): AllRows {
  return Object.fromEntries(
    streamNames.map((stream) => [stream, new StreamRows(connection, stream)]),
  ) as unknown as AllRows
}

/** The id as it stands in columns. */
export function columnId(id: string | undefined): string {
  return id === undefined ? '' : toSortedColumn(id)
}
