import { hangingOn, type StreamName } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { Row } from './row-fate.js'

/** Rows that are held at a time: only of streams that own others, which hold no long texts. */
const batchSize = 100

/** A row, and in which streams it owns something. */
export type OwningRow = readonly [row: Row, owning: readonly StreamName[]]

/**
 * Rows with the streams that hold anything of theirs. Most things own nothing of most kinds, and to ask for each thing and
 * kind would take longer than all the rest: a batch is asked for at once.
 */
export function* withHanging(store: SiteStore, stream: StreamName, rows: Iterable<Row>): Generator<OwningRow> {
  const hanging = hangingOn(stream)
  if (hanging.length === 0) for (const row of rows) yield [row, []]
  else {
    let batch: Row[] = []
    for (const row of rows) {
      batch.push(row)
      if (batch.length < batchSize) continue
      yield* owning(store, hanging, batch)
      batch = []
    }
    yield* owning(store, hanging, batch)
  }
}

function* owning(store: SiteStore, hanging: readonly StreamName[], rows: readonly Row[]): Generator<OwningRow> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const owners = hanging.map((stream) => ({ stream, ids: store.tables.ownersIn(stream, ids) }))
  for (const row of rows) yield [row, owners.filter((of) => of.ids.has(row.id)).map(({ stream }) => stream)]
}
