import Papa from 'papaparse'

/** A cell: text, or a number that a spreadsheet may count with. */
export type CsvCell = string | number | undefined

/** Stands first in a file for spreadsheets, which read it as UTF-8 then. */
export const csvStart = '\uFEFF'

/**
 * One row of a file for spreadsheets, with its line end: RFC 4180, commas, CRLF. A text that a spreadsheet would run as a
 * formula, or take for a number, a date or a truth value and then write otherwise, gets an apostrophe before it, which
 * `CsvReader` takes away again.
 */
export function encodeCsvRow(cells: readonly CsvCell[]): string {
  const guarded = cells.map((cell) => (typeof cell === 'string' ? guardCell(cell) : cell))
  return `${Papa.unparse([guarded], { quotes: needsQuotes })}\r\n`
}

/** True also for what other spreadsheets separate cells with. */
function needsQuotes(cell: unknown): boolean {
  return typeof cell === 'string' && /[",;\t\r\n]|^\s|\s$/.test(cell)
}

/** The text as it stands in a cell. */
export function guardCell(text: string): string {
  return isChangedBySpreadsheets(withoutApostrophes(text)) ? `'${text}` : text
}

/** The text that `guardCell` made this of; also where a spreadsheet has taken the apostrophe already. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && isChangedBySpreadsheets(withoutApostrophes(text)) ? text.slice(1) : text
}

function withoutApostrophes(text: string): string {
  let from = 0
  while (text[from] === "'") from++
  return text.slice(from)
}

/** Full-width forms count: spreadsheets of East Asia read them as the plain ones. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const numeric = /^[\s\d.,:/()%$€£¥Ee+-]+$/
const truth = /^\s*(?:true|false)\s*$/i
const month =
  /^\s*(?:\d{1,4}[ ./-]{0,2})?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ ./-]{0,2}\d{0,4}\s*$/i
const longest = 64

function isChangedBySpreadsheets(text: string): boolean {
  if (formula.test(text)) return true
  if (!/\d/.test(text.slice(0, longest))) return text.length <= longest && truth.test(text)
  return numeric.test(text) || (text.length <= longest && month.test(text))
}
