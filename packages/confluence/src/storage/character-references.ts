import { Parser } from 'htmlparser2'

const CHARACTER_REFERENCE = /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9]{1,30}));/g
const REMEMBERED_NAMES = 4096

/** What each named reference met so far stands for; `undefined` for a name that HTML doesn't know. */
const rememberedNames = new Map<string, string | undefined>()

let decodedByParser = ''
const parser = new Parser({
  ontext: (text) => {
    decodedByParser += text
  },
})

/**
 * Decodes the character references of an attribute value or of text: numeric ones and every name that HTML knows.
 *
 * Storage format is not plain XML: it holds `&nbsp;` and `&eacute;` without a DTD. A name that HTML doesn't know, and an
 * ampersand that starts nothing, stay as they stand.
 */
export function decodeCharacterReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(CHARACTER_REFERENCE, (verbatim, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return namedCharacter(name) ?? verbatim
    return numberedCharacter(decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number.parseInt(decimal, 10))
  })
}

/**
 * Escapes a value for an attribute that stands in these quotes, so that decoding it gives the value back.
 *
 * Tabs and line ends become numeric references, since an XML parser turns them into spaces in an attribute.
 */
export function escapeAttributeValue(value: string, quote: '"' | "'"): string {
  return value.replace(/[&<>"'\t\n\r]/g, (character) => {
    switch (character) {
      case '&':
        return '&amp;'
      case '<':
        return '&lt;'
      case '>':
        return '&gt;'
      case '"':
        return quote === '"' ? '&quot;' : character
      case "'":
        return quote === "'" ? '&#39;' : character
      default:
        return `&#${character.charCodeAt(0)};`
    }
  })
}

/** A pair of surrogates may be written as two references; each half is kept, so that the pair comes out whole. */
function numberedCharacter(code: number): string {
  return code === 0 || code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
}

function namedCharacter(name: string): string | undefined {
  if (rememberedNames.has(name)) return rememberedNames.get(name)
  if (rememberedNames.size >= REMEMBERED_NAMES) rememberedNames.clear()
  const character = decodeByHtmlRules(name)
  rememberedNames.set(name, character)
  return character
}

/** HTML also decodes a known name at the start of an unknown one (`&notit;`), which leaves the semicolon standing. */
function decodeByHtmlRules(name: string): string | undefined {
  decodedByParser = ''
  parser.reset()
  parser.end(`&${name};`)
  return decodedByParser.endsWith(';') && name !== 'semi' ? undefined : decodedByParser
}
