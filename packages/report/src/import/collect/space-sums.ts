import { type StreamName, streamNames } from '@spacecrate/format'
import type { StepOutcome } from '@spacecrate/importer'
import {
  checkOutcomes,
  type CheckedOutcome,
  type OutcomeSums,
  outcomeNames,
  type StreamOutcome,
} from '../outcome-sums.js'

type Sums = { -readonly [Field in keyof OutcomeSums]: number }

/** Counts records by space, kind and outcome: a table of spaces and kinds is all that stays in memory. */
export class SpaceSums {
  readonly #spaces = new Map<string | undefined, Map<StreamName, Sums>>()

  add({ step, space, outcome }: StepOutcome): void {
    const sums = this.#sumsOf(space, step.stream)
    sums.records++
    if (outcome !== undefined) sums[outcome]++
  }

  /** Adds what was counted before. */
  addSums(space: string | undefined, stream: StreamName, counted: OutcomeSums): void {
    const sums = this.#sumsOf(space, stream)
    sums.records += counted.records
    for (const name of outcomeNames) sums[name] += counted[name]
  }

  #sumsOf(space: string | undefined, stream: StreamName): Sums {
    let kinds = this.#spaces.get(space)
    if (kinds === undefined) this.#spaces.set(space, (kinds = new Map()))
    let sums = kinds.get(stream)
    if (sums === undefined) kinds.set(stream, (sums = noSums()))
    return sums
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
    return streamNames.flatMap((stream) => {
      const sums = all.get(stream)
      return sums === undefined ? [] : [{ stream, ...sums }]
    })
  }
}

function noSums(): Sums {
  return { records: 0, created: 0, matched: 0, skipped: 0, refused: 0, failed: 0 }
}
