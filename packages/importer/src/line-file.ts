import type { FileHandle } from 'node:fs/promises'
import { asDiskFull, dropPart, namePart, openPart } from '@spacecrate/disk'

const bufferedCharacters = 256 * 1024

/** Writes a file of lines of JSON beside its name, and gives it that name when it is whole. Throws `DISK_FULL`. */
export class LineFile implements AsyncDisposable {
  readonly #path: string
  readonly #file: FileHandle
  #text = ''
  #open = true

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  static async create(path: string): Promise<LineFile> {
    return new LineFile(path, await openPart(path))
  }

  /** Adds a line. Call `flush` now and then. */
  add(line: object): void {
    this.#text += `${JSON.stringify(line)}\n`
  }

  /** Writes what has gathered, if it is enough. */
  async flush(least: number = bufferedCharacters): Promise<void> {
    if (this.#text.length < least) return
    const text = this.#text
    this.#text = ''
    try {
      await this.#file.writeFile(text)
    } catch (error) {
      throw asDiskFull(this.#path, error)
    }
  }

  /** Writes the rest and gives the file its name. */
  async finish(): Promise<void> {
    await this.flush(1)
    this.#open = false
    await this.#file.close()
    await namePart(this.#path)
  }

  /** What was not finished goes away. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return
    this.#open = false
    await this.#file.close()
    await dropPart(this.#path)
  }
}
