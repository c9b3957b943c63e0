import Papa from 'papaparse'
import { BackupError } from '../error.js'
import { shown } from '../shown.js'
import { csvCutOff, csvHeader, type CsvRow, csvRowLimit } from './csv-row.js'
import { RowEnds } from './row-ends.js'

/** Options of `readCsv`. */
export interface CsvOptions {
  readonly signal?: AbortSignal | undefined
  /** Bytes that a row may have; `csvRowLimit` unless a test says otherwise. */
  readonly limit?: number
}

const windowSize = 256 * 1024
/** A row has thousands of quotes that should have been written twice only where it was made to fill the memory. */
const looseLimit = 10_000

/**
 * Reads a CSV file of a native export row by row, the names of the columns first. Commas, LF or CRLF, also mixed; line ends
 * within quotes; a quote within quotes written twice. It takes what spreadsheets and other writers do: a byte order mark,
 * quotes in the middle of a cell, quotes that should have been written twice, rows with more or fewer cells. An empty line
 * is no row. Holds some 256 KiB, or one row.
 *
 * @param entry name of the file, for messages
 * @throws BackupError CSV_CUT_OFF, CSV_ENCODING, CSV_HEADER. All rows before have been yielded by then, and the one in which
 *   the file ends with its fault. A row that is too large is no error: it is yielded with its fault.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  entry: string,
  { signal, limit = csvRowLimit }: CsvOptions = {},
): AsyncGenerator<CsvRow, void, undefined> {
  const parser = new WindowParser(entry, limit)
  let held: Uint8Array[] = []
  let size = 0
  let wanted = windowSize
  /** Looks for the end of a row that is too large. */
  let tail: RowEnds | undefined
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    let bytes = chunk
    if (tail) {
      const end = tail.next(bytes, 0)
      parser.goOnTooLarge(end)
      if (tail.isInRow || end === 0) continue
      tail = undefined
      yield parser.tooLarge()
      bytes = bytes.subarray(end)
    }
    held.push(bytes)
    size += bytes.length
    if (size < wanted) continue
    let rest = yield* parser.rows(Buffer.concat(held), false)
    if (rest.length >= Math.min(limit, wanted)) {
      const ends = new RowEnds()
      ends.next(rest, 0)
      if (rest.length >= limit || ends.loose > looseLimit) {
        parser.beginTooLarge(rest)
        tail = ends
        rest = rest.subarray(0, 0)
      }
    }
    held = [rest]
    size = rest.length
    wanted = Math.max(windowSize, Math.min(limit, 2 * size), size + 1)
  }
  if (tail) {
    const cutOff = tail.isInQuotes ? parser.cutOff() : undefined
    yield parser.tooLarge()
    if (cutOff) throw cutOff
  }
  const last = Buffer.concat(held)
  if (last.length > 0) yield* parser.rows(last, true)
}

/** Gives windows of a file to the library, which finds the rows of each, and knows the places of what it found. */
class WindowParser {
  readonly #entry: string
  readonly #limit: number
  readonly #parser: Papa.Parser
  #columns: readonly string[] = []
  #row = 0
  /** Where the next row begins. */
  #offset = 0
  /** Of the row that is too large. */
  #length = 0
  #column = ''
  #text = ''
  #at = 0
  #found: CsvRow[] = []
  #cutOff: BackupError | undefined
  #isLast = false
  #isFirst = true

  constructor(entry: string, limit: number) {
    this.#entry = entry
    this.#limit = limit
    const step = (results: Papa.ParseStepResult<string[]>): void => this.#step(results)
    const config: Papa.ParseConfig = { delimiter: ',', newline: '\n', quoteChar: '"', step }
    this.#parser = new Papa.Parser(config)
  }

  /** The first window without its mark. */
  #begin(bytes: Buffer): Buffer {
    this.#isFirst = false
    const encoding = encodingOf(bytes)
    if (encoding !== undefined) {
      throw new BackupError(
        'CSV_ENCODING',
        `The file ${shown(this.#entry)} is ${encoding} from its first row on; tables of Confluence are UTF-8`,
        { entry: this.#entry, row: 1, encoding },
      )
    }
    if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return bytes
    this.#offset = 3
    return bytes.subarray(3)
  }

