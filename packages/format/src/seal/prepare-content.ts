import type { Manifest } from '#records'
import { join } from 'node:path'
import { type CertificateHead, certify, OmissionTally } from '../certificate.js'
import { isEntryName } from '../container/entry-names.js'
import { ContentRoot } from '../content-root.js'
import { maxIndexPartBytes, maxPartBytes } from '../limits.js'
import { ExternalSort } from '../sort/external-sort.js'
import { arrangeBlobs } from './arrange-blobs.js'
import { writeRecordIndex } from './index-lines.js'
import { LineOrder } from './line-order.js'
import { LineParts } from './line-parts.js'
import type { OpenFiles } from './open-files.js'
import { orderOmissions } from './order-omissions.js'
import { type OrderingStep, orderRecords } from './order-records.js'
import type { OrderStore } from './order-store.js'
import { placeOwners } from './place-owners.js'
import type { Content } from './plan-entries.js'

/** Everything that will lie in the archive, and what the manifest says of it. */
export interface PreparedContent extends Content {
  readonly summary: Pick<Manifest, 'streams' | 'blobs' | 'omissions' | 'certificate' | 'contentRoot'>
}

/** What `prepareContent` needs. */
export interface PrepareOptions {
  readonly report: ReadonlyMap<string, Uint8Array>
  /** What the source says of its sums. */
  readonly sums: CertificateHead
  /** Called now and then with how many more records were ordered. */
  readonly onRecords: OrderingStep
}

/**
 * Finds the place of everything before anything is packed: so the number of volumes is known, and the manifest is
 * complete, when the first volume is begun. Files that it opens are left to `files` to be closed.
 */
export async function prepareContent(
  store: OrderStore,
  folder: string,
  files: OpenFiles,
  { report, sums, onRecords }: PrepareOptions,
): Promise<PreparedContent> {
  for (const name of report.keys())
    if (!isEntryName(`report/${name}`)) throw new RangeError(`A report can't have the name ${name}`)
  const root = new ContentRoot()
  placeOwners(store)
  const sealing = join(folder, 'sealing')
  using ids = new ExternalSort(sealing, 'ids')
  const streams = await orderRecords(store, (name) => files.add(new LineOrder(folder, name)), { root, ids }, onRecords)
  const lines = (name: string, limit: number): LineParts => files.add(new LineParts(join(sealing, name), limit))
  const recordIndex = lines('index-records', maxIndexPartBytes)
  writeRecordIndex(ids, recordIndex)
  const blobIndex = lines('index-blobs', maxIndexPartBytes)
  const blobs = arrangeBlobs(store.db, root, blobIndex)
  const omissions = lines('omissions', maxPartBytes)
  const tally = new OmissionTally(sums.accounts.map(({ kind }) => kind))
  const omissionSummary = orderOmissions(store.db, omissions, tally)
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
      certificate: certify(sums, tally),
      contentRoot: root.hex(),
    },
  }
}
