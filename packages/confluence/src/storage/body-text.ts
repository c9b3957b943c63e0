import { JsonCursor } from '../adf/json-cursor.js'
import { decodeCharacterReferences } from './character-references.js'
import { TagCursor } from './tag-cursor.js'

const PLAIN_BODY = /<ac:plain-text-body>\s*<!\[CDATA\[(.*?)\]\]>/gs
const CDATA_OR_COMMENT = /<!\[CDATA\[.*?(?:\]\]>|$)|<!--.*?(?:-->|$)/gs
/** Elements that are part of a word or a line; at every other tag a word ends. */
const INLINE = new Set(['a', 'b', 'code', 'em', 'i', 's', 'span', 'strong', 'sub', 'sup', 'u', 'time'])

/**
 * The words of a body in storage format, without markup: text, link texts and the plain text of macros such as `code`, but
 * not their parameters. Never throws, linear in the length of the body.
 */
export function storageText(body: string): string {
  const pieces: string[] = []
  const cursor = new TagCursor(body)
  let from = 0
  let parameter = false
  const take = (until: number): void => {
    if (until > from && !parameter) pieces.push(decodeCharacterReferences(withoutMarks(body.slice(from, until))))
  }
  while (cursor.next()) {
    take(cursor.start)
    from = cursor.end
    if (cursor.name === 'ac:parameter') parameter = cursor.type === 'start'
    else if (!INLINE.has(cursor.name)) pieces.push(' ')
  }
  take(body.length)
  for (const [, text = ''] of body.matchAll(PLAIN_BODY)) pieces.push(' ', text)
  return pieces.join('').replaceAll(/\s+/g, ' ').trim()
}

function withoutMarks(text: string): string {
  return text.includes('<') ? text.replaceAll(CDATA_OR_COMMENT, ' ') : text
}

/** The same of a body in ADF: what stands under `text`. */
export function adfText(body: string): string {
  const pieces: string[] = []
  const cursor = new JsonCursor(body)
  let isText = false
  while (cursor.next()) {
    const verbatim = body.slice(cursor.start, cursor.end)
    if (isText && cursor.token === 'string') pieces.push(String(JSON.parse(verbatim)))
    isText = cursor.token === 'key' && verbatim === '"text"'
  }
  return pieces.join(' ').replaceAll(/\s+/g, ' ').trim()
}