  /** The whole rows of a window; returns the bytes of the row that does not end in it. */
  *rows(window: Buffer, isLast: boolean): Generator<CsvRow, Buffer> {
    const rest = this.#parse(this.#isFirst ? this.#begin(window) : window, isLast)
    yield* this.#found
    if (this.#cutOff) throw this.#cutOff
    return rest
  }

  /** Remembers a row that is too large, of which these are the first bytes. */
  beginTooLarge(bytes: Buffer): void {
    this.#row++
    this.#length = bytes.length
    this.#column = this.#lastColumn(bytes)
    if (this.#row === 1) throw csvHeader(this.#entry, `it has more than ${this.#length} bytes`)
  }

  /** So many bytes more belong to it. */
  goOnTooLarge(length: number): void {
    this.#length += length
  }

  tooLarge(): CsvRow {
    const offset = this.#offset
    this.#offset += this.#length
    const fault = tooMany(this.#length, this.#column)
    return { row: this.#row, offset, length: this.#length, cells: [], fault }
  }

  cutOff(): BackupError<'CSV_CUT_OFF'> {
    return csvCutOff(this.#entry, this.#row, this.#column, this.#offset)
  }

  #parse(window: Buffer, isLast: boolean): Buffer {
    this.#found = []
    this.#text = window.toString('latin1')
    this.#at = 0
    this.#isLast = isLast
    this.#parser.parse(this.#text, 0, !isLast)
    this.#text = ''
    return window.subarray(this.#at)
  }

  #step({ data, errors, meta }: Papa.ParseStepResult<string[]>): void {
    const [cells = []] = rowsOf(data)
    const start = this.#at
    this.#at = meta.cursor
    const isOpen = this.#isLast && this.#text.charCodeAt(meta.cursor - 1) !== 0x0a
    if (errors.some(({ code }) => code === 'MissingQuotes')) {
      this.#row++
      this.#column = this.#columns[cells.length - 1] ?? String(cells.length)
      this.#cutOff = this.cutOff()
      const fault = `the file ends within the quotes of column ${shown(this.#column)}`
      this.#found.push({ row: this.#row, offset: this.#offset, length: meta.cursor - start, cells: [], fault })
      return
    }
    const end = isOpen ? meta.cursor : meta.cursor - 1
    const hasReturn = end > start && this.#text.charCodeAt(end - 1) === 0x0d
    const length = end - start - (hasReturn ? 1 : 0)
    const offset = this.#offset
    this.#offset += meta.cursor - start
    if (length <= 0) return
    if (hasReturn) withoutReturn(cells, this.#text, end)
    if (++this.#row === 1) this.#columns = cells
    if (length > this.#limit) {
      this.#found.push({ row: this.#row, offset, length, cells: [], fault: this.#faultOf(cells, length) })
      return
    }
    this.#found.push({ row: this.#row, offset, length, cells, ...(isOpen && { isOpen }) })
  }

  #faultOf(cells: readonly string[], length: number): string {
    const sizes = cells.map((cell) => cell.length)
    return tooMany(length, this.#columns[sizes.indexOf(Math.max(...sizes))] ?? '')
  }

  /** The column in which a row breaks off. */
  #lastColumn(bytes: Buffer): string {
    let count = 0
    const step = ({ data }: Papa.ParseStepResult<string[]>): void => {
      count = rowsOf(data)[0]?.length ?? 0
    }
    const head = bytes.toString('latin1')
    new Papa.Parser({ delimiter: ',', newline: '\n', quoteChar: '"', step }).parse(head, 0, false)
    return this.#columns[count - 1] ?? String(count)
  }
}

function tooMany(bytes: number, column: string): string {
  return `it has ${bytes} bytes, most of them in column ${shown(column)}`
}

/** A step of the library has a list of one row, where its type says that it has the row. */
function rowsOf(data: unknown): string[][] {
  return data as string[][]
}

/** Takes the CR of a line end off the last cell, where the cell has no quotes: there the library leaves it. */
function withoutReturn(cells: string[], text: string, end: number): void {
  const last = cells.at(-1) ?? ''
  const before = text[end - last.length - 1]
  if (!last.endsWith('\r') || (before !== ',' && before !== '\n' && before !== undefined)) return
  if (text.startsWith(last, end - last.length)) cells[cells.length - 1] = last.slice(0, -1)
}

/** What the bytes are, where they can't be UTF-8 text. */
function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE'
  if (bytes.length < 2 || (bytes[0] === 0) === (bytes[1] === 0)) return undefined
  return bytes[0] === 0 ? 'UTF-16BE' : 'UTF-16LE'
}
