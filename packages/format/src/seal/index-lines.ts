import type { BlobIndexLine, RecordIndexLine } from '#records'
import { encodeValue } from '../encode-record.js'
import { streamNames } from '../streams.js'
import { textOfBytes } from '../text-bytes.js'
import type { LineParts } from './line-parts.js'
import type { OrderStore } from './order-store.js'

/** Writes the index of records, sorted by the SHA-256 of the id. */
export function writeRecordIndex({ db }: OrderStore, parts: LineParts): void {
  const rows = db
    .prepare(
      `SELECT key, 0 AS first, id, stream, part, offset, length FROM sealing.places
       UNION ALL SELECT key, 1, NULL, stream, part, offset, 0 FROM sealing.firsts
       ORDER BY key, first, stream`,
    )
    .raw()
    .iterate()
  let key = ''
  let line: RecordIndexLine | undefined
  let firsts: Record<string, [number, number]> | undefined
  const write = (): void => {
    if (line !== undefined) parts.add(encodeIndexLine(firsts === undefined ? line : { ...line, firsts }), key)
    line = undefined
    firsts = undefined
  }
  for (const row of rows) {
    if (!Array.isArray(row)) continue
    const [rowKey, first, id, place, part, offset, length]: unknown[] = row
    const hex = Buffer.isBuffer(rowKey) ? rowKey.toString('hex') : ''
    const stream = streamNames[Number(place)] ?? ''
    if (hex !== key) write()
    if (first === 0 && Buffer.isBuffer(id)) {
      key = hex
      line = { id: textOfBytes(id), stream, part: Number(part), offset: Number(offset), length: Number(length) }
    } else if (hex === key && line !== undefined) {
      firsts ??= {}
      firsts[stream] = [Number(part), Number(offset)]
    }
  }
  write()
}

/** A line of an index as it is written. */
export function encodeIndexLine(line: RecordIndexLine | BlobIndexLine): Buffer {
  return Buffer.from(`${encodeValue(line)}\n`)
}
