import { decodeCharacterReferences, escapeAttributeValue } from './character-references.js'
import { findReferenceForm } from './forms.js'
import type { ReferenceForm } from './forms.js'
import type { ReferenceChange, ReferenceField, BodyReference, UserIdentity } from '../references/reference.js'
import { scanReferences } from './scan-references.js'
import { readTagAttributes } from './tag-attributes.js'
import type { TagAttribute } from './tag-attributes.js'

/** A body after a rewrite. */
export interface RewrittenBody {
  readonly body: string
  /** How many references have other bytes than before. */
  readonly changed: number
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
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
  const pieces: string[] = []
  let kept = 0
  let changed = 0
  for (const reference of scanReferences(body)) {
    const wanted = change(reference)
    if (wanted === undefined) continue
    const edits = editsOf(body, reference, wanted)
    if (edits.length > 0) changed++
    for (const edit of edits) {
      pieces.push(body.slice(kept, edit.start), edit.text)
      kept = edit.end
    }
  }
  if (changed === 0) return { body, changed }
  return { body: pieces.join('') + body.slice(kept), changed }
}

function editsOf(body: string, reference: BodyReference, change: ReferenceChange): Edit[] {
  const name = reference.path.slice(reference.path.lastIndexOf('/') + 1)
  const form = findReferenceForm(name)
  if (form === undefined) return []
  const nameEnd = reference.start + 1 + name.length
  const attributes = readTagAttributes(body, nameEnd, reference.end - 1)
  const edits = [...textEdits(body, form, attributes, change, nameEnd)]
  if (change.user !== undefined) edits.push(...userEdits(body, form, attributes, change.user, nameEnd))
  return edits.toSorted((left, right) => left.start - right.start || left.end - right.end)
}

function* textEdits(
  body: string,
  form: ReferenceForm,
  attributes: readonly TagAttribute[],
  change: ReferenceChange,
  nameEnd: number,
): Generator<Edit> {
  const settled = new Set<ReferenceField>()
  const rows = Object.entries(form.attributes ?? {})
  for (const [name, field] of rows) {
    const value = change[field]
    const present = attributes.find((attribute) => attribute.name === name)
    if (value === undefined || present === undefined || settled.has(field)) continue
    settled.add(field)
    if (value === null) yield removal(body, present)
    else if (valueOf(body, present) !== value) yield replacement(present, value)
  }
  for (const [name, field] of rows) {
    const value = change[field]
    if (value === undefined || value === null || settled.has(field)) continue
    settled.add(field)
    yield addition(nameEnd, name, value)
  }
}

/** Only one attribute may name a user: the one of the new kind takes the place of whatever stands there. */
function* userEdits(
  body: string,
  form: ReferenceForm,
  attributes: readonly TagAttribute[],
  user: UserIdentity,
  nameEnd: number,
): Generator<Edit> {
  const identities = form.identities ?? {}
  const wantedName = Object.keys(identities).find((name) => identities[name] === user.by)
  if (wantedName === undefined) return
  const present = attributes.filter(({ name }) => Object.hasOwn(identities, name))
  const place = present.find(({ name }) => name === wantedName) ?? present[0]
  if (place === undefined) yield addition(nameEnd, wantedName, user.value)
  else if (place.name !== wantedName) {
    const quote = place.quote || '"'
    const text = `${wantedName}=${quote}${escapeAttributeValue(user.value, quote)}${quote}`
    yield { start: place.nameStart, end: place.end, text }
  } else if (valueOf(body, place) !== user.value) yield replacement(place, user.value)
  for (const other of present) if (other !== place) yield removal(body, other)
}

function valueOf(body: string, attribute: TagAttribute): string {
  return decodeCharacterReferences(body.slice(attribute.valueStart, attribute.valueEnd))
}

function replacement(attribute: TagAttribute, value: string): Edit {
  const { valueStart, valueEnd, quote } = attribute
  const text = quote === '' ? `"${escapeAttributeValue(value, '"')}"` : escapeAttributeValue(value, quote)
  return { start: valueStart, end: valueEnd, text }
}

function addition(nameEnd: number, name: string, value: string): Edit {
  return { start: nameEnd, end: nameEnd, text: ` ${name}="${escapeAttributeValue(value, '"')}"` }
}

/** Takes the white space before the attribute along. */
function removal(body: string, attribute: TagAttribute): Edit {
  let start = attribute.nameStart
  while (/\s/.test(body.charAt(start - 1))) start--
  return { start, end: attribute.end, text: '' }
}
