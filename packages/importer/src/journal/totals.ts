import type { StreamName } from '@spacecrate/format'
import type { Outcome } from '../destination.js'

/** How records ended, by number. */
export type OutcomeCounts = { [Status in Outcome['status']]: number }

/** How the references in bodies ended. The three add up to all references met. */
export interface ReferenceTotals {
  rewritten: number
  /** They say the same at the destination, or lead elsewhere. */
  unchanged: number
  unresolved: number
  /** Unresolved ones by reason. */
  reasons: Record<string, number>
}

/** The sums of a run. Kept in the journal with every batch, so that a resumed run goes on counting where it stopped. */
export interface RunTotals {
  streams: { [Name in StreamName]?: OutcomeCounts }
  /** Second steps (completions and openings), which count no record. */
  secondSteps: OutcomeCounts
  losses: Record<string, number>
  references: ReferenceTotals
  /** Bytes of blobs that the destination took. */
  bytes: number
  /** Steps written before this run and seen again. */
  settled: number
}

/** No outcome yet. */
export function noOutcomes(): OutcomeCounts {
  return { created: 0, matched: 0, skipped: 0, refused: 0, failed: 0 }
}

/** Nothing yet. */
export function noTotals(): RunTotals {
  return {
    streams: {},
    secondSteps: noOutcomes(),
    losses: {},
    references: { rewritten: 0, unchanged: 0, unresolved: 0, reasons: {} },
    bytes: 0,
    settled: 0,
  }
}
