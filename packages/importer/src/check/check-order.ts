import { type Database, fromJsonColumn, inTransaction, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import { streamRules } from '@spacecrate/format'
import type { Content } from '@spacecrate/format'
import type { CallOptions, DestinationReader, Held } from '../destination.js'
import type { CheckDifference } from './check-summary.js'

const batchSize = 500

/** Where contents must stand among their siblings, kept on disk since there may be millions. */
export class ExpectedPlaces {
  readonly #db: Database
  readonly #add: Statement
  readonly #find: Statement

  constructor(db: Database) {
    this.#db = db
    db.exec('CREATE TABLE places (target TEXT PRIMARY KEY, rank TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID')
    this.#add = db.prepare('INSERT OR REPLACE INTO places VALUES (?, ?, ?)')
    this.#find = db.prepare('SELECT * FROM places WHERE target IN (SELECT value FROM json_each(?))')
  }

  /** Notes contents as the import must have written them, with their ids in the archive. */
  add(contents: readonly { readonly record: string; readonly content: Content }[]): void {
    inTransaction(this.#db, () => {
      for (const { record, content } of contents) {
        this.#add.run([toJsonColumn(content.id), toJsonColumn(streamRules.content.rank(content)), toJsonColumn(record)])
      }
    })
  }

  find(targets: readonly string[]): ReadonlyMap<string, { readonly rank: Buffer; readonly record: string }> {
    const rows: readonly unknown[] = this.#find.all([JSON.stringify(targets.map(toJsonColumn))])
    const text = (row: unknown, column: string): string => fromJsonColumn(textAt(row, column) ?? '""')
    return new Map(
      rows.map((row) => [text(row, 'target'), { rank: Buffer.from(text(row, 'rank')), record: text(row, 'record') }]),
    )
  }
}

/** Looks whether the contents of a space stand in the order of the archive among their siblings. */
export async function* checkOrder(
  reader: DestinationReader,
  source: string,
  space: string,
  places: ExpectedPlaces,
  options: CallOptions = {},
): AsyncGenerator<CheckDifference> {
  /** The way down to the last content, each with the last of its children so far. */
  const path: { readonly parent: string | undefined; last?: Buffer }[] = [{ parent: undefined }]
  for await (const batch of inBatches(reader.list(source, 'content', space, options))) {
    options.signal?.throwIfAborted()
    const expected = places.find(batch.map(({ record }) => record.id))
    for (const { record } of batch) {
      while (path.length > 1 && path.at(-1)?.parent !== record.parent) path.pop()
      const level = path.at(-1)
      const place = expected.get(record.id)
      if (level !== undefined && place !== undefined && level.parent === record.parent) {
        if (level.last !== undefined && Buffer.compare(level.last, place.rank) > 0) {
          const reason = 'it stands behind a sibling that it stood before'
          yield { explained: false, kind: 'order', stream: 'content', record: place.record, target: record.id, reason }
        } else level.last = place.rank
      }
      path.push({ parent: record.id })
    }
  }
}

async function* inBatches(items: AsyncIterable<Held<'content'>>): AsyncGenerator<readonly Held<'content'>[]> {
  let batch: Held<'content'>[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
