import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { callbackify } from 'node:util'
import yauzl from 'yauzl'

const windowBytes = 256 * 1024

/**
 * Lets yauzl read from an open file through a window: it asks twice per entry for a few bytes of the directory, and a
 * call to the system for each would be most of the work.
 */
export class FileReader extends yauzl.RandomAccessReader {
  readonly #file: FileHandle
  readonly #directoryOffset: number
  readonly #size: number
  #window = Buffer.alloc(0)
  #windowOffset = 0

  constructor(file: FileHandle, directoryOffset: number, size: number) {
    super()
    this.#file = file
    this.#directoryOffset = directoryOffset
    this.#size = size
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream('', { fd: this.#file.fd, autoClose: false, start, end: end - 1 })
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    callbackify(() => this.#copy(buffer.subarray(offset, offset + length), position))(callback)
  }

  async #copy(target: Buffer, position: number): Promise<void> {
    await this.#fill(position, target.length)
    const from = position - this.#windowOffset
    if (this.#window.copy(target, 0, from, from + target.length) < target.length)
      throw new Error('reaches behind the end of the file')
  }

  async #fill(position: number, length: number): Promise<void> {
    const end = this.#windowOffset + this.#window.length
    if (position >= this.#windowOffset && position + length <= end) return
    const wanted = position >= this.#directoryOffset ? Math.max(windowBytes, length) : length
    const window = Buffer.alloc(Math.max(0, Math.min(wanted, this.#size - position)))
    const { bytesRead } = await this.#file.read(window, 0, window.length, position)
    this.#window = window.subarray(0, bytesRead)
    this.#windowOffset = position
  }
}
