import { createReadStream, read } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sha256Hex } from '../digest.js'
import { ArchiveError } from '../error.js'
import { packFileName } from '../work/work-names.js'
import { blobPath } from '../work/store-blob.js'
import type { WorkBlob } from './arrange-blobs.js'

const chunkBytes = 1024 * 1024
/** Small blobs that are read at the same time. In order of digest they lie anywhere in the work packs. */
const readsAhead = 16

/** A file handle reads in twice the time of its descriptor, and there may be a million of them. */
const readFrom = promisify(read)

/** Reads the blobs of a work folder. */
export class BlobReader implements AsyncDisposable {
  readonly #folder: string
  readonly #packs = new Map<number, Promise<FileHandle>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The bytes of a large blob. */
  async *readLarge(digest: string): AsyncGenerator<Buffer, void> {
    const stream: AsyncIterable<unknown> = createReadStream(blobPath(join(this.#folder, 'blobs'), digest), {
      highWaterMark: chunkBytes,
    })
    for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk
  }

  /** Bytes of small blobs, one after the other, until `bytes` are reached: one pack. */
  async *readPack(blobs: Iterator<WorkBlob, void>, bytes: number): AsyncGenerator<Buffer, void> {
    const reading: Promise<Buffer>[] = []
    let asked = 0
    let chunk: Buffer[] = []
    let chunkSize = 0
    for (;;) {
      while (asked < bytes && reading.length < readsAhead) {
        const next = blobs.next()
        if (next.done === true) throw new Error('Fewer blobs than were arranged')
        asked += next.value.bytes
        const promise = this.#load(next.value)
        promise.catch(() => undefined)
        reading.push(promise)
      }
      const blob = await reading.shift()
      if (blob !== undefined) {
        chunk.push(blob)
        chunkSize += blob.length
      }
      if (chunkSize >= chunkBytes || (blob === undefined && chunkSize > 0)) {
        yield Buffer.concat(chunk)
        chunk = []
        chunkSize = 0
      }
      if (blob === undefined) return
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const packs = [...this.#packs.values()]
    this.#packs.clear()
    for (const pack of packs) await (await pack).close()
  }

  async #load(blob: WorkBlob): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(blob.bytes)
    if (blob.pack === undefined) throw new Error('A large blob in a pack')
    const { number, offset } = blob.pack
    let pack = this.#packs.get(number)
    if (pack === undefined) {
      pack = open(join(this.#folder, packFileName(number)), 'r')
      this.#packs.set(number, pack)
    }
    const file = await pack
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await readFrom(file.fd, bytes, done, bytes.length - done, offset + done)
      if (bytesRead === 0) throw this.#changed(number, blob.digest, 'too short')
      done += bytesRead
    }
    const actual = sha256Hex(bytes)
    if (actual !== blob.digest) throw this.#changed(number, blob.digest, `now ${actual}`)
    return bytes
  }

  #changed(pack: number, digest: string, problem: string): ArchiveError<'WORK_FOLDER_CORRUPT'> {
    const file = packFileName(pack)
    return new ArchiveError(
      'WORK_FOLDER_CORRUPT',
      `A blob in ${file} of the work folder ${this.#folder} was changed. Remove the folder and export again`,
      { path: this.#folder, file, problem: `blob ${digest} is ${problem}` },
    )
  }
}
