import { isUtf8 } from 'node:buffer'
import { Needle, ScanWindow } from './scan-window.js'
import { faultyRow, malformedTable, rowLimit, type TableOptions, type TableRow } from './table-row.js'

const quote = 0x22
const comma = 0x2c
const carriageReturn = 0x0d

/**
 * Reads a table from a CSV file of a backup, strictly: commas, CRLF or LF, a quote within quotes written twice, line ends
 * within quotes. The first row names the columns. An empty cell without quotes is null, and an empty line is no row. Holds
 * one row at a time.
 *
 * @param entry name of the file, for messages
 * @throws BackupError TABLE_MALFORMED where a quote never closes, or the first row names no columns. The rows before it
 *   have been yielded by then; a row that is broken in itself is yielded with its fault.
 */
export async function* readCsvTable(
  chunks: AsyncIterable<Uint8Array>,
  table: string,
  entry: string,
  options: TableOptions = {},
): AsyncGenerator<TableRow> {
  const cut = new RowCut(entry)
  let columns: readonly string[] | undefined
  for await (const line of linesOf(chunks, cut, options)) {
    if (columns === undefined) {
      columns = columnsOf(line, entry)
      continue
    }
    if (line.bytes.length > 0) yield rowOf(table, columns, line)
  }
  cut.check()
}

interface Line {
  readonly bytes: Buffer
  readonly offset: number
}

async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  cut: RowCut,
  options: TableOptions,
): AsyncGenerator<Line, void, undefined> {
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted()
    cut.push(chunk)
    for (let line = cut.next(); line; line = cut.next()) yield line
  }
  const last = cut.finish()
  if (last) yield last
}

/** Cuts bytes into rows: a line end within quotes belongs to its row. Each byte is looked at once. */
class RowCut {
  readonly #window = new ScanWindow(rowLimit)
  readonly #quote = new Needle(Buffer.from('"'))
  readonly #lineEnd = new Needle(Buffer.from('\n'))
  readonly #entry: string
  #start = 0
  #last = 0
  #at = 0
  #inQuotes = false

  constructor(entry: string) {
    this.#entry = entry
  }

  push(chunk: Uint8Array): void {
    this.#window.append(chunk, this.#start)
  }

  /** The next whole row, without its line end. */
  next(): Line | undefined {
    const window = this.#window
    for (;;) {
      const nextQuote = window.find(this.#quote, this.#at)
      if (this.#inQuotes) {
        if (nextQuote < 0) break
        this.#inQuotes = false
        this.#at = nextQuote + 1
        continue
      }
      const lineEnd = window.find(this.#lineEnd, this.#at)
      if (lineEnd >= 0 && (nextQuote < 0 || lineEnd < nextQuote)) return this.#line(lineEnd, 1)
      if (nextQuote < 0) break
      this.#inQuotes = true
      this.#at = nextQuote + 1
    }
    this.#at = window.end
    if (window.end - this.#start > rowLimit) {
      const problem = this.#inQuotes ? 'a quote that never closes' : `a row of more than ${rowLimit} bytes`
      throw malformedTable(this.#entry, this.#start, problem)
    }
    return undefined
  }

  /** Fails where the file ended within quotes: nobody can tell how many rows its last one swallowed. */
  check(): void {
    if (this.#inQuotes) throw malformedTable(this.#entry, this.#last, 'a quote that never closes')
  }

  /** The last row, where no line end follows it. */
  finish(): Line | undefined {
    const { end } = this.#window
    return end > this.#start ? this.#line(end, 0) : undefined
  }

  #line(end: number, lineEnd: number): Line {
    const offset = (this.#last = this.#start)
    const stop = lineEnd > 0 && this.#window.byte(end - 1) === carriageReturn && end > offset ? end - 1 : end
    this.#start = this.#at = end + lineEnd
    return { bytes: this.#window.slice(offset, stop), offset }
  }
}

function columnsOf(line: Line, entry: string): readonly string[] {
  const hasMark = line.bytes[0] === 0xef && line.bytes[1] === 0xbb && line.bytes[2] === 0xbf
  const { cells, fault } = cellsOf(hasMark ? line.bytes.subarray(3) : line.bytes)
  const names = cells.map((cell) => cell ?? '')
  if (fault !== undefined) throw malformedTable(entry, line.offset, fault)
  if (names.includes('')) throw malformedTable(entry, line.offset, 'a column without a name')
  if (new Set(names).size !== names.length) throw malformedTable(entry, line.offset, 'two columns of one name')
  return names
}

function rowOf(table: string, columns: readonly string[], { bytes, offset }: Line): TableRow {
  const { cells, changed, fault } = cellsOf(bytes)
  const wrong = cells.length === columns.length ? undefined : `${cells.length} cells for ${columns.length} columns`
  const problem = fault ?? wrong
  if (problem !== undefined) return faultyRow(table, offset, bytes.length, problem)
  const byColumn = new Map(columns.map((column, place) => [column, cells[place]]))
  return { table, offset, length: bytes.length, cells: byColumn, changed }
}

interface Cells {
  readonly cells: readonly (string | undefined)[]
  readonly changed: number
  readonly fault?: string
}

function cellsOf(row: Buffer): Cells {
  const cells: (string | undefined)[] = []
  let changed = 0
  const add = (bytes: Buffer): void => {
    const text = bytes.toString('utf8')
    if (!isUtf8(bytes)) changed += text.split('\uFFFD').length - 1
    cells.push(text)
  }
  for (let at = 0; ;) {
    let end: number
    if (row[at] === quote) {
      const last = closingQuote(row, at + 1)
      if (last < 0) return { cells, changed, fault: 'a quote that never closes' }
      end = last + 1
      if (end < row.length && row[end] !== comma) return { cells, changed, fault: 'text behind a closing quote' }
      add(withoutDoubles(row.subarray(at + 1, last)))
    } else {
      const next = row.indexOf(comma, at)
      end = next < 0 ? row.length : next
      const cell = row.subarray(at, end)
      if (cell.includes(quote)) return { cells, changed, fault: 'a quote within a cell that has none around it' }
      if (cell.length === 0) cells.push(undefined)
      else add(cell)
    }
    if (end >= row.length) return { cells, changed }
    at = end + 1
  }
}

function closingQuote(row: Buffer, from: number): number {
  for (let at = row.indexOf(quote, from); at >= 0; at = row.indexOf(quote, at + 2)) {
    if (row[at + 1] !== quote) return at
  }
  return -1
}

/** The bytes with one quote for each two. */
function withoutDoubles(bytes: Buffer): Buffer {
  if (!bytes.includes(quote)) return bytes
  const plain = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === quote) at++
    plain[length++] = bytes[at] ?? 0
  }
  return plain.subarray(0, length)
}
