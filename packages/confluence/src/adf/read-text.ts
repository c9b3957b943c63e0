import type { BodyReference, ReferenceChange } from '../references/reference.js'
import type { TextReference } from '../references/text-reference.js'
import { rewriteReferences } from '../storage/rewrite-references.js'
import { scanReferences } from '../storage/scan-references.js'
import type { AdfNode } from './adf-node.js'
import { type Finding, noEdits } from './finding.js'
import { createOffsetMap, decodeJsonString, editString } from './json-text.js'
import type { JsonString } from './json-text.js'

/** A string of the document. */
export interface TextPlace {
  readonly json: string
  readonly string: JsonString
  readonly node: AdfNode
  /** See `FoundReference`. */
  readonly label?: string
}

/** Finds the references of a plain text, which the caller knows how to read. */
export function readPlainText(place: TextPlace, read: (text: string) => readonly TextReference[]): Finding | undefined {
  const text = decodeJsonString(place.json, place.string)
  const found = read(text)
  if (found.length === 0) return undefined
  return {
    references: located(place, found, () => undefined),
    edit: (changes) => {
      const pieces: string[] = []
      let kept = 0
      let changed = 0
      for (const [index, reference] of found.entries()) {
        const change = changes[index]
        const after = change === undefined ? undefined : reference.replace(change)
        if (after === undefined || after === reference.verbatim) continue
        pieces.push(text.slice(kept, reference.start), after)
        kept = reference.end
        changed++
      }
      return editsOf(place, text, { body: pieces.join('') + text.slice(kept), changed })
    },
  }
}

/** Scans and rewrites bodies of one format. */
export interface BodyFormat {
  readonly scan: (body: string) => readonly BodyReference[]
  readonly rewrite: (
    body: string,
    change: (reference: BodyReference) => ReferenceChange | undefined,
  ) => { readonly body: string; readonly changed: number }
}

/** Storage format, which unknown macros and some parameters bring along. */
export const storageFormat: BodyFormat = { scan: scanReferences, rewrite: rewriteReferences }

/** Finds the references of a string that holds a body of its own. */
export function readBody(place: TextPlace, { scan, rewrite }: BodyFormat): Finding | undefined {
  const text = decodeJsonString(place.json, place.string)
  const found = scan(text)
  if (found.length === 0) return undefined
  return {
    references: located(place, found, ({ path }) => path),
    edit: (changes) => {
      if (changes.every((change) => change === undefined)) return noEdits
      let index = 0
      return editsOf(
        place,
        text,
        rewrite(text, () => changes[index++]),
      )
    },
  }
}

/** References of a decoded string at their place in the document. */
function located<Found extends Omit<BodyReference, 'path'>>(
  { json, string, node, label }: TextPlace,
  found: readonly Found[],
  innerPathOf: (reference: Found) => string | undefined,
): Finding['references'] {
  const offset = createOffsetMap(json, string)
  return found.map((reference) => {
    const [start, end] = [offset(reference.start), offset(reference.end)]
    const innerPath = innerPathOf(reference)
    return {
      kind: reference.kind,
      start,
      end,
      says: reference.says,
      verbatim: json.slice(start, end),
      node,
      ...(reference.mention === undefined ? {} : { mention: reference.mention }),
      ...(reference.possible === undefined ? {} : { possible: reference.possible }),
      ...(label === undefined ? {} : { label }),
      ...(innerPath === undefined ? {} : { innerPath }),
    }
  })
}

function editsOf(
  { json, string }: TextPlace,
  before: string,
  { body, changed }: { readonly body: string; readonly changed: number },
): ReturnType<Finding['edit']> {
  const edit = editString(json, string, before, body)
  return edit === undefined ? noEdits : { edits: [edit], changed }
}
