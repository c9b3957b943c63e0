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
  #delimiter: string | undefined
  #head = ''
  #cells: string[] = []
  #cell = ''
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'
  #line = 1
  #rowLine = 1
  #rowLength = 0
  #afterReturn = false
  #stopped: { readonly line: number; readonly why: string } | undefined

  get problem(): { readonly line: number; readonly why: string } | undefined {
    return this.#stopped
  }

  /** The rows that end in this piece. */
  push(text: string): CsvRow[] {
    if (this.#delimiter !== undefined) return this.#read(text)
    this.#head += text
    const enough = firstLineEnd(this.#head) !== undefined || this.#head.length > longestRow
    return enough ? this.#begin() : []
  }

  /** The last row, if it has no line end. */
  end(): CsvRow[] {
    const rows = this.#delimiter === undefined ? this.#begin() : []
    if (this.#state === 'quoted') this.#stop('opens a quote that is never closed')
    else if (this.#cells.length > 0 || this.#state !== 'start') this.#endRow(rows)
    return rows
  }

  #begin(): CsvRow[] {
    let text = this.#head.replace(/^\uFEFF/, '')
    this.#head = ''
    // Some spreadsheets write what separates the cells into a line of its own.
    const said = /^"?sep=([,;\t])"?(?:\r\n|\r|\n)/i.exec(text)
    if (said !== null) {
      text = text.slice(said[0].length)
      this.#line = this.#rowLine = 2
    }
    this.#delimiter = said?.[1] ?? likelyDelimiter(text.slice(0, firstLineEnd(text)))
    return this.#read(text)
  }

  #read(text: string): CsvRow[] {
    const rows: CsvRow[] = []
    for (let at = 0; at < text.length && this.#stopped === undefined; at++) {
      const char = text[at] ?? ''
      const secondHalf = this.#afterReturn && char === '\n'
      this.#afterReturn = char === '\r'
      if (this.#state === 'quoted') {
        if (char === '"') this.#state = 'closed'
        else this.#add(char)
        if (isLineEnd(char) && !secondHalf) this.#line++
        continue
      }
      if (char === '"' && this.#state === 'closed') {
        this.#add('"')
        this.#state = 'quoted'
      } else if (char === '"' && this.#state === 'start') this.#state = 'quoted'
      else if (char === this.#delimiter) this.#endCell()
      else if (isLineEnd(char)) {
        if (secondHalf) {
          this.#rowLine = this.#line
          continue
        }
        this.#endRow(rows)
        this.#rowLine = ++this.#line
      } else {
        if (this.#state === 'start') this.#state = 'plain'
        this.#add(char)
      }
    }
    return rows
  }

  #add(char: string): void {
    this.#cell += char
    if (++this.#rowLength > longestRow) this.#stop(`begins a row of more than ${longestRow} characters`)
  }

  #endCell(): void {
    this.#cells.push(unguardCell(this.#cell))
    this.#cell = ''
    this.#state = 'start'
  }

  #endRow(rows: CsvRow[]): void {
    this.#endCell()
    if (this.#cells.some((cell) => cell !== '')) rows.push({ line: this.#rowLine, cells: this.#cells })
    this.#cells = []
    this.#rowLength = 0
  }

  #stop(why: string): void {
    this.#stopped ??= { line: this.#rowLine, why }
  }
}

function isLineEnd(char: string): boolean {
  return char === '\n' || char === '\r'
}

/** Where the first line ends, outside quotes. */
function firstLineEnd(text: string): number | undefined {
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') quoted = !quoted
    else if (!quoted && isLineEnd(char)) return at + 1
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
