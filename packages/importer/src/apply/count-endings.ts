import type { Ending } from '../journal/journal.js'
import { noOutcomes, type RunTotals } from '../journal/totals.js'
import { findPhase } from '../phases.js'
import type { ReferenceCount } from '../references/count-references.js'

/** An ending with what counts beside it. */
export interface CountedEnding extends Ending {
  readonly references?: ReferenceCount
}

/** Adds endings to the sums of a run. */
export function countEndings(totals: RunTotals, endings: readonly CountedEnding[]): void {
  for (const { phase: name, outcome, losses, references } of endings) {
    const phase = findPhase(name)
    if (phase === undefined) continue
    const row = phase.act === 'create' ? (totals.streams[phase.stream] ??= noOutcomes()) : totals.secondSteps
    row[outcome]++
    for (const { code } of losses) totals.losses[code] = (totals.losses[code] ?? 0) + 1
    if (references === undefined) continue
    totals.references.rewritten += references.rewritten
    totals.references.unchanged += references.unchanged
    totals.references.unresolved += references.unresolved
    const { reasons } = totals.references
    for (const [reason, count] of references.reasons) reasons[reason] = (reasons[reason] ?? 0) + count
  }
}
