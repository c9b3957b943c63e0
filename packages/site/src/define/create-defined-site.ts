import { basename, resolve } from 'node:path'
import type { SiteRecord } from '@spacecrate/format'
import { isSiteError } from '../error.js'
import { createSite } from '../store/create-site.js'
import type { Site, SiteStore } from '../store/site.js'
import { checkRecords } from './check-records.js'
import { wrong } from './definition-place.js'
import { type DefinedRecord, RecordExpansion } from './expand-records.js'
import { inInsertOrder } from './insert-order.js'
import { readDefinitions } from './read-folder.js'
import type { PendingBlob } from './short-forms.js'

/** Options of `createDefinedSite`. */
export interface DefinedSiteOptions {
  /** Folder of definitions. */
  readonly from: string
  /** @default the name in the definitions, else that of the folder of the site */
  readonly name?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes a site of readable definitions and opens it to write. Everything is checked before the first byte is written. Throws
 * what `createSite` throws, `DEFINITION_NOT_FOUND`, `DEFINITION_SYNTAX`, `DEFINITION_INVALID`, `DEFINITION_DUPLICATE`,
 * `DEFINITION_DANGLING`, `DEFINITION_FILE`, `DEFINITION_TOO_LARGE`; then nothing is left behind.
 */
export async function createDefinedSite(dir: string, options: DefinedSiteOptions): Promise<Site> {
  const { from, signal } = options
  const expansion = new RecordExpansion(from)
  for (const file of await readDefinitions(from)) {
    signal?.throwIfAborted()
    expansion.add(file)
  }
  const byId = checkRecords(expansion.records)
  const own = byId.get('site:source')
  const { id: _id, name, ...said } = (own?.record ?? { id: 'site:source' }) as Partial<SiteRecord>
  if (own !== undefined && said.description !== undefined && 'blob' in said.description) {
    throw wrong(own.place, 'the description of a site is a short text')
  }
  const rows = [...inInsertOrder(expansion.records, byId)].filter((one) => one !== own)
  return await createSite(dir, {
    name: options.name ?? name ?? basename(resolve(dir)),
    record: said,
    fill: async (store) => {
      await storeBlobs(store, expansion.context.pending, signal)
      store.transaction(() => rows.forEach((one) => insert(store, one)))
    },
  })
}

/** Blobs on their way to the disk at once: most of the time of a small one is waiting for the disk. */
const atOnce = 8

/** Keeps the bytes, those of one source once, and puts their digests where they belong. */
async function storeBlobs(
  store: SiteStore,
  pending: readonly PendingBlob[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const sources = [...new Map(pending.map(({ source }) => [source.key, source])).values()]
  const digests = new Map<string, string>()
  const work = async (): Promise<void> => {
    for (let source = sources.pop(); source !== undefined; source = sources.pop()) {
      const { digest } = await store.storeBlob(source.open(), signal && { signal })
      digests.set(source.key, digest)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  for (const { holder, field, source } of pending) holder[field] = digests.get(source.key)
}

function insert(store: SiteStore, { stream, record, place }: DefinedRecord): void {
  try {
    store.insert(stream, record)
  } catch (error) {
    if (!isSiteError(error, 'ROW_INVALID')) throw error
    throw wrong(place, error.details.problem)
  }
}
