import { BackupError } from './error.js'
import { Markup } from './markup.js'
import { MarkupError } from './markup-error.js'
import { ElementCut } from './scan-element.js'
import { detectEncoding, readDeclaration } from './scan-encoding.js'
import { ScanWindow } from './scan-window.js'
import { faultyRow, malformedTable, rowLimit, type TableOptions, type TableRow } from './table-row.js'
import { isSpace } from './xml-bytes.js'

/** Longest tag or declaration outside the rows. */
const markupLimit = 64 * 1024
/** What the search for the end of an element may still look back at. */
const tailSize = 64

/**
 * Reads the tables that the apps of a Data Center keep in ActiveObjects, from the XML that a backup holds of them: root
 * `backup`, and in it per table one `data` with its columns and rows. Definitions of tables are skipped. Holds one row
 * at a time.
 *
 * @param entry name of the file, for messages
 * @throws BackupError TABLE_MALFORMED where the XML breaks. The rows before it have been yielded by then; a row that is
 *   broken in itself is yielded with its fault.
 */
export async function* readAoTables(
  chunks: AsyncIterable<Uint8Array>,
  entry: string,
  options: TableOptions = {},
): AsyncGenerator<TableRow> {
  const scan = new TableScan(entry)
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted()
    scan.push(chunk)
    for (let row = scan.next(); row; row = scan.next()) yield row
  }
  const last = scan.last()
  if (last) yield last
  scan.finish()
}

/** True if a file that begins like this is one that `readAoTables` reads. */
export function isAoTables(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1')
  return /^(?:\xEF\xBB\xBF)?\s*(?:<\?xml[^>]*\?>)?\s*<backup\s[^>]*"http:\/\/www\.atlassian\.com\/ao"/.test(text)
}

interface Table {
  readonly name: string
  readonly columns: string[]
}

class TableScan {
  readonly #entry: string
  readonly #window = new ScanWindow(rowLimit)
  #at = 0
  #phase: 'start' | 'prolog' | 'root' | 'data' | 'end' = 'start'
  #cut: { readonly element: string; readonly end: ElementCut } | undefined
  #table: Table | undefined

  constructor(entry: string) {
    this.#entry = entry
  }

  push(chunk: Uint8Array): void {
    const cut = this.#cut
    const whole = cut?.element === 'row' || cut?.element === 'column'
    const tooLarge = cut !== undefined && this.#window.end - cut.end.start > rowLimit
    const keep = cut === undefined ? this.#at : whole && !tooLarge ? cut.end.start : this.#keepTail(cut.end)
    this.#window.append(chunk, keep)
  }

