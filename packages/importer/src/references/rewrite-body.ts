import { rewriteReferences } from '@spacecrate/confluence'
import type { UnresolvedReference } from '../journal/journal.js'
import { decideReference } from './decide-reference.js'
import type { BodyPlace, Resolver } from './resolver.js'

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

/** A text after its references were rewritten. */
export interface RewrittenText extends ReferenceCount {
  readonly text: string
}

/** More of one record are counted and not listed: a page of 200,000 dead links needs no list of them. */
const listedPerRecord = 200
const longestVerbatim = 1_000

/** Rewrites the references of a text in storage format; every byte that says nothing else stays. */
export function rewriteBody(text: string, place: BodyPlace, resolver: Resolver): RewrittenText {
  let rewritten = 0
  let unchanged = 0
  let unresolved = 0
  const reasons = new Map<string, number>()
  const listed: UnresolvedReference[] = []
  const { body } = rewriteReferences(text, (reference) => {
    const decision = decideReference(reference, place, resolver)
    switch (decision.outcome) {
      case 'same':
        unchanged++
        return undefined
      case 'change':
        rewritten++
        return decision.change
      case 'unresolved': {
        unresolved++
        const { reason } = decision
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        if (listed.length < listedPerRecord) {
          const verbatim = reference.verbatim.slice(0, longestVerbatim)
          listed.push({ kind: reference.kind, reason, verbatim, path: reference.path })
        }
        return decision.change
      }
      default:
        decision satisfies never
        return undefined
    }
  })
  return { text: body, rewritten, unchanged, unresolved, reasons, listed }
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
