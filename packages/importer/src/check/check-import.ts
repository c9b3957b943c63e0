import { join } from 'node:path'
import { type Archive, type Content, type StreamName, streamNames } from '@spacecrate/format'
import { compareAccess } from '../access/compare-access.js'
import { isContentId } from '../content-id.js'
import type { CallOptions, Destination } from '../destination.js'
import { headOf } from '../import/import-summary.js'
import { recordBatches } from '../record-batches.js'
import { openRecordMap } from '../record-map.js'
import { ScratchDatabase } from '../scratch-database.js'
import { journalDir } from '../work-paths.js'
import { type BatchContext, checkBatch, type Expected } from './check-batch.js'
import { reportAddedRights } from './check-besides.js'
import { FileCheck } from './check-files.js'
import { checkOrder, ExpectedPlaces } from './check-order.js'
import type { CheckDifference, CheckedStream, CheckSummary } from './check-summary.js'
import { ContentSample } from './sample-contents.js'

/** What is checked, and how. */
export interface CheckRequest extends CallOptions {
  readonly archive: Archive
  /** Only read from. */
  readonly destination: Destination
  /** Work folder of the import. */
  readonly workDir: string
  /** Contents to choose for people to look at. @default 12 */
  readonly sample?: number
  /** Called with every difference. */
  readonly found?: (difference: CheckDifference) => Promise<void>
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
}

/**
 * Reads a destination back and compares it with what the import of an archive must have made of it. Writes nothing there.
 * Every difference is explained by a loss or a decision in the journal, or it is not, and the check says `different`.
 *
 * Throws `JOURNAL_NOT_FOUND` when this archive was not imported there under this work folder, and the reason of `signal`.
 */
export async function checkImport(request: CheckRequest): Promise<CheckSummary> {
  const { archive, destination, workDir, signal, onProgress, found } = request
  const started = performance.now()
  const { reader } = destination
  const description = await destination.describe(request)
  const source = archive.manifest.source.siteId
  const unexplained: CheckSummary['unexplained'] = {}
  const explained: Record<string, number> = {}
  const report = async (difference: CheckDifference): Promise<void> => {
    if (difference.explained) add(explained, difference.code ?? '(decided)')
    else add(unexplained, difference.kind)
    await found?.(difference)
  }
  const options = signal === undefined ? {} : { signal }
  const counts = { compared: 0, canonical: 0 }
  const files = new FileCheck(reader)
  const sample = new ContentSample(request.sample ?? 12)
  using map = openRecordMap({ archive, workDir, destination: description.siteId })
  const dir = journalDir(workDir, { source, destination: description.siteId })
  await using scratch = await ScratchDatabase.open(join(dir, 'check.sqlite'))
  const places = new ExpectedPlaces(scratch.db)
  const context: BatchContext = { archive, reader, counts, source, map, files, report, ...options }
  const total = archive.manifest.streams.reduce((sum, { records }) => sum + records, 0)
  const all = await reader.counts(source, options)
  const streams: CheckedStream[] = []
  let done = 0
  for (const name of streamNames) {
    const sums = { expected: 0, found: 0, ours: 0 }
    for await (const batch of recordBatches(archive, name, options)) {
      const result = await checkBatch(batch, context)
      sums.expected += result.expected.length
      sums.found += result.found
      sums.ours += result.ours
      for (const { item } of result.expected) sample.look(item)
      places.add(result.expected.flatMap(placeOf))
      done += batch.length
      onProgress?.({ done, total })
    }
    if (description.supports.has(name)) await reportAddedRights(reader, source, name, report, options)
    streams.push(streamOf(archive, name, sums, (all.get(name) ?? 0) - sums.ours))
  }
  for await (const batch of recordBatches(archive, 'spaces', options)) {
    for (const { record } of batch) {
      const target = map.idOf(record.id)
      if (target === undefined) continue
      for await (const difference of checkOrder(reader, source, target, places, options)) await report(difference)
    }
  }
  const path = join(dir, 'check-access.sqlite')
  for await (const one of compareAccess({
    archive,
    destination,
    description,
    journal: map.journal,
    isStandIn: map.isStandIn,
    path,
    ...options,
  })) {
    const { place, kind, name, person, change, explainedBy, why } = one
    await report({
      explained: explainedBy !== undefined,
      kind: 'access',
      stream: kind === 'space' ? 'spaces' : 'content',
      record: place,
      person,
      change,
      ...(explainedBy === undefined ? {} : { code: explainedBy }),
      reason: `${name} ${change} the right to read: ${why}`,
    })
  }
  return {
    status: Object.keys(unexplained).length === 0 ? 'same' : 'different',
    ...headOf(archive, description),
    streams: streams.filter((stream) => stream.archive + stream.besides > 0),
    unexplained,
    explained,
    bodies: counts,
    files: { count: files.count, bytes: files.bytes },
    sample: await sample.choose(archive, destination, map.idOf, options),
    seconds: (performance.now() - started) / 1000,
  }
}

function add(sums: Record<string, number>, name: string): void {
  sums[name] = (sums[name] ?? 0) + 1
}

function placeOf({ item, written }: Expected): Parameters<ExpectedPlaces['add']>[0] {
  if (!isContentId(item.record.id) || written === undefined) return []
  return [{ record: item.record.id, content: written.record as Content }]
}

function streamOf(
  { manifest }: Archive,
  name: StreamName,
  { expected, found }: { readonly expected: number; readonly found: number },
  besides: number,
): CheckedStream {
  const inArchive = manifest.streams.find((stream) => stream.name === name)?.records ?? 0
  return { name, archive: inArchive, expected, found, besides }
}