  /** The next row, or `undefined` where more bytes are needed. */
  next(): TableRow | undefined {
    try {
      for (;;) {
        if (this.#cut) {
          const end = this.#cut.end.end(this.#window)
          if (end < 0) return undefined
          const row = this.#element(this.#cut.element, this.#cut.end.start, end)
          this.#at = end
          this.#cut = undefined
          if (row) return row
        } else if (!this.#step()) return undefined
      }
    } catch (error) {
      if (error instanceof MarkupError) throw malformedTable(this.#entry, error.offset, error.problem)
      if (error instanceof BackupError && error.code === 'XML_ENCODING') {
        throw malformedTable(this.#entry, this.#at, 'it is not in UTF-8')
      }
      throw error
    }
  }

  /** The row in which the file ends, if it does. */
  last(): TableRow | undefined {
    if (this.#cut?.element !== 'row' || !this.#table) return undefined
    const { start } = this.#cut.end
    return faultyRow(this.#table.name, start, this.#window.end - start, 'the file ends within it')
  }

  finish(): void {
    if (this.#phase !== 'end') throw malformedTable(this.#entry, this.#window.end, 'it ends before its root does')
  }

  #keepTail(cut: ElementCut): number {
    return Math.max(cut.start, this.#window.base, cut.position - tailSize)
  }

  /** Makes one step between elements; false where more bytes are needed. */
  #step(): boolean {
    const window = this.#window
    if (this.#phase === 'end') {
      this.#at = window.end
      return false
    }
    if (this.#phase === 'start') {
      if (window.bytes.length < 4) return false
      this.#at = detectEncoding(window.bytes)
      this.#phase = 'prolog'
    }
    while (isSpace(window.byte(this.#at))) this.#at++
    if (window.byte(this.#at) < 0) return false
    if (window.byte(this.#at) !== 0x3c) return this.#fail('text where an element was expected')
    if (window.end - this.#at < 4) return false
    const isComment = window.slice(this.#at, this.#at + 4).toString('latin1') === '<!--'
    const end = this.#endOf(isComment ? '-->' : '>')
    if (end < 0) return window.end - this.#at > markupLimit ? this.#fail('a tag that does not end') : false
    const head = window.slice(this.#at, this.#at + end + 1).toString('latin1')
    if (isComment) this.#at += end + 1
    else if (head.startsWith('<?')) this.#declaration(head.slice(0, end), end)
    else if (head.startsWith('<!')) this.#fail('a declaration that Confluence never writes')
    else if (head.startsWith('</')) this.#endTag(/^<\/([^\s>]*)/.exec(head)?.[1] ?? '', end)
    else return this.#startTag(head, end)
    return true
  }

  /** How far from here the markup that ends so ends, or -1. */
  #endOf(text: string): number {
    const from = this.#at - this.#window.base
    const found = this.#window.bytes.indexOf(text, from + (text === '>' ? 0 : 4), 'latin1')
    return found < 0 ? -1 : found + text.length - 1 - from
  }

  #declaration(text: string, end: number): void {
    if (this.#phase !== 'prolog') this.#fail('a processing instruction')
    readDeclaration(text)
    this.#at += end + 1
  }

  #endTag(name: string, end: number): void {
    if (this.#phase === 'data' && name === 'data') this.#phase = 'root'
    else if (this.#phase === 'root' && name === 'backup') this.#phase = 'end'
    else this.#fail(`</${name.slice(0, 100)}> where it closes nothing`)
    this.#at += end + 1
  }

  #startTag(head: string, end: number): boolean {
    const name = /^<([^\s/>]+)/.exec(head)?.[1] ?? ''
    if (this.#phase === 'prolog') {
      if (name !== 'backup') this.#fail(`the root ${name.slice(0, 100)}`)
      this.#phase = head[end - 1] === '/' ? 'end' : 'root'
      this.#at += end + 1
      return true
    }
    if (this.#phase === 'root' && name === 'data') {
      const tag = this.#markup(this.#at, this.#at + end + 1).readTag()
      this.#table = { name: tag.attributes.get('tableName') ?? '', columns: [] }
      this.#at += end + 1
      if (!tag.selfClosed) this.#phase = 'data'
      return true
    }
    const nests = name !== 'row' && name !== 'column'
    this.#cut = { element: name, end: new ElementCut(Buffer.from(name, 'latin1'), this.#at, nests) }
    return true
  }

  #element(element: string, start: number, end: number): TableRow | undefined {
    if (this.#phase !== 'data' || !this.#table) return undefined
    const length = end - start
    if (element === 'column') {
      this.#table.columns.push(this.#markup(start, end).readTag().name ?? '')
      return undefined
    }
    if (element !== 'row') return undefined
    if (start < this.#window.base) return faultyRow(this.#table.name, start, length, `more than ${rowLimit} bytes`)
    return rowOf(this.#table, this.#window.slice(start, end), start)
  }

  #markup(start: number, end: number): Markup {
    return new Markup(this.#window.slice(start, end), start, () => undefined)
  }

  #fail(problem: string): never {
    throw malformedTable(this.#entry, this.#at, problem)
  }
}

function rowOf({ name, columns }: Table, bytes: Buffer, offset: number): TableRow {
  let changed = 0
  const markup = new Markup(bytes, offset, () => changed++)
  try {
    const values = valuesOf(markup)
    if (values.length !== columns.length) {
      return faultyRow(name, offset, bytes.length, `${values.length} cells for ${columns.length} columns`)
    }
    const cells = new Map(columns.map((column, place) => [column, values[place]]))
    return { table: name, offset, length: bytes.length, cells, changed }
  } catch (error) {
    if (!(error instanceof MarkupError)) throw error
    return faultyRow(name, offset, bytes.length, error.problem)
  }
}

function valuesOf(markup: Markup): (string | undefined)[] {
  const values: (string | undefined)[] = []
  if (markup.readTag().selfClosed) return values
  for (;;) {
    markup.skipSpace()
    if (markup.bytes[markup.at] !== 0x3c) markup.fail(markup.at, 'text between cells')
    const kind = markup.nextKind()
    if (kind === 'comment') markup.skipComment()
    else if (kind === 'start') values.push(valueOf(markup))
    else if (kind === 'end') {
      markup.readEndTag('row')
      return values
    } else markup.fail(markup.at, 'text between cells')
  }
}

/** The type of a cell is the name of its element: all are kept as their text. */
function valueOf(markup: Markup): string | undefined {
  const tag = markup.readTag()
  const isNull = tag.attributes.get('xsi:nil') === 'true'
  if (tag.selfClosed) return isNull ? undefined : ''
  let text = ''
  for (;;) {
    if (markup.bytes[markup.at] !== 0x3c) text += markup.readText()
    else {
      const kind = markup.nextKind()
      if (kind === 'end') break
      if (kind === 'comment') markup.skipComment()
      else if (kind === 'cdata') text += markup.readCdata()
      else markup.fail(markup.at, 'an element within a cell')
    }
  }
  markup.readEndTag(tag.element)
  return isNull ? undefined : text
}
