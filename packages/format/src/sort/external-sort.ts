import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'

/** A row that was sorted: ordered by key, then by value, both as bytes. */
export interface SortedRow {
  readonly key: Buffer
  readonly value: Buffer
}

/** Bytes that are sorted in memory at a time. */
const defaultRunBytes = 16 * 1024 * 1024
/** Bytes that are read ahead from all runs together while they are merged. */
const mergeBytes = 16 * 1024 * 1024
const minReadBytes = 32 * 1024
/** Before each row: length of key (2) and of value (4). */
const headBytes = 6

/**
 * Sorts more rows than fit into memory: sorted runs go to one file, and are
 * merged when they are read. Keys have 6 to 65,535 bytes.
 */
export class ExternalSort implements Disposable {
  readonly #path: string
  readonly #file: number
  #buffer: Buffer
  #used = 0
  #starts: number[] = []
  readonly #runs: { readonly start: number; readonly end: number }[] = []
  #end = 0
  #rows = 0

  constructor(folder: string, name: string, runBytes: number = defaultRunBytes) {
    this.#path = join(folder, name)
    this.#file = openSync(this.#path, 'wx+')
    this.#buffer = Buffer.allocUnsafe(runBytes)
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows
  }

  /** Adds a row. Throws `DISK_FULL`. */
  add(key: Uint8Array, value: Uint8Array): void {
    const length = headBytes + key.length + value.length
    if (this.#used + length > this.#buffer.length) this.#writeRun()
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(length)
    this.#starts.push(this.#used)
    this.#buffer.writeUInt16LE(key.length, this.#used)
    this.#buffer.writeUInt32LE(value.length, this.#used + 2)
    this.#buffer.set(key, this.#used + headBytes)
    this.#buffer.set(value, this.#used + headBytes + key.length)
    this.#used += length
    this.#rows += 1
  }

  /** All rows in order. No row can be added afterwards, and they can be read once. Rows are good until the next is pulled. */
  *sorted(): Generator<SortedRow, void> {
    this.#writeRun()
    this.#buffer = Buffer.alloc(0)
    const share = Math.max(minReadBytes, Math.floor(mergeBytes / Math.max(1, this.#runs.length)))
    const heap: RunReader[] = []
    for (const run of this.#runs) {
      const reader = new RunReader(this.#file, run.start, run.end, share)
      if (reader.advance()) heap.push(reader)
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
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
    unlinkSync(this.#path)
  }

  #writeRun(): void {
    if (this.#starts.length === 0) return
    const rows = this.#buffer
    const start = this.#end
    const prefixes = new Float64Array(this.#starts.map((at) => rows.readUIntBE(at + headBytes, 6)))
    const order = Uint32Array.from(this.#starts.keys()).sort(
      (a, b) =>
        (prefixes[a] ?? 0) - (prefixes[b] ?? 0) || compareRows(rows, this.#starts[a] ?? 0, this.#starts[b] ?? 0),
    )
    const out = Buffer.allocUnsafe(this.#used)
    let to = 0
    for (const row of order) {
      const from = this.#starts[row] ?? 0
      const next = this.#starts[row + 1] ?? this.#used
      to += rows.copy(out, to, from, next)
    }
    try {
      for (let done = 0; done < out.length;)
        done += writeSync(this.#file, out, done, out.length - done, this.#end + done)
    } catch (error) {
      throw asDiskFull(this.#path, error)
    }
    this.#end += out.length
    this.#runs.push({ start, end: this.#end })
    this.#starts = []
    this.#used = 0
  }
}

/** Reads one run, row by row. */
class RunReader implements SortedRow {
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

function compareRows(rows: Buffer, a: number, b: number): number {
  const aKey = rows.readUInt16LE(a)
  const bKey = rows.readUInt16LE(b)
  const aStart = a + headBytes
  const bStart = b + headBytes
  return (
    rows.compare(rows, bStart, bStart + bKey, aStart, aStart + aKey) ||
    rows.compare(
      rows,
      bStart + bKey,
      bStart + bKey + rows.readUInt32LE(b + 2),
      aStart + aKey,
      aStart + aKey + rows.readUInt32LE(a + 2),
    )
  )
}

function compareReaders(a: SortedRow, b: SortedRow): number {
  return a.key.compare(b.key) || a.value.compare(b.value)
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
