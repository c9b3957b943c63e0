import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { walkStorage } from './storage-walk.js'
import { mayHoldReferences } from './forms.js'
import type { MarkupFault } from './tag-cursor.js'
import type { Edit } from './text-value.js'

/** A body after a rewrite. */
export interface RewrittenBody {
  readonly body: string
  /** How many references have other bytes than before. */
  readonly changed: number
  /** The first place that isn't well formed, if any: behind it a reference may be missed. */
  readonly fault?: MarkupFault
}

/**
 * Rewrites the references of a body and leaves every other byte as it is: nothing is serialised again, and the other
 * attributes of a changed element keep their quotes and character references.
 *
 * @param change says what a reference shall say instead; `undefined` leaves it alone
 */
export function rewriteReferences(
  body: string,
  change: (reference: BodyReference) => ReferenceChange | undefined,
): RewrittenBody {
  if (!mayHoldReferences(body)) return { body, changed: 0 }
  const pieces: string[] = []
  let kept = 0
  let changed = 0
  const fault = walkStorage(body, (found) => {
    const edits: Edit[] = []
    for (const { reference, edit } of found) {
      const wanted = change(reference)
      const made = wanted === undefined ? [] : edit(wanted)
      if (made.length > 0) changed++
      edits.push(...made)
    }
    // Several references may stand in one tag, so that their edits interlock.
    for (const edit of edits.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
      if (edit.start < kept) continue
      pieces.push(body.slice(kept, edit.start), edit.text)
      kept = edit.end
    }
  })
  const broken = fault === undefined ? {} : { fault }
  return { body: pieces.length === 0 ? body : pieces.join('') + body.slice(kept), changed, ...broken }
}
