import { type FileHandle, rm } from 'node:fs/promises'
import { namePart, openPart } from '@spacecrate/disk'

const buffered = 1 << 16

/** A file of lines that are added one by one: it gets its name when it is whole, and isn't there without a line. */
export class LineFile implements AsyncDisposable {
  readonly #path: string
  #file: FileHandle | undefined
  #lines: string[] = []
  #length = 0

  constructor(path: string) {
    this.#path = path
  }

  add(line: string): void {
    this.#lines.push(line)
    this.#length += line.length
  }

  /** Writes what has gathered, if it is enough. */
  async flush(least: number = buffered): Promise<void> {
    if (this.#length === 0 || this.#length < least) return
    this.#file ??= await openPart(this.#path)
    const text = this.#lines.join('')
    this.#lines = []
    this.#length = 0
    await this.#file.write(text)
  }

  /** Path of the file, or `undefined` where there is none. */
  async finish(): Promise<string | undefined> {
    await this.flush(1)
    if (this.#file === undefined) {
      await rm(this.#path, { force: true })
      return undefined
    }
    await this[Symbol.asyncDispose]()
    await namePart(this.#path)
    return this.#path
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }
}
