import { setImmediate } from 'node:timers/promises'
import type { StreamRecord } from '@spacecrate/format'
import { seededBytes } from '../define/seeded-bytes.js'
import { createSite } from '../store/create-site.js'
import type { Site, SiteStore } from '../store/site.js'
import { type LargeSiteSize, LargeSitePlan } from './large-site-plan.js'
import { pageRecords } from './page-records.js'
import { commentRecords, fileRecords, peopleRecords, spaceRecords } from './other-records.js'

/** Options of `createLargeSite`. */
export interface LargeSiteOptions extends LargeSiteSize {
  /** @default 'Generated site' */
  readonly name?: string
  readonly signal?: AbortSignal
  /** Called now and then with how many records there are so far. */
  readonly onProgress?: (records: number) => void
}

/** Rows of one transaction. */
const batch = 5000

/** Different contents of files: more would cost as many files on the disk. */
const mostBlobs = 500

/**
 * Makes a site of so many pages out of words, and opens it to write: the same rows for the same numbers, in flat memory.
 * Pages link to each other and mention people; some are restricted, labelled, liked. Throws what `createSite` throws.
 */
export async function createLargeSite(dir: string, options: LargeSiteOptions): Promise<Site> {
  const { name = 'Generated site', signal, onProgress } = options
  const plan = new LargeSitePlan(options)
  return await createSite(dir, {
    name,
    fill: async (store) => {
      const blobs = await storeBlobs(store, plan, signal)
      let done = 0
      let rows: StreamRecord[] = []
      const flush = async (): Promise<void> => {
        signal?.throwIfAborted()
        store.transaction(() => {
          for (const { stream, record } of rows) store.insert(stream, record)
        })
        done += rows.length
        rows = []
        onProgress?.(done)
        // Without it nothing else of the process would have a turn, Ctrl-C for one.
        await setImmediate()
      }
      for (const row of allRecords(plan, blobs)) {
        rows.push(row)
        if (rows.length >= batch) await flush()
      }
      await flush()
    },
  })
}

function* allRecords(plan: LargeSitePlan, blobs: readonly StoredBytes[]): Generator<StreamRecord> {
  yield* peopleRecords(plan)
  for (let space = 0; space < plan.spaces; space++) {
    yield* spaceRecords(plan, space)
    const end = plan.firstPage(space + 1)
    for (let page = plan.firstPage(space); page < end; page++) yield* pageRecords(plan, page, space)
  }
  for (let file = 0; file < plan.attachments; file++) yield* fileRecords(plan, file, blobs[file % blobs.length])
  for (let comment = 0; comment < plan.comments; comment++) yield* commentRecords(plan, comment)
}

/** Bytes that are there. */
export interface StoredBytes {
  readonly digest: string
  readonly bytes: number
}

async function storeBlobs(
  store: SiteStore,
  plan: LargeSitePlan,
  signal: AbortSignal | undefined,
): Promise<StoredBytes[]> {
  const stored: StoredBytes[] = []
  for (let n = 0; n < Math.min(plan.attachments, mostBlobs); n++) {
    stored.push(
      await store.storeBlob(
        seededBytes(200 + ((n * n * 37) % 60_000), plan.seed * mostBlobs + n),
        signal && { signal },
      ),
    )
  }
  return stored
}
