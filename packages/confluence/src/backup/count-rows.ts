import { RowEnds } from './csv/row-ends.js'

const tagLimit = 64 * 1024

/**
 * Counts the rows of tables by nothing but their begins: another way than that which reads them, so that the one can
 * show what the other missed. Chunks may end anywhere.
 */
export class RowCount {
  readonly #tables = new Map<string, number>()
  readonly #csv: string | undefined
  #rest: Buffer = Buffer.alloc(0)
  #end: string | undefined
  #table = ''
  readonly #ends = new RowEnds()

  /** @param csv name of the one table of a CSV file; absent for the XML of ActiveObjects, which names its tables */
  constructor(csv?: string) {
    this.#csv = csv
  }

  add(chunk: Uint8Array): void {
    if (this.#csv === undefined) this.#addXml(chunk)
    else this.#ends.add(chunk)
  }

  /** Table to number of rows. */
  get tables(): ReadonlyMap<string, number> {
    if (this.#csv === undefined) return this.#tables
    const rows = this.#ends.rows + (this.#ends.isInRow ? 1 : 0)
    return new Map(rows > 1 ? [[this.#csv, rows - 1]] : [])
  }

  #addXml(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk])
    let at = 0
    for (let next: number | undefined = 0; next !== undefined; next = this.#step(bytes, at)) at = next
    this.#rest = Buffer.from(bytes.subarray(at))
  }

  /** Where to go on after one step from `at`; `undefined` where more bytes are needed. */
  #step(bytes: Buffer, at: number): number | undefined {
    if (this.#end !== undefined) {
      const found = bytes.indexOf(this.#end, at, 'latin1')
      const kept = Math.max(at, bytes.length - this.#end.length + 1)
      if (found < 0) return kept === at ? undefined : kept
      const next = found + this.#end.length
      this.#end = undefined
      return next
    }
    const open = bytes.indexOf(0x3c, at)
    if (open < 0) return at === bytes.length ? undefined : bytes.length
    const head = bytes.toString('latin1', open, Math.min(open + 9, bytes.length))
    if (head.startsWith('<![CDATA[')) this.#end = ']]>'
    else if (head.startsWith('<!--')) this.#end = '-->'
    else if (head.length < 9) return open === at ? undefined : open
    else if (/^<(?:data|row)[\s/>]/.test(head)) {
      const end = bytes.indexOf(0x3e, open)
      if (end < 0 && bytes.length - open < tagLimit) return open === at ? undefined : open
      this.#begin(bytes.toString('utf8', open, end < 0 ? open : end))
    }
    return open + 1
  }

  #begin(tag: string): void {
    if (tag.startsWith('<data'))
      this.#table = /\stableName\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag)?.slice(1).find(Boolean) ?? ''
    else this.#tables.set(this.#table, (this.#tables.get(this.#table) ?? 0) + 1)
  }
}
