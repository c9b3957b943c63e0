import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { DestinationReader, Held } from '../../destination.js'

/** Reads an embedded site back. */
export function siteReader(store: SiteStore): DestinationReader {
  return {
    async load(source, stream, ids) {
      const rows = store.getAll(stream, ids)
      return ids.map((id) => {
        const row = rows.get(id)
        return row === undefined ? undefined : heldOf(store, source, stream, row.record, row.mark)
      })
    },
    async *list(source, stream, owner, options = {}) {
      for (const record of store.list(stream, owner === undefined ? {} : { owner })) {
        options.signal?.throwIfAborted()
        yield heldOf(store, source, stream, record, store.markOf(stream, record.id) ?? '')
      }
    },
    made: async (source, _stream, records) => store.findAllByProvenance(source, records),
    openBlob: (digest, options = {}) => store.openBlob(digest, options),
  }
}

function heldOf<Name extends StreamName>(
  store: SiteStore,
  source: string,
  stream: Name,
  record: StreamRecords[Name],
  written: string,
): Held<Name> {
  const made = store.provenanceOf(record.id)
  return {
    record,
    written,
    ...(made?.source === source ? { madeOf: made.record } : {}),
    ...((stream === 'spaces' || stream === 'content') && store.isClosed(record.id) ? { closed: true } : {}),
  }
}
