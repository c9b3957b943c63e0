import { type StreamName, type StreamRecords, type StreamRule, streamNames, streamRules } from '@spacecrate/format'
import { SiteError } from '../error.js'
import type { Connection } from '../store/connection.js'
import { checkParent, checkReferences, invalid, quote } from '../store/row-check.js'
import type { RowIndex } from '../store/row-index.js'
import type { RowMark } from '../store/site.js'
import { type AllRows, columnId } from '../store/stream-rows.js'
import { tableOf } from '../store/tables.js'

/** What of the store an editor works on. */
export interface EditedRows {
  readonly connection: Connection
  readonly rows: AllRows
  readonly index: RowIndex
  readonly markOf: (json: string) => RowMark
}

/**
 * What people do to rows, beside what imports do: change and remove them, whoever made them. Always within a transaction
 * of the store. A row that was changed has another mark, so an import sees that somebody edited it; one that was removed is
 * gone, and what it was made of can be imported again.
 */
export class RowEditor {
  private readonly on: EditedRows

  constructor(on: EditedRows) {
    this.on = on
  }

  /**
   * Writes a row anew. Its id stays; its parent, and of a content its space, may be others. Throws `ROW_INVALID` where it
   * points to what is not there or would hang below itself, `ROW_EDITED` where `expected` is not its mark.
   */
  replace<Name extends StreamName>(stream: Name, record: StreamRecords[Name], expected?: RowMark): RowMark {
    this.mustBeInTransaction()
    const { rows, index, markOf } = this.on
    const { id } = record
    const before = rows[stream].jsonOf(columnId(id))
    if (before === undefined) throw invalid(stream, id, 'it is not a row of this stream')
    if (expected !== undefined && markOf(before) !== expected) {
      throw new SiteError('ROW_EDITED', `The row ${quote(id)} was changed meanwhile`, { stream, id })
    }
    checkReferences(stream, record, index)
    checkParent(stream, record, (parent) => rows[stream].ownerOf(parent))
    this.mustNotBeBelowItself(stream, record)
    const json = JSON.stringify(record)
    rows[stream].update(columnId(id), record, json)
    return markOf(json)
  }

  /** Changes fields of a row; a field that is `undefined` goes. Throws like `replace`. */
  change<Name extends StreamName>(
    stream: Name,
    id: string,
    fields: { readonly [Field in keyof StreamRecords[Name]]?: StreamRecords[Name][Field] | undefined },
    expected?: RowMark,
  ): StreamRecords[Name] {
    const before = this.on.rows[stream].get(columnId(id))
    if (before === undefined) throw invalid(stream, id, 'it is not a row of this stream')
    const all: [string, unknown][] = Object.entries({ ...before, ...fields })
    const record = Object.fromEntries(all.filter(([, value]) => value !== undefined)) as unknown as StreamRecords[Name]
    this.replace(stream, record, expected)
    return record
  }

  /**
   * Removes a row and all that hangs on it, and what hangs on that: nothing is left that points to nowhere. Of a tree, what
   * lies below goes up to its parent. Throws `ROW_INVALID` where something else needs it.
   */
  remove(stream: StreamName, id: string): void {
    this.mustBeInTransaction()
    this.lift(stream, id)
    for (const other of streamNames) {
      if (!streamRules[other].owners.includes(stream)) continue
      for (;;) {
        const found = this.on.rows[other].query('SELECT json FROM # WHERE owner = ? LIMIT 500').all(columnId(id))
        if (found.length === 0) break
        for (const [json] of found) this.remove(other, idIn(json))
      }
    }
    const { connection, index } = this.on
    const column = columnId(id)
    connection.prepare(`DELETE FROM ${tableOf(stream).name} WHERE id = ?`).run(column)
    for (const table of ['rows', 'closed', 'withdrawn']) {
      connection.prepare(`DELETE FROM ${table} WHERE id = ?`).run(column)
    }
    index.forget(id)
  }

  /** Hangs what is right below a row of a tree on the parent of that. */
  private lift(stream: StreamName, id: string): void {
    if (stream !== 'content' && stream !== 'comments') return
    const row = this.on.rows[stream].get(columnId(id))
    const owner = this.on.rows[stream].ownerOf(id)
    if (row === undefined || owner === undefined) return
    const sql = 'SELECT json FROM # WHERE owner = ? AND parent = ? LIMIT 500'
    for (;;) {
      const found = this.on.rows[stream].query(sql).all(columnId(owner), columnId(id))
      if (found.length === 0) return
      for (const [json] of found) this.change(stream, idIn(json), { parent: row.parent })
    }
  }

  private mustNotBeBelowItself<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): void {
    const rule: StreamRule<Name> = streamRules[stream]
    let at = rule.parent?.(record)
    while (at !== undefined) {
      if (at === record.id) throw invalid(stream, record.id, 'it would stand below itself')
      const above = this.on.rows[stream].get(columnId(at))
      at = above === undefined ? undefined : rule.parent?.(above)
    }
  }

  private mustBeInTransaction(): void {
    if (!this.on.connection.inTransaction) throw new TypeError('A row is edited within a transaction of the store')
  }
}

function idIn(json: unknown): string {
  const record: unknown = JSON.parse(String(json))
  return typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'string'
    ? record.id
    : ''
}
