import { existsSync } from 'node:fs'
import { type Archive, ArchiveError, openArchive, type StreamName, streamNames, streamRules } from '@spacecrate/format'
import type { CallOptions, Destination } from '../destination.js'
import { lineDigest } from '../line-digest.js'
import { kindOf } from '../kinds/stream-kinds.js'
import type { Journal } from '../journal/journal.js'
import { endDueRepair, UnresolvedRecords, type WaitingArchive } from '../journal/unresolved-records.js'
import { recordBatches } from '../record-batches.js'
import { PairIndexes } from '../references/pair-indexes.js'
import { repairBatch, type RepairCounts } from './repair-batch.js'
import type { EditedText, RepairSummary } from './repair-summary.js'

/** What is repaired. */
export interface RepairRequest extends CallOptions {
  readonly destination: Destination
  /** The journal of the pair, open to write. */
  readonly journal: Journal
  /** Archives that are open already; others are opened where the journal says that they were. */
  readonly archives?: readonly Archive[]
  /** Look only. @default false */
  readonly dryRun?: boolean
  /** Called with the number of texts that were looked at. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
}

const listed = 20

/** Streams with texts that hold references. */
const texts: readonly StreamName[] = streamNames.filter(
  (stream) => streamRules[stream].blobs.length > 0 && kindOf(stream).holdsNoText !== true,
)

/**
 * Rewrites references that led nowhere when their text was imported and lead somewhere now, since a later archive of the same
 * source brought what they mean. Only in what our imports wrote and nobody has edited since. Broken off, it goes on when it
 * is asked again.
 */
export async function repairLinks(request: RepairRequest): Promise<RepairSummary> {
  const { destination, journal, archives = [], dryRun = false, signal, onProgress } = request
  const options = signal === undefined ? {} : { signal }
  const records = new UnresolvedRecords(journal)
  const waiting = records.count()
  const sums = { texts: 0, references: 0, settled: 0, unchanged: 0, failed: 0, edited: 0 }
  const first: EditedText[] = []
  let done = 0
  if (waiting > 0) {
    using indexes = new PairIndexes(journal.dir, (id) => journal.resolve(id))
    for (const archive of archives) await repairFrom(archive, indexes)
    for (const { archive: id, path } of records.unseen()) {
      if (archives.some(({ manifest }) => manifest.archive.id === id) || !isStillWaiting(records, id)) continue
      try {
        await using archive = await openIfThere(id, path)
        if (archive !== undefined) await repairFrom(archive, indexes)
      } catch (error) {
        // A damaged archive is as good as one that is not there: the import that came to this end is whole all the same.
        if (!(error instanceof ArchiveError)) throw error
      }
    }
  }
  const missing = waiting === 0 ? [] : records.unseen()
  const complete = missing.length === 0 && sums.failed === 0
  // An archive that is not there is asked for by name; the next import need not look for it again.
  if (sums.failed === 0 && !dryRun) endDueRepair(journal)
  return {
    status: complete ? 'complete' : 'partial',
    dryRun,
    waiting,
    repaired: { texts: sums.texts, references: sums.references },
    settled: sums.settled,
    unchanged: sums.unchanged,
    edited: { count: sums.edited, first },
    failed: sums.failed,
    missing,
  }

  async function repairFrom(archive: Archive, indexes: PairIndexes): Promise<void> {
    const { source, archive: identity } = archive.manifest
    const own = indexes.of(identity.id, source)
    if (own === undefined) return
    const context = { archive, own, destination, journal, records, dryRun, ...options }
    for (const stream of texts) {
      for await (const batch of recordBatches(archive, stream, options)) {
        const found = new Map(records.among(batch.map(({ record }) => record.id)).map((one) => [one.record, one]))
        if (found.size === 0) continue
        const mine = batch.flatMap((item) => {
          const one = found.get(item.record.id)
          const isSame = one?.digest?.equals(lineDigest(item.line)) === true
          return one !== undefined && isSame ? [{ item, waiting: one }] : []
        })
        add(await repairBatch(mine, context))
        records.see(mine.map(({ item }) => item.record.id))
        done += mine.length
        onProgress?.({ done, total: waiting })
      }
    }
  }

  function add({ edited, ...counts }: RepairCounts): void {
    for (const name of ['texts', 'references', 'settled', 'unchanged', 'failed'] as const) sums[name] += counts[name]
    sums.edited += edited.length
    first.push(...edited.slice(0, listed - first.length))
  }
}

function isStillWaiting(records: UnresolvedRecords, archive: string): boolean {
  return records.unseen().some((one: WaitingArchive) => one.archive === archive)
}

/** The archive at the path that the journal knows, if it is still that one. */
async function openIfThere(id: string, path: string): Promise<Archive | undefined> {
  if (!existsSync(path)) return undefined
  const archive = await openArchive(path)
  if (archive.manifest.archive.id === id) return archive
  await archive[Symbol.asyncDispose]()
  return undefined
}
