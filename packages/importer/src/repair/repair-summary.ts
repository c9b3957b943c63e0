import type { WaitingArchive } from '../journal/unresolved-records.js'

/** How a repair of links turned out. */
export interface RepairSummary {
  /** `partial`: an archive that is needed was not found, or something failed. */
  readonly status: 'complete' | 'partial'
  /** True if nothing was written: the numbers say what would be. */
  readonly dryRun: boolean
  /** Texts with references that led nowhere. */
  readonly waiting: number
  /** Texts that were rewritten, and the references in them that lead somewhere now. */
  readonly repaired: { readonly texts: number; readonly references: number }
  /** Texts of which references lead somewhere now without a change. */
  readonly settled: number
  /** Texts of which no reference leads anywhere yet. */
  readonly unchanged: number
  /** Texts that somebody edited since, or removed: left as they are. */
  readonly edited: { readonly count: number; readonly first: readonly EditedText[] }
  readonly failed: number
  /** Archives that are not where the journal says, with the number of texts that wait for each. */
  readonly missing: readonly WaitingArchive[]
}

/** A text that was left as it is. */
export interface EditedText {
  readonly record: string
  readonly target: string
  readonly why: string
}
