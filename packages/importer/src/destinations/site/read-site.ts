import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { DestinationReader, Held } from '../../destination.js'

/** Reads an embedded site back. */
export function siteReader(store: SiteStore): DestinationReader {
  return {
    async load(source, stream, ids) {
      return ids.map((id) => {
        const record = store.get(stream, id)
        return record === undefined ? undefined : heldOf(store, source, stream, record)
      })
    },
    async *list(source, stream, owner, options = {}) {
      for (const record of store.list(stream, owner === undefined ? {} : { owner })) {
        options.signal?.throwIfAborted()
        yield heldOf(store, source, stream, record)
      }
    },
    openBlob: (digest, options = {}) => store.openBlob(digest, options),
  }
}

function heldOf<Name extends StreamName>(
  store: SiteStore,
  source: string,
  stream: Name,
  record: StreamRecords[Name],
): Held<Name> {
  const made = store.provenanceOf(record.id)
  return {
    record,
    written: store.markOf(stream, record.id) ?? '',
    ...(made?.source === source ? { madeOf: made.record } : {}),
    ...((stream === 'spaces' || stream === 'content') && store.isClosed(record.id) ? { closed: true } : {}),
  }
}
