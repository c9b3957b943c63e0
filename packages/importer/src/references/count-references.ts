import type { ReferenceChange } from '@spacecrate/confluence'
import type { UnresolvedReference } from '../journal/journal.js'
import type { ReferenceDecision } from './decision.js'

/** What became of the references of a record. */
export interface ReferenceCount {
  readonly rewritten: number
  readonly unchanged: number
  readonly unresolved: number
  /** Unresolved ones by reason. */
  readonly reasons: ReadonlyMap<string, number>
  /** The first unresolved ones. */
  readonly listed: readonly UnresolvedReference[]
}

/** More of one record are counted and not listed: a page of 200,000 dead links needs no list of them. */
const listedPerRecord = 200
const longestVerbatim = 1_000

/** Counts references while they are decided, each as exactly one thing. */
export class ReferenceCounter {
  readonly #reasons = new Map<string, number>()
  readonly #listed: UnresolvedReference[] = []
  readonly #counts = { rewritten: 0, unchanged: 0, unresolved: 0 }

  /** Counts a decision, and says what changes by it. */
  take(
    reference: Pick<UnresolvedReference, 'kind' | 'verbatim' | 'path'>,
    decision: ReferenceDecision,
  ): ReferenceChange | undefined {
    switch (decision.outcome) {
      case 'none':
        return undefined
      case 'same':
        this.#counts.unchanged++
        return undefined
      case 'change':
        this.#counts.rewritten++
        return decision.change
      case 'unresolved': {
        this.#counts.unresolved++
        const { reason, change } = decision
        this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1)
        if (this.#listed.length < listedPerRecord) {
          const verbatim = reference.verbatim.slice(0, longestVerbatim)
          this.#listed.push({ kind: reference.kind, reason, verbatim, path: reference.path })
        }
        return change
      }
      default:
        decision satisfies never
        return undefined
    }
  }

  get count(): ReferenceCount {
    return { ...this.#counts, reasons: this.#reasons, listed: this.#listed }
  }
}

/** The sum of two counts. */
export function addCounts(one: ReferenceCount, other: ReferenceCount): ReferenceCount {
  const reasons = new Map(one.reasons)
  for (const [reason, count] of other.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  return {
    rewritten: one.rewritten + other.rewritten,
    unchanged: one.unchanged + other.unchanged,
    unresolved: one.unresolved + other.unresolved,
    reasons,
    listed: [...one.listed, ...other.listed].slice(0, listedPerRecord),
  }
}

/** No references. */
export const noReferences: ReferenceCount = {
  rewritten: 0,
  unchanged: 0,
  unresolved: 0,
  reasons: new Map(),
  listed: [],
}
