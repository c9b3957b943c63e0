import { setImmediate } from 'node:timers/promises'
import type { StreamName, StreamRecords } from '@spacecrate/format'
import { isStreamName } from '@spacecrate/format'
import type { LoadedRow, SiteStore } from '@spacecrate/site'
import type { DestinationReader, Held } from '../../destination.js'

/** Texts may be long: few rows at a time. */
const batchSize = 50

/** Calls between two turns of the event loop. */
const callsPerTurn = 100

/** Reads an embedded site back. */
export function siteReader(store: SiteStore): DestinationReader {
  let calls = 0
  /**
   * Nothing here waits for anything, and SQLite gives what it needed for a call back only when the event loop turns: without
   * a turn now and then a walk over a large site costs gigabytes, and Ctrl-C is not heard.
   */
  const turn = async (): Promise<void> => {
    if (++calls % callsPerTurn === 0) await setImmediate()
  }
  return {
    async load(source, stream, ids) {
      await turn()
      return store.load(stream, ids).map((row) => (row === undefined ? undefined : heldOf(source, row)))
    },
    async *list(source, stream, owner, options = {}) {
      await turn()
      for (const ids of idBatches(store.list(stream, owner === undefined ? {} : { owner }))) {
        options.signal?.throwIfAborted()
        await turn()
        for (const row of store.load(stream, ids)) if (row !== undefined) yield heldOf(source, row)
      }
    },
    async counts(source) {
      const counts = [...store.countsOf(source)]
      return new Map(counts.flatMap(([stream, count]) => (isStreamName(stream) ? [[stream, count]] : [])))
    },
    made: async (source, _stream, records) => store.findAllByProvenance(source, records),
    openBlob: (digest, options = {}) => store.openBlob(digest, options),
  }
}

function* idBatches(records: Iterable<StreamRecords[StreamName]>): Generator<readonly string[]> {
  let ids: string[] = []
  for (const { id } of records) {
    ids.push(id)
    if (ids.length < batchSize) continue
    yield ids
    ids = []
  }
  if (ids.length > 0) yield ids
}

function heldOf<Name extends StreamName>(source: string, row: LoadedRow<Name>): Held<Name> {
  const { record, mark, provenance, closed } = row
  return {
    record,
    written: mark,
    ...(provenance?.source === source ? { madeOf: provenance.record, archive: provenance.archive } : {}),
    ...(closed ? { closed } : {}),
  }
}
