import type { BlobIndexLine } from '#records'
import { encodeValue } from '../encode-record.js'
import type { ExternalSort } from '../sort/external-sort.js'
import { idRowTypes, IndexLineBuilder, readPlace } from '../sort/id-rows.js'
import type { LineParts } from './line-parts.js'

/** Writes the index of records, sorted by the SHA-256 of the id. */
export function writeRecordIndex(ids: ExternalSort, parts: LineParts): void {
  const builder = new IndexLineBuilder()
  let key: Buffer = Buffer.alloc(0)
  let prefix = -1
  const write = (): void => {
    const line = builder.take()
    if (line !== undefined) parts.add(Buffer.from(`${line}\n`), key.toString('hex'))
  }
  for (const row of ids.sorted()) {
    if (row.prefix !== prefix || !row.key.equals(key)) {
      write()
      key = row.key
      prefix = row.prefix
    }
    if (row.value[0] === idRowTypes.record) builder.setRecord(row.value)
    else builder.addFirst(readPlace(row.value))
  }
  write()
}

/** A line of the index of blobs as it is written. */
export function encodeIndexLine(line: BlobIndexLine): Buffer {
  return Buffer.from(`${encodeValue(line)}\n`)
}
