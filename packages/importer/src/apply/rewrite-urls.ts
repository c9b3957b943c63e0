import { decideUrl } from '../references/decide-url.js'
import { noReferences, type ReferenceCount } from '../references/rewrite-body.js'
import type { BodyPlace, Resolver } from '../references/resolver.js'

const longestVerbatim = 1_000

/** Rewrites the URLs that stand in fields of a record, as those in texts are; the record is changed in place. */
export function rewriteUrls(
  fields: readonly string[],
  record: Record<string, unknown>,
  place: BodyPlace,
  resolver: Resolver,
): ReferenceCount {
  let { rewritten, unchanged, unresolved } = noReferences
  const reasons = new Map<string, number>()
  const listed: ReferenceCount['listed'][number][] = []
  for (const field of fields) {
    const url = record[field]
    if (typeof url !== 'string') continue
    const decision = decideUrl(url, place, resolver)
    if (decision.outcome === 'none') continue
    if (decision.outcome === 'same') unchanged++
    if (decision.outcome === 'change') rewritten++
    if (decision.outcome === 'unresolved') {
      unresolved++
      reasons.set(decision.reason, (reasons.get(decision.reason) ?? 0) + 1)
      listed.push({ kind: 'url', reason: decision.reason, verbatim: url.slice(0, longestVerbatim), path: field })
    }
    const after = 'change' in decision ? decision.change?.url : undefined
    if (typeof after === 'string') record[field] = after
  }
  return { rewritten, unchanged, unresolved, reasons, listed }
}
