/**
 * SQLite cuts a text at U+0000 and cannot hold a lone surrogate, and ids, titles and keys of others may hold both. The
 * columns that are searched and sorted hold such a text in another spelling: one to one, and sorted by UTF-8 bytes like
 * the text itself. The record as a whole is JSON, which escapes both by itself.
 */
const special = /[\u0000\u0001\uFFFD]|\p{Surrogate}/gu
const spelled = /\u0001[\u0001\u0002]|\uFFFD\u0002|\uFFFD\u0003[0-9a-f]{4}/gu

/** The spelling of a text for a column. */
export function encodeColumn(text: string): string {
  return text.replace(special, (character) => {
    if (character === '\u0000') return '\u0001\u0001'
    if (character === '\u0001') return '\u0001\u0002'
    if (character === '\uFFFD') return '\uFFFD\u0002'
    return `\uFFFD\u0003${character.charCodeAt(0).toString(16)}`
  })
}

/** The text of a column again. */
export function decodeColumn(column: string): string {
  return column.replace(spelled, (spelling) => {
    if (spelling === '\u0001\u0001') return '\u0000'
    if (spelling === '\u0001\u0002') return '\u0001'
    if (spelling === '\uFFFD\u0002') return '\uFFFD'
    return String.fromCharCode(Number.parseInt(spelling.slice(2), 16))
  })
}

/** A name as it is compared where letter case, surrounding blanks and the form of accents don't count. */
export function foldName(name: string): string {
  return name.normalize('NFC').trim().toLowerCase().normalize('NFC')
}
