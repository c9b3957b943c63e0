import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { asDiskFull } from '@spacecrate/disk'

/** One part of a list of lines, as it lies in the file of `LineParts`. */
export interface LinePart {
  /** The sort key of its first line. */
  readonly firstKey: string
  readonly offset: number
  bytes: number
  lines: number
}

const bufferBytes = 1024 * 1024

/**
 * Lines that come in order, cut into parts of limited size: written to one file of the sealing folder, because how many
 * parts there are must be known before the first volume is begun.
 */
export class LineParts {
  readonly parts: LinePart[] = []
  readonly #path: string
  readonly #limit: number
  readonly #file: number
  #end = 0
  #buffered: Buffer[] = []
  #bufferedBytes = 0

  constructor(path: string, limit: number) {
    this.#path = path
    this.#limit = limit
    this.#file = openSync(path, 'w+')
  }

  /** Adds a line, which ends with a line feed. */
  add(line: Buffer, key = ''): void {
    const last = this.parts.at(-1)
    if (last === undefined || last.bytes + line.length > this.#limit)
      this.parts.push({ firstKey: key, offset: this.#end, bytes: line.length, lines: 1 })
    else {
      last.bytes += line.length
      last.lines += 1
    }
    this.#end += line.length
    this.#buffered.push(line)
    this.#bufferedBytes += line.length
    if (this.#bufferedBytes >= bufferBytes) this.#write()
  }

  /** Lines of all parts. */
  get lines(): number {
    return this.parts.reduce((sum, part) => sum + part.lines, 0)
  }

  /** The bytes of a part. */
  load(part: LinePart): Buffer {
    this.#write()
    const bytes = Buffer.allocUnsafe(part.bytes)
    for (let done = 0; done < bytes.length;) {
      const read = readSync(this.#file, bytes, done, bytes.length - done, part.offset + done)
      if (read === 0) throw new Error(`The file ${this.#path} ended early`)
      done += read
    }
    return bytes
  }

  close(): void {
    closeSync(this.#file)
  }

  #write(): void {
    const bytes = Buffer.concat(this.#buffered)
    this.#buffered = []
    this.#bufferedBytes = 0
    try {
      let done = 0
      while (done < bytes.length) done += writeSync(this.#file, bytes, done)
    } catch (error) {
      throw asDiskFull(this.#path, error)
    }
  }
}
