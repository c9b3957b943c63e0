import { createHash } from 'node:crypto'
import { BoundedMap } from '../bounded-map.js'
import type { CallOptions, DestinationReader } from '../destination.js'

const remembered = 16_384

/** Reads files back and says whether they are what their digest says. A file that many share is read about once. */
export class FileCheck {
  readonly #reader: DestinationReader
  readonly #known = new BoundedMap<string, string>(remembered)
  count = 0
  bytes = 0

  constructor(reader: DestinationReader) {
    this.#reader = reader
  }

  /** What is wrong with the bytes of this digest, in words; empty if nothing is. */
  async faultOf(digest: string, options: CallOptions = {}): Promise<string> {
    const known = this.#known.get(digest)
    if (known !== undefined) return known
    const fault = await this.#read(digest, options)
    this.#known.set(digest, fault)
    return fault
  }

  async #read(digest: string, options: CallOptions): Promise<string> {
    const hash = createHash('sha256')
    this.count++
    try {
      for await (const chunk of this.#reader.openBlob(digest, options)) {
        hash.update(chunk)
        this.bytes += chunk.byteLength
      }
    } catch (error) {
      options.signal?.throwIfAborted()
      return `its bytes cannot be read: ${error instanceof Error ? error.message : String(error)}`
    }
    const actual = hash.digest('hex')
    return actual === digest ? '' : `its bytes have the digest ${actual} and not ${digest}`
  }
}
