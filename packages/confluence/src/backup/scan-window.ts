/** A byte string to look for, and how far a window was searched for it already. */
export class Needle {
  readonly bytes: Buffer
  /** Offset of the match that was found last, or -1. */
  at = -1
  /** Between the start of the search and here no match begins but `at`. */
  searched = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

const smallest = 256 * 1024

/**
 * The bytes of a stream between the first that is still needed and the last that came. All places are offsets in the
 * stream. Each byte is searched once for each needle, however small the chunks are.
 */
export class ScanWindow {
  /** The bytes from `base` to `end`. */
  bytes: Buffer = Buffer.alloc(0)
  base = 0
  end = 0
  #room: Buffer = Buffer.allocUnsafeSlow(smallest)
  readonly #usual: number

  /** @param usual how much it usually holds at most: room grows by doubling only up to here */
  constructor(usual: number) {
    this.#usual = usual
  }

  /** Offset of the next match at or behind `from`, or -1 in the bytes that came so far. */
  find(needle: Needle, from: number): number {
    if (needle.at >= from) return needle.at
    const start = Math.max(from, needle.searched, this.base)
    const found = start < this.end ? this.bytes.indexOf(needle.bytes, start - this.base) : -1
    needle.at = found < 0 ? -1 : found + this.base
    needle.searched = found < 0 ? Math.max(start, this.end - needle.bytes.length + 1) : needle.at + 1
    return needle.at
  }

  /** The byte at an offset, or -1 where it hasn't come yet. */
  byte(offset: number): number {
    return this.bytes[offset - this.base] ?? -1
  }

  /** The bytes between two offsets, valid until the next `append`. */
  slice(from: number, to: number): Buffer {
    return this.bytes.subarray(from - this.base, to - this.base)
  }

  /** Adds a chunk and forgets what lies before `keep`. */
  append(chunk: Uint8Array, keep: number): void {
    const kept = this.bytes.subarray(keep - this.base)
    const needed = kept.length + chunk.length
    if (needed > this.#room.length || this.#room.length > 16 * Math.max(needed, smallest)) {
      const room = Buffer.allocUnsafeSlow(Math.max(smallest, needed, Math.min(2 * needed, this.#usual)))
      kept.copy(room)
      this.#room = room
    } else if (keep > this.base) {
      this.#room.copyWithin(0, keep - this.base, this.end - this.base)
    }
    this.#room.set(chunk, kept.length)
    this.bytes = this.#room.subarray(0, needed)
    this.base = keep
    this.end = keep + needed
  }
}
