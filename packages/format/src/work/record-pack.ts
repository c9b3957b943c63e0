import { textBytes, textOfBytes } from '@spacecrate/disk'
import { sha256Text } from '../digest.js'
import { blobsOf } from '../record-references.js'
import type { StreamName, StreamRecords } from '../records.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamNames, streamRules } from '../streams.js'
import { checkLine, lineOf } from './encode-line.js'
import type { EncodedRecord } from './encoded-record.js'

/** Bytes before the texts of a record: its stream, what it has, how many blobs, and how long its five texts are. */
const headBytes = 24
const digestBytes = 32
const startBytes = 256 * 1024
/** UTF-8 has at most so many bytes for one UTF-16 code unit. */
const bytesPerUnit = 3

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

  /** Encodes one more record, as `encodedRecord` does. Throws the same, and nothing was added then. */
  add<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): void {
    const text = lineOf(stream, record)
    const rule: StreamRule<Name> = streamRules[stream]
    const [owner, parent] = [rule.owner(record), rule.parent?.(record)]
    const texts = [record.id, owner ?? '', parent ?? '', rule.rank(record)].map(textBytes)
    const blobs = blobsOf(stream, record)
    const before = texts.reduce((sum, one) => sum + one.length, headBytes + digestBytes * (1 + blobs.length))
    const bytes = this.#withRoom(before + bytesPerUnit * text.length)
    const start = this.#length
    const lineAt = start + before
    const line = bytes.subarray(lineAt, lineAt + bytes.write(text, lineAt))
    checkLine(stream, record.id, line)
    bytes[start] = streamNames.indexOf(stream)
    bytes[start + 1] = (owner === undefined ? 0 : 1) | (parent === undefined ? 0 : 2)
    bytes.writeUInt16LE(blobs.length, start + 2)
    for (const [place, { length }] of [...texts, line].entries()) bytes.writeUInt32LE(length, start + 4 + 4 * place)
    let at = start + headBytes
    for (const one of texts) at += one.copy(bytes, at)
    at += bytes.write(sha256Text(line.subarray(0, -1)), at, 'latin1')
    for (const blob of blobs) at += bytes.write(blob, at, 'hex')
    this.#length = lineAt + line.length
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

  #withRoom(bytes: number): Buffer {
    const least = this.#length + bytes
    if (least <= this.#bytes.length) return this.#bytes
    const more = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#bytes.length))
    this.#bytes.copy(more, 0, 0, this.#length)
    this.#bytes = more
    return more
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
    const [id, owner, parent, rank] = [text(0), text(1), text(2), text(3)]
    const digest = take(digestBytes)
    const blobs = Array.from({ length: bytes.readUInt16LE(head + 2) }, () => take(digestBytes).toString('hex'))
    const has = bytes[head + 1] ?? 0
    yield {
      stream: streamNames[bytes[head] ?? 0] ?? 'site',
      id: textOfBytes(id),
      owner: (has & 1) === 0 ? undefined : owner,
      parent: (has & 2) === 0 ? undefined : parent,
      rank,
      line: text(4),
      digest,
      blobs,
    }
  }
}
