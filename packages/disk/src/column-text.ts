/*
 * SQLite cuts a text at U+0000 and cannot hold a lone surrogate, and ids, titles and keys of others may hold both. So such a
 * text has another spelling in a database. Which one is part of the layout of a file:
 *
 * - bytes (`textBytes`) in a BLOB: the shortest, sorted by UTF-8 bytes;
 * - JSON (`toJsonColumn`) in a TEXT: to find it again, and to read it with other tools;
 * - sortable (`toSortedColumn`) in a TEXT: sorted by UTF-8 bytes, and most texts stand there as they are.
 */

/** The spelling as JSON, which escapes both. */
export function toJsonColumn(text: string): string {
  return JSON.stringify(text)
}

/** The text that `toJsonColumn` made this of. */
export function fromJsonColumn(column: string): string {
  return column.includes('\\') ? String(JSON.parse(column)) : column.slice(1, -1)
}

/** The same for a text that may be absent. */
export function toOptionalJsonColumn(text: string | undefined): string | null {
  return text === undefined ? null : toJsonColumn(text)
}

const special = /[\u0000\u0001\uFFFD]|\p{Surrogate}/gu
const spelled = /\u0001[\u0001\u0002]|\uFFFD\u0002|\uFFFD\u0003[0-9a-f]{4}/gu

/** The sortable spelling: one to one, and sorted by UTF-8 bytes like the text itself. */
export function toSortedColumn(text: string): string {
  return text.replace(special, (character) => {
    if (character === '\u0000') return '\u0001\u0001'
    if (character === '\u0001') return '\u0001\u0002'
    if (character === '\uFFFD') return '\uFFFD\u0002'
    return `\uFFFD\u0003${character.charCodeAt(0).toString(16)}`
  })
}

/** The text that `toSortedColumn` made this of. */
export function fromSortedColumn(column: string): string {
  return column.replace(spelled, (spelling) => {
    if (spelling === '\u0001\u0001') return '\u0000'
    if (spelling === '\u0001\u0002') return '\u0001'
    if (spelling === '\uFFFD\u0002') return '\uFFFD'
    return String.fromCharCode(Number.parseInt(spelling.slice(2), 16))
  })
}
