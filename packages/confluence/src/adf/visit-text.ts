import type { BodyReference } from '../references/reference.js'
import type { TextReference } from '../references/text-reference.js'
import { type AdfNode, pathOf } from './adf-node.js'
import { createOffsetMap, editString } from './json-text.js'
import type { JsonString } from './json-text.js'
import { type Change, note, type Visit } from './visit.js'

/** A string of the document, and the node that it belongs to. */
export interface TextPlace {
  readonly string: JsonString
  readonly node: AdfNode
  /** Of a macro parameter: the macro and the parameter. */
  readonly label?: string
}

/** Visits the references of a plain text, which the caller has read. */
export function visitPlainText(visit: Visit, place: TextPlace, text: string, found: readonly TextReference[]): void {
  if (found.length === 0) return
  const locate = locator(visit.json, place)
  const pieces: string[] = []
  let kept = 0
  let changed = 0
  for (const reference of found) {
    const change = visit.change(locate(reference, undefined))
    const after = change === undefined ? undefined : reference.replace(change)
    if (after === undefined || after === reference.verbatim) continue
    pieces.push(text.slice(kept, reference.start), after)
    kept = reference.end
    changed++
  }
  if (changed > 0) note(visit, changed, editString(visit.json, place.string, text, pieces.join('') + text.slice(kept)))
}

/** A body inside of a body is that of a macro, not of a page. */
const LONGEST_BODY = 2_000_000

/** Rewrites bodies of one format. */
export type BodyRewriter = (body: string, change: Change) => { readonly body: string; readonly changed: number }

/** Visits the references of a string that holds a body of its own; false where it has none. */
export function visitBody(visit: Visit, place: TextPlace, text: string, rewrite: BodyRewriter): boolean {
  if (text.length > LONGEST_BODY) {
    visit.fault ??= { offset: place.string.start, reason: `A text inside has more than ${LONGEST_BODY} characters` }
    return false
  }
  let isEmpty = true
  let locate: ReturnType<typeof locator> | undefined
  const { body, changed } = rewrite(text, (reference) => {
    isEmpty = false
    locate ??= locator(visit.json, place)
    return visit.change(locate(reference, reference.path))
  })
  if (changed > 0) note(visit, changed, editString(visit.json, place.string, text, body))
  return !isEmpty
}

const PATH_NAMES = 32

/** Finds references of a decoded string at their place in the document. */
function locator(json: string, { string, node, label }: TextPlace) {
  const offset = createOffsetMap(json, string)
  const outer = label === undefined ? pathOf(node) : `${pathOf(node)}[${label}]`
  return (found: Omit<BodyReference, 'path'>, innerPath: string | undefined): BodyReference => {
    const [start, end] = [offset(found.start), offset(found.end)]
    const path = innerPath === undefined ? outer : innermost(`${outer}/${innerPath}`)
    return {
      kind: found.kind,
      start,
      end,
      path,
      says: found.says,
      verbatim: json.slice(start, end),
      ...(found.mention === undefined ? {} : { mention: found.mention }),
      ...(found.possible === undefined ? {} : { possible: found.possible }),
      ...(found.canSay === undefined ? {} : { canSay: found.canSay }),
    }
  }
}

function innermost(path: string): string {
  const names = path.split('/')
  return names.length > PATH_NAMES ? `…/${names.slice(-PATH_NAMES).join('/')}` : path
}
