import { closeSync, openSync, readSync } from 'node:fs'

/** A row that was sorted: ordered by key, then by value, both as bytes. */
export interface SortedRow {
  /** The first six bytes of the key, as a number: most keys are told apart by it. */
  readonly prefix: number
  readonly key: Buffer
  readonly value: Buffer
}

/** A file with sorted runs, one behind the other. */
export interface SortedRuns {
  readonly path: string
  readonly runs: readonly { readonly start: number; readonly end: number }[]
}

/** Bytes that are read ahead from all runs together while they are merged. */
const mergeBytes = 16 * 1024 * 1024
const minReadBytes = 32 * 1024
/** Before each row: length of key (2) and of value (4). */
export const headBytes = 6

/**
 * The rows of all runs of these files in order. Which row is meant changes when the next is pulled; the bytes of a key and
 * of a value stay as they are.
 */
export function* mergeRuns(files: readonly SortedRuns[]): Generator<SortedRow, void> {
  const count = files.reduce((sum, { runs }) => sum + runs.length, 0)
  const share = Math.max(minReadBytes, Math.floor(mergeBytes / Math.max(1, count)))
  const opened: number[] = []
  try {
    const heap: RunReader[] = []
    for (const { path, runs } of files) {
      if (runs.length === 0) continue
      const file = openSync(path, 'r')
      opened.push(file)
      for (const { start, end } of runs) {
        const reader = new RunReader(file, start, end, share)
        if (reader.advance()) heap.push(reader)
      }
    }
    heap.sort(compareReaders)
    for (let top = heap[0]; top !== undefined; top = heap[0]) {
      yield top
      if (!top.advance()) {
        const last = heap.pop()
        if (last === undefined || last === top) continue
        heap[0] = last
      }
      sift(heap)
    }
  } finally {
    for (const file of opened) closeSync(file)
  }
}

/** Reads one run, row by row. */
class RunReader implements SortedRow {
  prefix = 0
  key: Buffer = Buffer.alloc(0)
  value: Buffer = Buffer.alloc(0)
  readonly #file: number
  readonly #end: number
  readonly #share: number
  #position: number
  #window: Buffer = Buffer.alloc(0)
  #at = 0

  constructor(file: number, start: number, end: number, share: number) {
    this.#file = file
    this.#position = start
    this.#end = end
    this.#share = share
  }

  /** Goes to the next row; false at the end. */
  advance(): boolean {
    if (!this.#fill(headBytes)) return false
    const keyLength = this.#window.readUInt16LE(this.#at)
    const valueLength = this.#window.readUInt32LE(this.#at + 2)
    this.#fill(headBytes + keyLength + valueLength)
    const keyStart = this.#at + headBytes
    this.prefix = this.#window.readUInt16BE(keyStart) * 2 ** 32 + this.#window.readUInt32BE(keyStart + 2)
    this.key = this.#window.subarray(keyStart, keyStart + keyLength)
    this.value = this.#window.subarray(keyStart + keyLength, keyStart + keyLength + valueLength)
    this.#at = keyStart + keyLength + valueLength
    return true
  }

  #fill(wanted: number): boolean {
    const rest = this.#window.length - this.#at
    if (rest >= wanted) return true
    const more = Math.min(Math.max(this.#share, wanted) - rest, this.#end - this.#position)
    if (rest + more < wanted) return false
    const window = Buffer.allocUnsafe(rest + more)
    this.#window.copy(window, 0, this.#at)
    for (let done = 0; done < more;) {
      const read = readSync(this.#file, window, rest + done, more - done, this.#position + done)
      if (read === 0) throw new Error('A file for sorting ended early')
      done += read
    }
    this.#position += more
    this.#window = window
    this.#at = 0
    return true
  }
}

function compareReaders(a: SortedRow, b: SortedRow): number {
  return a.prefix - b.prefix || a.key.compare(b.key) || a.value.compare(b.value)
}

/** Moves the first reader of a heap down to its place. */
function sift(heap: RunReader[]): void {
  for (let at = 0; ;) {
    let least = at
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const [a, b] = [heap[child], heap[least]]
      if (a !== undefined && b !== undefined && compareReaders(a, b) < 0) least = child
    }
    const [up, down] = [heap[least], heap[at]]
    if (least === at || up === undefined || down === undefined) return
    heap[at] = up
    heap[least] = down
    at = least
  }
}
