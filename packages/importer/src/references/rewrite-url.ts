import { readTextReferences } from '@spacecrate/confluence'
import { ReferenceCounter } from './count-references.js'
import { decideReference } from './decide-reference.js'
import { decideUrl } from './decide-url.js'
import { type ReferenceDecision, same, unresolved } from './decision.js'
import type { BodyPlace, Resolver } from './resolver.js'
import type { RewrittenText } from './rewrite-body.js'

/** Where somebody's word goes in the URL of a shortcut. */
const gap = '%s'

/**
 * Decides a URL that is a field of its own as one in a text is decided, and counts it likewise. Blanks around it stay.
 *
 * @param path name of the field, for the list of what leads nowhere
 */
export function rewriteUrl(url: string, path: string, place: BodyPlace, resolver: Resolver): RewrittenText {
  return rewrite(url, path, (reference) => decideReference(reference, place, resolver))
}

/** The same for the URL of a shortcut, in which `%s` stands for a word; without it the word comes at its end. */
export function rewriteUrlWithGap(url: string, path: string, place: BodyPlace, resolver: Resolver): RewrittenText {
  return rewrite(url, path, ({ says }) => decideWithGap(says.url ?? '', place, resolver))
}

function rewrite(
  url: string,
  path: string,
  decide: (reference: ReturnType<typeof readTextReferences>[number]) => ReferenceDecision,
): RewrittenText {
  const counter = new ReferenceCounter()
  let text = url
  for (const reference of readTextReferences('url', url)) {
    const change = counter.take({ ...reference, path }, decide(reference))
    const after = change === undefined ? undefined : reference.replace(change)
    if (after !== undefined) text = url.slice(0, reference.start) + after + url.slice(reference.end)
  }
  return { text, ...counter.count }
}

/** The word may name the very thing that the URL leads to: such a URL has no counterpart that anybody could know. */
function decideWithGap(url: string, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const word = wordBeside(url)
  const hasGap = url.includes(gap)
  const decision = decideUrl(hasGap ? url.replaceAll(gap, word) : url + word, place, resolver)
  if (decision.outcome === 'unresolved') return unresolved('URL_OF_SOURCE')
  const after = decision.outcome === 'change' ? decision.change.url : undefined
  if (typeof after !== 'string') return decision
  if (!after.includes(word) || (!hasGap && !after.endsWith(word))) return unresolved('URL_WITHOUT_COUNTERPART')
  const put = hasGap ? after.replaceAll(word, gap) : after.slice(0, -word.length)
  return put === url ? same : { outcome: 'change', change: { url: put } }
}

/** A word that does not stand in the URL, and that no address has to write otherwise. */
function wordBeside(url: string): string {
  let word = 'gap'
  while (url.toLowerCase().includes(word)) word += 'p'
  return word
}
