import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'
import { headBytes, mergeRuns, type SortedRow, type SortedRuns } from './merge-runs.js'

/** Bytes that are sorted in memory at a time. */
const defaultRunBytes = 16 * 1024 * 1024

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

  /** All rows in order. No row can be added afterwards. Rows are good until the next is pulled. */
  sorted(): Generator<SortedRow, void> {
    return mergeRuns([this.runs()])
  }

  /** Where the rows lie, for `mergeRuns`. No row can be added afterwards; the file goes when this is disposed. */
  runs(): SortedRuns {
    this.#writeRun()
    this.#buffer = Buffer.alloc(0)
    return { path: this.#path, runs: this.#runs }
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
