import type { BodyReference, ReferenceChange } from '../references/reference.js'
import type { RewrittenBody } from '../storage/rewrite-references.js'
import type { MarkupFault } from '../storage/tag-cursor.js'
import { bodyReferenceOf } from './finding.js'
import { findReferences, referencesOf } from './find-references.js'
import type { TextEdit } from './json-text.js'
import type { BodyFormat } from './read-text.js'

/** What a scan of a whole document found. */
export interface AdfScan {
  /** In the order in which they stand. */
  readonly references: readonly BodyReference[]
  /** Where the text stops being JSON, if it does; what stands behind was not read. */
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
  return scanAt(json, DEEPEST)
}

/**
 * Rewrites the references of a body in ADF and leaves every other byte as it is: the JSON is not written again, and a
 * string that changes keeps the escapes around the part that differs.
 *
 * A change to `null` makes an attribute `null`. `plain` turns a mention or an emoji into a text node with the same marks.
 *
 * @param change says what a reference shall say instead; `undefined` leaves it alone
 */
export function rewriteAdf(
  json: string,
  change: (reference: BodyReference) => ReferenceChange | undefined,
): RewrittenBody {
  return rewriteAt(json, change, DEEPEST)
}

function scanAt(json: string, depth: number): AdfScan {
  const { findings, fault } = findReferences(json, formatOf(depth - 1))
  const references = referencesOf(findings)
  return fault === undefined ? { references } : { references, fault }
}

function rewriteAt(
  json: string,
  change: (reference: BodyReference) => ReferenceChange | undefined,
  depth: number,
): RewrittenBody {
  const all: TextEdit[] = []
  let changed = 0
  const { findings, fault } = findReferences(json, formatOf(depth - 1))
  for (const finding of findings) {
    const result = finding.edit(finding.references.map((reference) => change(bodyReferenceOf(reference))))
    all.push(...result.edits)
    changed += result.changed
  }
  const body = changed === 0 ? json : applyEdits(json, all)
  return fault === undefined ? { body, changed } : { body, changed, fault }
}

function formatOf(depth: number): BodyFormat | undefined {
  if (depth === 0) return undefined
  return {
    scan: (body) => scanAt(body, depth).references,
    rewrite: (body, change) => rewriteAt(body, change, depth),
  }
}

/** A node that becomes text takes everything in its attributes along, other references too. */
function applyEdits(json: string, edits: TextEdit[]): string {
  const pieces: string[] = []
  let kept = 0
  for (const { start, end, text } of edits.sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (start < kept) continue
    pieces.push(json.slice(kept, start), text)
    kept = end
  }
  return pieces.join('') + json.slice(kept)
}
