const quote = 0x22
const comma = 0x2c
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Where in a row a byte stands: before a cell, in one without quotes, within quotes, behind a quote that may close them. */
type State = 'start' | 'plain' | 'quoted' | 'closing' | 'closed'

/**
 * Finds the ends of the rows of a CSV file by nothing but quotes and line ends: another way than the reader of cells, so
 * that the one can show what the other missed. Quotes count at the begin of a cell alone, and within quotes only a quote in
 * front of a comma or a line end closes them; any other one belongs to the text, whether it is written twice or not.
 */
export class RowEnds {
  /** Rows that hold something, so far. */
  rows = 0
  /** Quotes within quotes that should have been written twice, in the row that is not finished. */
  loose = 0
  #state: State = 'start'
  #length = 0

  /** Whether the last row so far has begun and not ended. */
  get isInRow(): boolean {
    return this.#length > 0 || this.isInQuotes
  }

  get isInQuotes(): boolean {
    return this.#state === 'quoted'
  }

  /** Looks at all bytes. */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at = this.next(bytes, at)
  }

  /** Goes on from `from` to behind the next line end that ends a row, or to the end of the bytes. */
  next(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      if (this.#state === 'quoted') {
        const end = byte === quote ? at : bytes.indexOf(quote, at)
        this.#length++
        if (end < 0) return bytes.length
        at = end
        this.#state = 'closing'
      } else if (byte === lineFeed) {
        if (this.#length > 0) this.rows++
        this.#length = 0
        this.loose = 0
        this.#state = 'start'
        return at + 1
      } else {
        if (byte !== carriageReturn) this.#length++
        this.#state = this.#after(byte)
      }
    }
    return bytes.length
  }

  #after(byte: number): State {
    if (byte === comma) return 'start'
    switch (this.#state) {
      case 'start':
        return byte === quote ? 'quoted' : 'plain'
      case 'closing':
        if (byte === quote) return 'quoted'
        if (isSpace(byte)) return 'closed'
        this.loose++
        return 'quoted'
      case 'closed':
        if (isSpace(byte)) return 'closed'
        this.loose++
        return byte === quote ? 'closing' : 'quoted'
      default:
        return 'plain'
    }
  }
}

/** What may stand between a closing quote and the comma. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xa0
}
