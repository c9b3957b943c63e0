import type { FileHandle } from 'node:fs/promises'
import { dropPart, namePart, openPart } from '@spacecrate/disk'

const batch = 1 << 16

/** A file of many lines, written as they come. It appears under its name when `finish` is called; without that it goes. */
export class ListFile implements AsyncDisposable {
  readonly path: string
  readonly #file: FileHandle
  #pending = ''
  #open = true

  private constructor(path: string, file: FileHandle) {
    this.path = path
    this.#file = file
  }

  static async create(path: string): Promise<ListFile> {
    return new ListFile(path, await openPart(path))
  }

  async add(line: string): Promise<void> {
    this.#pending += `${line}\n`
    if (this.#pending.length >= batch) await this.#flush()
  }

  async finish(): Promise<void> {
    await this.#flush()
    await this.#file.sync()
    await this.#close()
    await namePart(this.path)
  }

  async #flush(): Promise<void> {
    const text = this.#pending
    this.#pending = ''
    await this.#file.write(text)
  }

  async #close(): Promise<void> {
    if (this.#open) await this.#file.close()
    this.#open = false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return
    await this.#close()
    await dropPart(this.path)
  }
}
