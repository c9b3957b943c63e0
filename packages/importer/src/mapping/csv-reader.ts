import Papa from 'papaparse'
import { unguardCell } from './csv.js'

/** A row as it was read. */
export interface CsvRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

const longestRow = 1024 * 1024
const delimiters = [',', ';', '\t'] as const

/**
 * Reads rows from text that comes in pieces, as any spreadsheet writes it: with commas, semicolons or tabs (the first line
 * says which), with or without a byte order mark, with any line ends, with line ends inside quotes. Empty rows are left
 * out. Holds one row at most; `problem` says why it stopped before the end, if it did.
 */
export class CsvReader {
  #parser: Papa.Parser | undefined
  /** What came and is not part of a whole row. */
  #text = ''
  /** Where the next row begins in it, and on which line of the file. */
  #at = 0
  #line = 1
  #rows: CsvRow[] = []
  #isLast = false
  #stopped: { readonly line: number; readonly why: string } | undefined

  get problem(): { readonly line: number; readonly why: string } | undefined {
    return this.#stopped
  }

  /** The rows that end in this piece. */
  push(text: string): CsvRow[] {
    this.#text += text
    // Of a line end of two characters the second may still come.
    const isWaiting =
      this.#parser === undefined && (firstLineEnd(this.#text) ?? this.#text.length) === this.#text.length
    return isWaiting && this.#text.length <= longestRow ? [] : this.#read()
  }

  /** The last row, if it has no line end. */
  end(): CsvRow[] {
    this.#isLast = true
    return this.#read()
  }

  #read(): CsvRow[] {
    this.#rows = []
    if (this.#stopped !== undefined) return this.#rows
    this.#parser ??= this.#begin()
    this.#at = 0
    // The line end of a row may still be half of one.
    const held = !this.#isLast && this.#text.endsWith('\r') ? this.#text.slice(0, -1) : this.#text
    if (held !== '') this.#parser.parse(held, 0, !this.#isLast)
    this.#text = this.#text.slice(this.#at)
    if (this.#text.length > longestRow) this.#stop(`begins a row of more than ${longestRow} characters`)
    return this.#rows
  }

  /** Looks at the first line: what separates cells, and how lines end. */
  #begin(): Papa.Parser {
    let text = this.#text.replace(/^\uFEFF/, '')
    // Some spreadsheets write what separates the cells into a line of its own.
    const said = /^"?sep=([,;\t])"?(?:\r\n|\r|\n)/i.exec(text)
    if (said !== null) {
      text = text.slice(said[0].length)
      this.#line = 2
    }
    this.#text = text
    const end = firstLineEnd(text)
    const isOld = end !== undefined && text[end - 1] === '\r' && text[end] !== '\n'
    return new Papa.Parser({
      delimiter: said?.[1] ?? likelyDelimiter(text.slice(0, end)),
      newline: isOld ? '\r' : '\n',
      quoteChar: '"',
      step: (result: Papa.ParseStepResult<string[]>) => this.#step(result),
    })
  }

  #step({ data, errors, meta }: Papa.ParseStepResult<string[]>): void {
    const raw = this.#text.slice(this.#at, meta.cursor)
    this.#at = meta.cursor
    if (errors.some(({ code }) => code === 'MissingQuotes')) this.#stop('opens a quote that is never closed')
    else if (raw.length > longestRow) this.#stop(`begins a row of more than ${longestRow} characters`)
    if (this.#stopped !== undefined) {
      this.#parser?.abort()
      return
    }
    // A step of the library has a list of one row, where its type says that it has the row.
    const [cells = []] = data as unknown as string[][]
    const last = cells.at(-1)
    // Where lines end in two characters, the library leaves the first of them in a cell without quotes.
    if (last !== undefined && /[^"]\r\n?$/.test(`,${raw}`)) cells[cells.length - 1] = last.replace(/\r$/, '')
    const line = this.#line
    this.#line += raw.match(/\r\n|\r|\n/g)?.length ?? 0
    if (cells.some((cell) => cell !== '')) this.#rows.push({ line, cells: cells.map(unguardCell) })
  }

  #stop(why: string): void {
    this.#stopped ??= { line: this.#line, why }
  }
}

/** Where the first line ends, outside quotes. */
function firstLineEnd(text: string): number | undefined {
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === '\n' || char === '\r')) return at + 1
  }
  return undefined
}

function likelyDelimiter(line: string): string {
  const outside = line.replace(/"[^"]*"/g, '')
  let best: string = delimiters[0]
  let most = 0
  for (const delimiter of delimiters) {
    const count = outside.split(delimiter).length - 1
    if (count > most) [best, most] = [delimiter, count]
  }
  return best
}
