import { siteId, type SourceAccount, type StreamName, streamNames } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'

/** What may become of a row in the sums. */
export type RowSum = 'recorded' | 'unselected' | 'omitted'

/** Where the rows of each stream went. */
export class RowSums {
  readonly #sums = new Map<StreamName, Record<RowSum, number>>(
    streamNames.map((stream) => [stream, { recorded: 0, unselected: 0, omitted: 0 }]),
  )

  add(stream: StreamName, sum: RowSum, count = 1): void {
    const sums = this.#sums.get(stream)
    if (sums) sums[sum] += count
  }

  /** A row that was added as recorded is omitted after all. */
  refuse(stream: StreamName): void {
    this.add(stream, 'recorded', -1)
    this.add(stream, 'omitted')
  }

  /** Rows of a stream that were met so far. */
  met(stream: StreamName): number {
    const { recorded = 0, unselected = 0, omitted = 0 } = this.#sums.get(stream) ?? {}
    return recorded + unselected + omitted
  }

  /** The sums of every stream. */
  accounts(counted: ReadonlyMap<StreamName, number>): SourceAccount[] {
    return streamNames.map((stream) => ({
      kind: stream,
      stream,
      counted: counted.get(stream) ?? 0,
      met: this.met(stream),
      recorded: 0,
      merged: 0,
      derived: 0,
      unselected: 0,
      omitted: 0,
      ...this.#sums.get(stream),
    }))
  }
}

/** How many rows the tables of a site have: the other way to the sums, which knows nothing of owners and parents. */
export function countRows(store: SiteStore): ReadonlyMap<StreamName, number> {
  const rows = new Map(store.tables.list().map((table) => [table.name, table.rows]))
  const counted = new Map(streamNames.map((stream) => [stream, rows.get(stream) ?? 0]))
  // A site whose record of itself nobody has written down is there all the same.
  if (store.get('site', siteId) === undefined) counted.set('site', (counted.get('site') ?? 0) + 1)
  return counted
}
