import { checkSmallXml } from '../small-xml/check-small-xml.js'
import { SmallXmlError } from '../small-xml/small-xml-error.js'
import type { MarkupFault } from './tag-cursor.js'

const root = '<storage>'
const limits = { characters: 64 * 1024 * 1024, textCharacters: 64 * 1024 * 1024, nodes: 5_000_000, depth: 1000 }
// Comments and CDATA are passed over: what stands in them is no reference.
const passedOver = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g
const strayAmpersand = /&(?!#\d{1,7};|#x[\da-f]{1,6};|[A-Za-z][A-Za-z\d]{0,31};)/gi
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u

/**
 * The first place for which Confluence would refuse a body in storage format: markup that is not well formed, a DTD, an
 * ampersand that begins no reference, a character that XML does not have. What elements there are is not looked at.
 */
export function checkStorage(body: string): MarkupFault | undefined {
  const character = notXml.exec(body)
  if (character !== null) return { offset: character.index, reason: 'a character that XML does not have' }
  try {
    checkSmallXml(`${root}${body}</storage>`, limits, new Set(['cdata', 'comment']))
  } catch (error) {
    if (!(error instanceof SmallXmlError)) throw error
    const offset = Math.min(body.length, Math.max(0, error.offset - root.length))
    return { offset, reason: error.message.replace(/^.*?: /, '') }
  }
  let from = 0
  for (const part of [...body.matchAll(passedOver), undefined]) {
    strayAmpersand.lastIndex = from
    const stray = strayAmpersand.exec(body)
    if (stray !== null && stray.index < (part?.index ?? body.length)) {
      return { offset: stray.index, reason: 'an ampersand that begins no reference' }
    }
    from = part === undefined ? 0 : part.index + part[0].length
  }
  return undefined
}
