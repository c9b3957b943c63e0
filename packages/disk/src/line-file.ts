import { type FileHandle, rm } from 'node:fs/promises'
import { onDisk } from './disk-full.js'
import { dropPart, namePart, openPart } from './own-files.js'

/** How many characters gather before they are written. */
const gathered = 1 << 16

/** Options of a `LineFile`. */
export interface LineFileOptions {
  /** Makes the file where there is no line, too. @default false: then it isn't there, nor is an earlier one */
  readonly evenEmpty?: boolean
}

/**
 * A file of many lines in a folder of our own, written as they come: add lines, `flush` now and then, and `finish`. Only then
 * it has its name, in the place of an earlier one; what was not finished goes. Throws `DISK_FULL`.
 */
export class LineFile implements AsyncDisposable {
  readonly path: string
  readonly #evenEmpty: boolean
  #file: FileHandle | undefined
  /** A part of the file lies on the disk. */
  #begun = false
  #text = ''
  #lines = 0

  constructor(path: string, { evenEmpty = false }: LineFileOptions = {}) {
    this.path = path
    this.#evenEmpty = evenEmpty
  }

  /** Number of lines so far. */
  get lines(): number {
    return this.#lines
  }

  /** Adds a line, which brings its end with it. */
  add(line: string): void {
    this.#lines += 1
    this.#text += line
  }

  /** Writes what has gathered, if it is enough. */
  async flush(least: number = gathered): Promise<void> {
    if (this.#text.length < least) return
    const text = this.#text
    this.#text = ''
    await onDisk(this.path, async () => {
      this.#file ??= await openPart(this.path)
      this.#begun = true
      await this.#file.writeFile(text)
    })
  }

  /**
   * Writes the rest and gives the file its name. Returns its path, or `undefined` where there is none. `mayReplace` is asked
   * just before: if it says no, what is there stays.
   */
  async finish(mayReplace: () => boolean | Promise<boolean> = () => true): Promise<string | undefined> {
    if (this.#lines === 0 && !this.#evenEmpty) {
      for (const path of [`${this.path}.part`, this.path]) await rm(path, { force: true })
      return undefined
    }
    await this.flush(0)
    await onDisk(this.path, async () => this.#file?.sync())
    await this.#close()
    if (!(await mayReplace())) {
      await this[Symbol.asyncDispose]()
      return undefined
    }
    await namePart(this.path)
    this.#begun = false
    return this.path
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
    if (this.#begun) await dropPart(this.path)
    this.#begun = false
  }

  async #close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }
}
