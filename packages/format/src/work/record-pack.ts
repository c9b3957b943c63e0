import { textBytes, textOfBytes } from '@spacecrate/disk'
import { streamNames } from '../streams.js'
import type { EncodedRecord } from './encoded-record.js'

/** Bytes before the texts of a record: its stream, what it has, how many blobs, and how long its five texts are. */
const headBytes = 24
const digestBytes = 32
const startBytes = 256 * 1024

/** Encoded records one after the other in one piece of memory, which goes to another thread without being copied. */
export class RecordPack {
  #bytes = Buffer.allocUnsafeSlow(startBytes)
  #length = 0
  #count = 0

  /** Bytes so far. */
  get length(): number {
    return this.#length
  }

  /** Records so far. */
  get count(): number {
    return this.#count
  }

  add({ stream, id, owner, parent, rank, line, digest, blobs }: EncodedRecord): void {
    const texts = [textBytes(id), owner, parent, rank, line]
    const sizes = texts.map((text) => text?.length ?? 0)
    const size = sizes.reduce((sum, one) => sum + one, headBytes + digestBytes * (1 + blobs.length))
    if (this.#length + size > this.#bytes.length) this.#grow(this.#length + size)
    const bytes = this.#bytes
    let at = this.#length
    bytes[at] = streamNames.indexOf(stream)
    bytes[at + 1] = (owner === undefined ? 0 : 1) | (parent === undefined ? 0 : 2)
    bytes.writeUInt16LE(blobs.length, at + 2)
    for (const [place, length] of sizes.entries()) bytes.writeUInt32LE(length, at + 4 + 4 * place)
    at += headBytes
    for (const text of texts) if (text !== undefined) at += text.copy(bytes, at)
    at += digest.copy(bytes, at)
    for (const blob of blobs) at += bytes.write(blob, at, 'hex')
    this.#length = at
    this.#count++
  }

  /** The records so far; the pack is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(this.#bytes.buffer, 0, this.#length)
    this.#bytes = Buffer.allocUnsafeSlow(startBytes)
    this.#length = 0
    this.#count = 0
    return taken
  }

  #grow(least: number): void {
    const more = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#bytes.length))
    this.#bytes.copy(more, 0, 0, this.#length)
    this.#bytes = more
  }
}

/** The records of a pack. They share its memory. */
export function* unpackRecords(pack: Uint8Array): Generator<EncodedRecord, void> {
  const bytes = Buffer.from(pack.buffer, pack.byteOffset, pack.length)
  for (let at = 0; at < bytes.length;) {
    const head = at
    at += headBytes
    const take = (length: number): Buffer => bytes.subarray(at, (at += length))
    const text = (place: number): Buffer => take(bytes.readUInt32LE(head + 4 + 4 * place))
    const [id, owner, parent, rank, line] = [text(0), text(1), text(2), text(3), text(4)]
    const digest = take(digestBytes)
    const blobs = Array.from({ length: bytes.readUInt16LE(head + 2) }, () => take(digestBytes).toString('hex'))
    const has = bytes[head + 1] ?? 0
    yield {
      stream: streamNames[bytes[head] ?? 0] ?? 'site',
      id: textOfBytes(id),
      owner: (has & 1) === 0 ? undefined : owner,
      parent: (has & 2) === 0 ? undefined : parent,
      rank,
      line,
      digest,
      blobs,
    }
  }
}
