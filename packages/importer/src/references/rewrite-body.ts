import { rewriteAdf, rewriteReferences, rewriteWiki } from '@spacecrate/confluence'
import type { BodyReference, MarkupFault, ReferenceChange } from '@spacecrate/confluence'
import type { BodyFormat } from '@spacecrate/format'
import { noReferences, type ReferenceCount, ReferenceCounter } from './count-references.js'
import { decideReference } from './decide-reference.js'
import type { BodyPlace, Resolver } from './resolver.js'

/** A text after its references were rewritten. */
export interface RewrittenText extends ReferenceCount {
  readonly text: string
  /** The first place where the text isn't well formed, if any: behind it a reference may have been missed. */
  readonly fault?: MarkupFault
}

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
  const counter = new ReferenceCounter()
  const { body, fault } = rewrite(text, (reference) =>
    counter.take(reference, decideReference(reference, place, resolver)),
  )
  return { text: body, ...counter.count, ...(fault === undefined ? {} : { fault }) }
}
