import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'
import { headBytes, mergeRuns, type SortedRow, type SortedRuns } from './merge-runs.js'
import { sortRows } from './sort-rows.js'

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

  /** Adds a row; a text as a key has a character for each byte. Throws `DISK_FULL`. */
  add(key: Uint8Array | string, value: Uint8Array): void {
    const length = headBytes + key.length + value.length
    if (this.#used + length > this.#buffer.length) this.#writeRun()
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(length)
    const buffer = this.#buffer
    const at = this.#used
    this.#starts.push(at)
    buffer.writeUInt16LE(key.length, at)
    buffer.writeUInt32LE(value.length, at + 2)
    if (typeof key === 'string') buffer.write(key, at + headBytes, 'latin1')
    else buffer.set(key, at + headBytes)
    buffer.set(value, at + headBytes + key.length)
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
    const order = sortRows(rows, this.#starts)
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
