import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'
import { ArchiveError } from '../error.js'
import type { StreamName } from '../records.js'

/** One part: which rows of the order belong to it, and its size. */
interface OrderPart {
  readonly firstRow: number
  rows: number
  bytes: number
}

/** Bytes of one row: offset (8) and length (4) of a line in the work folder. */
const rowBytes = 12
const bufferRows = 32_768
/** Lines that lie this near each other are read at once. */
const maxGap = 16 * 1024
const maxRun = 2 * 1024 * 1024

/** Where the lines of one stream lie in its work file, in canonical order, and how they are cut into parts. */
export class LineOrder {
  readonly parts: OrderPart[] = []
  readonly #name: StreamName
  readonly #path: string
  readonly #linesPath: string
  readonly #file: number
  #buffer = Buffer.allocUnsafe(rowBytes * bufferRows)
  #buffered = 0
  #rows = 0
  #lines: FileHandle | undefined

  constructor(folder: string, name: StreamName) {
    this.#name = name
    this.#path = join(folder, 'sealing', `${name}.order`)
    this.#linesPath = join(folder, 'streams', `${name}.ndjson`)
    this.#file = openSync(this.#path, 'w+')
  }

  /** The lines that follow belong to a new part. */
  beginPart(): void {
    this.parts.push({ firstRow: this.#rows, rows: 0, bytes: 0 })
  }

  /** The next line: where it begins, and how long it is without its line feed. */
  add(offset: number, length: number): void {
    const part = this.parts.at(-1)
    if (part === undefined) throw new Error('A line before the first part')
    part.rows += 1
    part.bytes += length + 1
    const at = this.#buffered * rowBytes
    this.#buffer.writeDoubleLE(offset, at)
    this.#buffer.writeUInt32LE(length, at + 8)
    this.#buffered += 1
    this.#rows += 1
    if (this.#buffered === bufferRows) this.#write()
  }

  /** No line follows. */
  finish(): void {
    this.#write()
    this.#buffer = Buffer.alloc(0)
  }

  /** The bytes of a part. Lines that lie together in the work folder, as most do, are read together. */
  async load(part: OrderPart): Promise<Buffer> {
    const rows = Buffer.allocUnsafe(part.rows * rowBytes)
    readSync(this.#file, rows, 0, rows.length, part.firstRow * rowBytes)
    const wanted: { readonly from: number; readonly length: number; readonly to: number }[] = []
    let to = 0
    for (let at = 0; at < rows.length; at += rowBytes) {
      const length = rows.readUInt32LE(at + 8) + 1
      wanted.push({ from: rows.readDoubleLE(at), length, to })
      to += length
    }
    wanted.sort((a, b) => a.from - b.from)
    const bytes = Buffer.allocUnsafe(part.bytes)
    this.#lines ??= await open(this.#linesPath, 'r')
    let run = Buffer.alloc(0)
    for (let i = 0; i < wanted.length;) {
      const first = wanted[i]
      if (first === undefined) break
      let end = first.from + first.length
      let last = i + 1
      for (let next = wanted[last]; next !== undefined; next = wanted[(last += 1)]) {
        if (next.from > end + maxGap || next.from + next.length - first.from > maxRun) break
        end = next.from + next.length
      }
      if (run.length < end - first.from) run = Buffer.allocUnsafe(Math.max(end - first.from, 256 * 1024))
      await this.#readRun(this.#lines, run, first.from, end - first.from)
      for (const line of wanted.slice(i, last))
        run.copy(bytes, line.to, line.from - first.from, line.from - first.from + line.length)
      i = last
    }
    return bytes
  }

  async close(): Promise<void> {
    closeSync(this.#file)
    await this.#lines?.close()
  }

  async #readRun(file: FileHandle, run: Buffer, from: number, length: number): Promise<void> {
    for (let done = 0; done < length;) {
      const { bytesRead } = await file.read(run, done, length - done, from + done)
      if (bytesRead === 0)
        throw new ArchiveError(
          'WORK_FOLDER_CORRUPT',
          `The file ${this.#linesPath} ends at byte ${from + done}, and more was written. Remove the work folder and export again`,
          { path: this.#linesPath, file: `streams/${this.#name}.ndjson`, problem: 'too short' },
        )
      done += bytesRead
    }
  }

  #write(): void {
    try {
      for (let done = 0; done < this.#buffered * rowBytes;)
        done += writeSync(this.#file, this.#buffer, done, this.#buffered * rowBytes - done)
    } catch (error) {
      throw asDiskFull(this.#path, error)
    }
    this.#buffered = 0
  }
}
