import type { BodyReference, ReferenceChange } from '../references/reference.js'
import type { RewrittenBody } from '../storage/rewrite-references.js'
import type { MarkupFault } from '../storage/tag-cursor.js'
import { applyEdits, type Change, type Visit } from './visit.js'
import { visitReferences } from './visit-references.js'

/** What a scan of a whole document found. */
export interface AdfScan {
  /** In the order in which they stand. */
  readonly references: readonly BodyReference[]
  /** The first place where something was not read, if there is one: mostly where the text stops being JSON. */
  readonly fault?: MarkupFault
}

/** A macro parameter in a document may hold a document, and that one too; further in, it is text. */
const DEEPEST = 3

/**
 * Lists the references that stand in a body in ADF (`atlas_doc_format`): in cards, links, mentions, files, emojis, macros
 * and their parameters, and every name of Atlassian's platform (`ari:…`) wherever it stands but in the text of the user.
 *
 * Never throws: a text that isn't JSON is read as far as it is.
 */
export function scanAdf(json: string): AdfScan {
  const references: BodyReference[] = []
  const { fault } = rewriteAdf(json, (reference) => {
    references.push(reference)
    return undefined
  })
  references.sort((one, other) => one.start - other.start)
  return fault === undefined ? { references } : { references, fault }
}

/**
 * Rewrites the references of a body in ADF and leaves every other byte as it is: the JSON is not written again, and a
 * string that changes keeps the escapes around the part that differs.
 *
 * A change to `null` makes an attribute `null`. `plain` turns a mention or an emoji into a text node with the same marks.
 * References are asked about in the order in which their nodes end, and none is kept: who only counts needs no memory.
 *
 * @param change says what a reference shall say instead; `undefined` leaves it alone
 */
export function rewriteAdf(
  json: string,
  change: (reference: BodyReference) => ReferenceChange | undefined,
): RewrittenBody {
  return rewriteAt(json, change, DEEPEST)
}

function rewriteAt(json: string, change: Change, depth: number): RewrittenBody {
  const visit: Visit = { json, change, edits: [], changed: 0 }
  const inner = depth === 1 ? undefined : (body: string, of: Change): RewrittenBody => rewriteAt(body, of, depth - 1)
  const found = visitReferences(visit, inner)
  const fault = visit.fault ?? found
  const { changed } = visit
  const body = applyEdits(visit)
  return fault === undefined ? { body, changed } : { body, changed, fault }
}
