import { rewriteAdf, rewriteReferences, rewriteWiki } from '@spacecrate/confluence'
import type { BodyReference, MarkupFault, ReferenceChange } from '@spacecrate/confluence'
import type { BodyFormat } from '@spacecrate/format'
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
  /** The first place where the text isn't well formed, if any: behind it a reference may have been missed. */
  readonly fault?: MarkupFault
}

/** More of one record are counted and not listed: a page of 200,000 dead links needs no list of them. */
const listedPerRecord = 200
const longestVerbatim = 1_000

/** Rewrites the bytes of a body where a reference shall say something else. */
type Rewriter = (
  text: string,
  change: (reference: BodyReference) => ReferenceChange | undefined,
) => { readonly body: string; readonly fault?: MarkupFault }

/** Formats that hold references; the text of any other is carried as it is. */
const rewriters: { readonly [Format in BodyFormat]?: Rewriter } = {
  storage: rewriteReferences,
  adf: rewriteAdf,
  wiki: rewriteWiki,
}

/** True for a format whose references are read. */
export function holdsReferences(format: BodyFormat): boolean {
  return rewriters[format] !== undefined
}

/** Rewrites the references of a text; every byte that says nothing else stays. */
export function rewriteBody(format: BodyFormat, text: string, place: BodyPlace, resolver: Resolver): RewrittenText {
  const rewrite = rewriters[format]
  if (rewrite === undefined) return { text, ...noReferences }
  const reasons = new Map<string, number>()
  const listed: UnresolvedReference[] = []
  const counts = { rewritten: 0, unchanged: 0, unresolved: 0 }
  const { body, fault } = rewrite(text, (reference) => {
    const decision = decideReference(reference, place, resolver)
    switch (decision.outcome) {
      case 'none':
        return undefined
      case 'same':
        counts.unchanged++
        return undefined
      case 'change':
        counts.rewritten++
        return decision.change
      case 'unresolved': {
        counts.unresolved++
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
  return { text: body, ...counts, reasons, listed, ...(fault === undefined ? {} : { fault }) }
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
