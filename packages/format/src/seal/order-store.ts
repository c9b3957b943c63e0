import { join } from 'node:path'
import { type Database, inTransaction, openDatabase } from '@spacecrate/disk'
import type { StreamName } from '../records.js'
import { streamNames, streamRules } from '../streams.js'
import { rowsPerStream } from '../work/work-index.js'

/**
 * The tables in which sealing finds the canonical order, in a database file of their own with the index beside it: big as
 * the records are many, never in memory, and thrown away when the archive is written. It has a connection of its own, so
 * that a sealing that was broken off in the middle of a query leaves nothing locked for the next one.
 */
export class OrderStore implements Disposable {
  readonly db: Database

  constructor(index: string, folder: string) {
    this.db = openDatabase(join(folder, 'order.sqlite'))
    this.db.prepare('ATTACH DATABASE ? AS work').run(index)
    // Nothing here outlives a crash: sealing begins anew then.
    this.db.exec(`
      PRAGMA main.journal_mode = OFF;
      PRAGMA main.synchronous = OFF;
      PRAGMA main.cache_size = -32768;
      CREATE TABLE main.placed (id BLOB PRIMARY KEY, ordinal INTEGER NOT NULL) WITHOUT ROWID;
    `)
  }

  /** Runs some work as one transaction. */
  inTransaction<T>(work: () => T): T {
    return inTransaction(this.db, work, 'DEFERRED')
  }

  [Symbol.dispose](): void {
    if (this.db.open) this.db.close()
  }
}

/** Place of the stream in canonical order. */
export function placeOf(stream: StreamName): number {
  return streamNames.indexOf(stream)
}

/** First and last row number that the index may have for records of the stream. */
export function rowsOf(stream: StreamName): readonly [number, number] {
  const first = placeOf(stream) * rowsPerStream
  return [first, first + rowsPerStream - 1]
}

/**
 * SQL that is true for a `placed` row `p` of a stream that may own records of this one. An ordinal is the place of the
 * stream times `rowsPerStream`, plus the place in the stream: so ordinals sort like the whole archive.
 */
export function mayOwn(stream: StreamName): string {
  const places = streamRules[stream].owners.map(placeOf)
  return places.length === 0 ? 'false' : `(p.ordinal >> 40) IN (${places.join(', ')})`
}
