import { decodeCharacterReferences } from './character-references.js'
import { readTagAttributes } from './tag-attributes.js'
import { TagCursor, VOID_ELEMENTS } from './tag-cursor.js'

/** Attributes that a Confluence writes anew by itself, or that count versions of another site. */
const changedBySite: ReadonlySet<string> = new Set([
  'ac:macro-id',
  'ac:local-id',
  'local-id',
  'data-local-id',
  'ri:version-at-save',
])

/**
 * A body in storage format in the one spelling in which two bodies that mean the same are equal: attributes in order of
 * their names, characters instead of references, empty elements in one form, line ends in one form, and without what a
 * Confluence writes anew by itself (ids of macros and of elements). To be compared, not to be stored.
 *
 * Linear in the length of the body but for the attributes of one tag, which are sorted. Never throws: what isn't well
 * formed counts as text.
 */
export function canonicalStorage(body: string): string {
  const cursor = new TagCursor(body)
  const pieces: string[] = []
  let from = 0
  while (cursor.next()) {
    pieces.push(canonicalText(body.slice(from, cursor.start)))
    from = cursor.end
    const { name, type } = cursor
    const isVoid = VOID_ELEMENTS.has(name)
    if (type === 'end') {
      if (!isVoid) pieces.push(`</${name}>`)
      continue
    }
    pieces.push('<', name, canonicalAttributes(body, cursor), '>')
    if (type === 'empty' && !isVoid) pieces.push(`</${name}>`)
  }
  pieces.push(canonicalText(body.slice(from)))
  return pieces.join('')
}

function canonicalAttributes(body: string, { nameEnd, end }: TagCursor): string {
  const attributes = readTagAttributes(body, nameEnd, end - 1)
  return attributes
    .filter(({ name }) => !changedBySite.has(name))
    .map(({ name, valueStart, valueEnd }) => ({ name, value: body.slice(valueStart, valueEnd) }))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    .map(({ name, value }) => ` ${name}=${JSON.stringify(oneLineEnd(decodeCharacterReferences(value)))}`)
    .join('')
}

const cdataStart = '<![CDATA['
const cdataEnd = ']]>'

/** What stands between two tags. CDATA is text in another spelling; two sections that touch are one text. */
function canonicalText(text: string): string {
  if (text === '') return ''
  const pieces: string[] = []
  let from = 0
  for (;;) {
    const start = text.indexOf(cdataStart, from)
    const end = start === -1 ? -1 : text.indexOf(cdataEnd, start + cdataStart.length)
    pieces.push(decodeCharacterReferences(text.slice(from, end === -1 ? text.length : start)))
    if (end === -1) break
    pieces.push(text.slice(start + cdataStart.length, end))
    from = end + cdataEnd.length
  }
  return oneLineEnd(pieces.join('')).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function oneLineEnd(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text
}
