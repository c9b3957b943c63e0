import { isStreamName } from '@spacecrate/format'
import type { Archive, StreamName } from '@spacecrate/format'
import type { DestinationDescription } from '../destination.js'
import { noOutcomes, type OutcomeCounts, type ReferenceTotals, type RunTotals } from '../journal/totals.js'
import type { RepairSummary } from '../repair/repair-summary.js'
import type { PlanSummary } from '../plan/plan-summary.js'

/** How an import turned out. */
export interface ImportSummary {
  /**
   * `planned`: nothing was written. `complete`: every record has its outcome. `partial`: some steps failed; the next run
   * tries them again.
   */
  readonly status: 'planned' | 'complete' | 'partial'
  readonly archive: { readonly id: string; readonly path: string; readonly manifestDigest: string }
  readonly source: { readonly siteId: string; readonly name?: string }
  readonly destination: { readonly siteId: string; readonly name: string; readonly product: string }
  readonly plan: PlanSummary
  /**
   * True if everything stood there already, so that no plan was made: `plan` is the one that was carried out before, with
   * every record matched. Absent otherwise.
   */
  readonly settled?: true
  /** Absent where nothing was applied. */
  readonly applied?: AppliedSummary
  /** Links of earlier imports of the same source that lead somewhere now; absent where there was none to look at. */
  readonly repaired?: RepairSummary
  readonly seconds: { readonly plan: number; readonly apply: number }
}

/** What was done, over all starts of this import. */
export interface AppliedSummary {
  /** Folder of the journal, for `readLosses`, `readUnresolved` and `readIdMap`. */
  readonly journalDir: string
  /** Number of the run in the journal. */
  readonly run: number
  /** True if an earlier start was continued. */
  readonly resumed: boolean
  readonly streams: readonly StreamTotals[]
  /** Records of the archive without an outcome: anything but 0 is a bug of ours. */
  readonly unexplained: number
  /** Completions and openings: second steps of records that count above. */
  readonly secondSteps: OutcomeCounts
  /** Losses by code. */
  readonly losses: Readonly<Record<string, number>>
  readonly references: ReferenceTotals & { readonly total: number }
  /** Bytes of blobs that the destination took in this run. */
  readonly bytes: number
}

/** The records of one stream by how they ended. */
export interface StreamTotals extends Readonly<OutcomeCounts> {
  readonly name: StreamName
  /** Records in the archive, by its manifest. */
  readonly records: number
  readonly unexplained: number
}

/** The summary of an applied plan. */
export function summarise(
  archive: Archive,
  totals: RunTotals,
  facts: Pick<AppliedSummary, 'journalDir' | 'run' | 'resumed'>,
): AppliedSummary {
  const losses = { ...totals.losses }
  const streams = archive.manifest.streams.flatMap(({ name, records }) => {
    const counts = { ...(totals.streams[name as StreamName] ?? noOutcomes()) }
    if (!isStreamName(name) && records > 0) {
      // Only a newer version of the format knows this kind, so nobody could read it.
      counts.refused = records
      losses['KIND_UNSUPPORTED'] = (losses['KIND_UNSUPPORTED'] ?? 0) + records
    }
    if (records === 0 && Object.values(counts).every((count) => count === 0)) return []
    const explained = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return [{ name: name as StreamName, records, ...counts, unexplained: records - explained }]
  })
  const { rewritten, unchanged, unresolved } = totals.references
  return {
    ...facts,
    streams,
    unexplained: streams.reduce((sum, stream) => sum + Math.abs(stream.unexplained), 0),
    secondSteps: totals.secondSteps,
    losses,
    references: { ...totals.references, total: rewritten + unchanged + unresolved },
    bytes: totals.bytes,
  }
}

/** The facts of a summary that don't depend on what was done. */
export function headOf(
  archive: Archive,
  description: DestinationDescription,
): Pick<ImportSummary, 'archive' | 'source' | 'destination'> {
  const { manifest, path, manifestDigest } = archive
  const { siteId, name, product } = description
  return {
    archive: { id: manifest.archive.id, path, manifestDigest },
    source: {
      siteId: manifest.source.siteId,
      ...(manifest.source.name === undefined ? {} : { name: manifest.source.name }),
    },
    destination: { siteId, name, product },
  }
}

/** True if a step failed, so that the next run has something to do. */
export function hasFailures(totals: RunTotals): boolean {
  return totals.secondSteps.failed > 0 || Object.values(totals.streams).some((counts) => counts.failed > 0)
}
