import { fromSortedColumn } from '@spacecrate/disk'
import { type StreamName, isStreamName } from '@spacecrate/format'
import { SiteError, codeOf } from '../error.js'
import type { Connection, Value } from './connection.js'
import { quote } from './row-check.js'
import type { Provenance } from './site.js'
import { columnId } from './stream-rows.js'

/** What is known of any row by its id. */
export interface IndexedRow {
  readonly stream: StreamName
  readonly provenance: Provenance | undefined
}

const remembered = 32_768

/** Which ids there are, in all streams together, and what each was made of. */
export class RowIndex {
  private readonly connection: Connection
  /** Ids that are there: of what is taken out it is told, so this can only be wrong after a transaction was undone. */
  private readonly present: Set<string> = new Set()
  private readonly origins: Map<string, number> = new Map()
  /** What was looked up ahead within the transaction that is under way. */
  private readonly known: Map<string, IndexedRow> = new Map()

  constructor(connection: Connection) {
    this.connection = connection
    connection.onUndo(() => {
      this.present.clear()
      this.known.clear()
      this.origins.clear()
    })
  }

  has(id: string): boolean {
    if (this.present.has(id)) return true
    if (this.connection.prepare('SELECT 1 FROM rows WHERE id = ?').first(columnId(id)) === undefined) return false
    this.remember(id)
    return true
  }

  /** A row that was taken out is not there any more. */
  forget(id: string): void {
    this.present.delete(id)
    this.known.delete(id)
  }

  /** What was looked up ahead may not be so any more: the transaction ended, or rows were withdrawn in it. */
  forgetOrigins(): void {
    this.known.clear()
  }

  /** Throws `ROW_EXISTS` when the id is taken, or when the record of that source has a row already. */
  add(id: string, stream: StreamName, provenance: Provenance | undefined): void {
    const insertion = this.connection.prepare(
      'INSERT INTO rows (id, stream, source, record, archive) VALUES (?, ?, ?, ?, ?)',
    )
    const made =
      provenance === undefined
        ? [null, null, null]
        : [this.originOf(provenance.source), columnId(provenance.record), this.originOf(provenance.archive)]
    try {
      insertion.run(columnId(id), stream, ...made)
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_CONSTRAINT')) throw error
      const taken = provenance && this.findByProvenance(provenance.source, provenance.record)
      throw this.has(id) || taken === undefined
        ? exists(stream, id, undefined, error)
        : exists(stream, taken, provenance?.record, error)
    }
    this.remember(id)
  }

  find(id: string): IndexedRow | undefined {
    const known = this.known.get(id)
    if (known !== undefined) return known
    const row = this.connection.prepare(`SELECT ${described} FROM ${withOrigins} WHERE rows.id = ?`).first(columnId(id))
    return row === undefined ? undefined : indexedRow(row)
  }

  /**
   * Looks up at once what `has` and `find` will be asked until the transaction ends: a call costs several times what a look-up
   * does. Does nothing outside of one.
   */
  prefetch(ids: Iterable<string>): void {
    if (!this.connection.inTransaction) return
    const wanted = [...new Set(ids)].filter((id) => !this.known.has(id))
    if (wanted.length === 0) return
    if (this.known.size + wanted.length > remembered) this.known.clear()
    const rows = this.connection
      .prepare(
        `SELECT ${described}, asked.key FROM json_each(?) AS asked CROSS JOIN ${withOrigins} WHERE rows.id = asked.value`,
      )
      .all(JSON.stringify(wanted.map(columnId)))
    for (const row of rows) {
      const id = wanted[Number(row[4])]
      const found = indexedRow(row)
      if (id === undefined || found === undefined) continue
      this.known.set(id, found)
      this.remember(id)
    }
  }

  findByProvenance(source: string, record: string): string | undefined {
    const number = this.knownOrigin(source)
    if (number === undefined) return undefined
    const row = this.connection
      .prepare('SELECT id FROM rows WHERE source = ? AND record = ?')
      .first(number, columnId(record))
    return row === undefined ? undefined : fromSortedColumn(String(row[0]))
  }

  /** What was made of these records of a source: the ids of the rows by record. One statement: a call costs more than a look-up. */
  findAllByProvenance(source: string, records: readonly string[]): ReadonlyMap<string, string> {
    const number = this.knownOrigin(source)
    if (number === undefined || records.length === 0) return new Map()
    const found = this.connection
      .prepare(
        `SELECT asked.key, rows.id FROM json_each(?) AS asked CROSS JOIN rows
         WHERE source = ? AND record = asked.value AND record IS NOT NULL`,
      )
      .all(JSON.stringify(records.map(columnId)), number)
    return new Map(found.map(([at, id]) => [records[Number(at)] ?? '', fromSortedColumn(String(id))]))
  }

  /** Ids of the rows that were made of this record of any source. */
  findMadeOf(record: string): string[] {
    const rows = this.connection
      .prepare('SELECT r.id FROM origins o JOIN rows r ON r.source = o.number AND r.record = ? ORDER BY r.id LIMIT 20')
      .all(columnId(record))
    return rows.map((row) => fromSortedColumn(String(row[0])))
  }

  /** How many rows of each stream were made of records of this source. */
  countsOf(source: string): ReadonlyMap<string, number> {
    const number = this.knownOrigin(source)
    if (number === undefined) return new Map()
    const rows = this.connection
      .prepare('SELECT stream, count(*) FROM rows WHERE source = ? AND record IS NOT NULL GROUP BY stream')
      .all(number)
    return new Map(rows.map((row) => [String(row[0]), Number(row[1])]))
  }

  private knownOrigin(name: string): number | undefined {
    const known = this.origins.get(name)
    if (known !== undefined) return known
    const row = this.connection.prepare('SELECT number FROM origins WHERE name = ?').first(columnId(name))
    if (row === undefined) return undefined
    const number = Number(row[0])
    this.origins.set(name, number)
    return number
  }

  /** Sources and archives are few and their ids long: rows hold a number in place of each. */
  private originOf(name: string): number {
    const known = this.knownOrigin(name)
    if (known !== undefined) return known
    this.connection.prepare('INSERT INTO origins (name) VALUES (?)').run(columnId(name))
    return this.knownOrigin(name) ?? 0
  }

  private remember(id: string): void {
    if (this.present.size >= remembered) this.present.clear()
    this.present.add(id)
  }
}

const described = 'rows.stream, s.name, rows.record, a.name'
const withOrigins = 'rows LEFT JOIN origins s ON s.number = source LEFT JOIN origins a ON a.number = archive'

function indexedRow(row: readonly Value[]): IndexedRow | undefined {
  const [stream, source, record, archive] = row.slice(0, 4).map((value) => fromSortedColumn(String(value)))
  if (stream === undefined || !isStreamName(stream)) return undefined
  const imported = row[2] !== null && source !== undefined && record !== undefined && archive !== undefined
  return { stream, provenance: imported ? { source, record, archive } : undefined }
}

function exists(stream: StreamName, id: string, record: string | undefined, cause: unknown): SiteError<'ROW_EXISTS'> {
  const what = record === undefined ? 'is there already' : `was made of the record ${quote(record)} already`
  const details = { stream, id, ...(record === undefined ? {} : { record }) }
  return new SiteError('ROW_EXISTS', `The row ${quote(id)} of ${stream} ${what}; nothing was written`, details, {
    cause,
  })
}
