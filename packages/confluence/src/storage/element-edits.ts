import type { ReferenceChange, ReferenceField, UserIdentity } from '../references/reference.js'
import { decodeCharacterReferences, escapeAttributeValue } from './character-references.js'
import type { ReferenceForm } from './forms.js'
import { readTagAttributes, type TagAttribute } from './tag-attributes.js'
import type { Edit } from './text-value.js'

/** What must be written for an element with a reference in its attributes to say what a change wants. */
export function elementEdits(
  body: string,
  form: ReferenceForm,
  { nameEnd, end }: { readonly nameEnd: number; readonly end: number },
  change: ReferenceChange,
): Edit[] {
  const attributes = readTagAttributes(body, nameEnd, end - 1)
  const edits = [...textEdits(body, form, attributes, change, nameEnd)]
  if (change.user !== undefined) edits.push(...userEdits(body, form, attributes, change.user, nameEnd))
  return edits
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

/** The decoded value of an attribute. */
export function valueOf(body: string, attribute: TagAttribute): string {
  return decodeCharacterReferences(body.slice(attribute.valueStart, attribute.valueEnd))
}

/** Gives an attribute another value, in the quotes that it has. */
export function replacement(attribute: TagAttribute, value: string): Edit {
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
