import type { Manifest } from '#records'
import { join } from 'node:path'
import { isEntryName } from '../container/entry-names.js'
import { ContentRoot } from '../content-root.js'
import { maxIndexPartBytes, maxPartBytes } from '../limits.js'
import { ExternalSort } from '../sort/external-sort.js'
import { arrangeBlobs } from './arrange-blobs.js'
import { writeRecordIndex } from './index-lines.js'
import { LineParts } from './line-parts.js'
import { orderOmissions } from './order-omissions.js'
import { orderRecords } from './order-records.js'
import type { OrderStore } from './order-store.js'
import { placeOwners } from './place-owners.js'
import type { Content } from './plan-entries.js'

/** Everything that will lie in the archive, and what the manifest says of it. */
export interface PreparedContent extends Content, AsyncDisposable {
  readonly summary: Pick<Manifest, 'streams' | 'blobs' | 'omissions' | 'contentRoot'>
}

/**
 * Finds the place of everything before anything is packed: so the number of volumes is known, and the manifest is
 * complete, when the first volume is begun.
 */
export async function prepareContent(
  store: OrderStore,
  folder: string,
  report: ReadonlyMap<string, Uint8Array>,
  step: (records: number) => Promise<void>,
): Promise<PreparedContent> {
  for (const name of report.keys())
    if (!isEntryName(`report/${name}`)) throw new RangeError(`A report can't have the name ${name}`)
  const root = new ContentRoot()
  placeOwners(store)
  const sealing = join(folder, 'sealing')
  using ids = new ExternalSort(sealing, 'ids')
  const streams = await orderRecords(store, folder, { root, ids }, step)
  const lines = (name: string, limit: number): LineParts => new LineParts(join(sealing, name), limit)
  const recordIndex = lines('index-records', maxIndexPartBytes)
  writeRecordIndex(ids, recordIndex)
  const blobIndex = lines('index-blobs', maxIndexPartBytes)
  const blobs = arrangeBlobs(store.db, root, blobIndex)
  const omissions = lines('omissions', maxPartBytes)
  const omissionSummary = orderOmissions(store.db, omissions)
  return {
    streams,
    recordIndex,
    blobIndex,
    blobs,
    omissions,
    report: new Map([...report].sort(([a], [b]) => (a < b ? -1 : 1))),
    summary: {
      streams: streams.map(({ name, records, bytes, order }) => ({ name, records, bytes, parts: order.parts.length })),
      blobs: { count: blobs.count, bytes: blobs.bytes },
      omissions: omissionSummary,
      contentRoot: root.hex(),
    },
    async [Symbol.asyncDispose]() {
      for (const parts of [recordIndex, blobIndex, omissions]) parts.close()
      for (const { order } of streams) await order.close()
    },
  }
}
