import type { BodyReference, ReferenceChange } from '../references/reference.js'
import type { MarkupFault } from '../storage/tag-cursor.js'
import type { TextEdit } from './json-text.js'

/** Is asked for each reference what it shall say instead; `undefined` leaves it alone. */
export type Change = (reference: BodyReference) => ReferenceChange | undefined

/** One pass over a document: asks about each reference that it meets, and notes what must be written where. */
export interface Visit {
  readonly json: string
  readonly change: Change
  readonly edits: TextEdit[]
  /** How many references have other bytes afterwards. */
  changed: number
  /** The first place that was not read. */
  fault?: MarkupFault
}

/** Notes what becomes of one or more references. */
export function note(visit: Visit, changed: number, ...edits: readonly (TextEdit | undefined)[]): void {
  let isEdited = false
  for (const edit of edits) {
    if (edit === undefined) continue
    visit.edits.push(edit)
    isEdited = true
  }
  if (isEdited) visit.changed += changed
}

/** A node that becomes text takes everything in its attributes along, other references too. */
export function applyEdits({ json, edits }: Visit): string {
  if (edits.length === 0) return json
  const pieces: string[] = []
  let kept = 0
  for (const { start, end, text } of edits.sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (start < kept) continue
    pieces.push(json.slice(kept, start), text)
    kept = end
  }
  return pieces.join('') + json.slice(kept)
}
