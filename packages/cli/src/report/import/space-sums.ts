import type { StreamName } from '@spacecrate/format'
import type { StepOutcome } from '@spacecrate/importer'
import {
  checkOutcomes,
  type CheckedOutcome,
  type OutcomeSums,
  outcomeNames,
  type StreamOutcome,
} from './outcome-sums.js'

type Sums = { -readonly [Field in keyof OutcomeSums]: number }

/** Counts records by space, kind and outcome: a table of spaces and kinds is all that stays in memory. */
export class SpaceSums {
  readonly #spaces = new Map<string | undefined, Map<StreamName, Sums>>()

  add({ step, space, outcome }: StepOutcome): void {
    let kinds = this.#spaces.get(space)
    if (kinds === undefined) this.#spaces.set(space, (kinds = new Map()))
    let sums = kinds.get(step.stream)
    if (sums === undefined) kinds.set(step.stream, (sums = noSums()))
    sums.records++
    if (outcome !== undefined) sums[outcome]++
  }

  /** The kinds of a space, or of what lies in none. */
  kindsOf(space: string | undefined): CheckedOutcome[] {
    return checkOutcomes([...(this.#spaces.get(space) ?? [])].map(([stream, sums]) => ({ stream, ...sums })))
  }

  /** All kinds, over all spaces. */
  kinds(): StreamOutcome[] {
    const all = new Map<StreamName, Sums>()
    for (const kinds of this.#spaces.values()) {
      for (const [stream, sums] of kinds) {
        let sum = all.get(stream)
        if (sum === undefined) all.set(stream, (sum = noSums()))
        sum.records += sums.records
        for (const name of outcomeNames) sum[name] += sums[name]
      }
    }
    return [...all].map(([stream, sums]) => ({ stream, ...sums }))
  }
}

function noSums(): Sums {
  return { records: 0, created: 0, matched: 0, skipped: 0, refused: 0, failed: 0 }
}
