import { schemaTexts } from '#schemas'
import type { Database } from '@spacecrate/disk'
import {
  indexPartName,
  largeBlobName,
  omissionPartName,
  packEntryName,
  streamPartName,
} from '../container/entry-names.js'
import { maxDeflatedBytes } from '../limits.js'
import { type ArrangedBlobs, usedBlobs, type WorkBlob } from './arrange-blobs.js'
import type { BlobReader } from './blob-reader.js'
import type { LineParts } from './line-parts.js'
import type { OrderedStream } from './order-records.js'

/** An entry that is going to be written. */
export interface PlannedEntry {
  readonly name: string
  readonly bytes: number
  readonly method: 'store' | 'deflate'
  /** Called once, in the order of the plan. */
  readonly open: () => Promise<Buffer> | AsyncIterable<Buffer>
}

/** Everything that will lie in the archive, beside the files that every volume has. */
export interface Content {
  readonly streams: readonly OrderedStream[]
  readonly recordIndex: LineParts
  readonly blobIndex: LineParts
  readonly blobs: ArrangedBlobs
  readonly omissions: LineParts
  readonly report: ReadonlyMap<string, Uint8Array>
}

/** How many entries `planEntries` yields. */
export function countEntries(content: Content): number {
  return (
    Object.keys(schemaTexts).length +
    content.streams.reduce((sum, stream) => sum + stream.order.parts.length, 0) +
    content.recordIndex.parts.length +
    content.blobIndex.parts.length +
    content.blobs.packs.length +
    content.blobs.large +
    content.omissions.parts.length +
    content.report.size
  )
}

/** The entries in the order of the archive. */
export function* planEntries(content: Content, db: Database, reader: BlobReader): Generator<PlannedEntry, void> {
  for (const [file, text] of Object.entries(schemaTexts)) yield inMemory(`schemas/${file}`, Buffer.from(text))
  for (const { name, order } of content.streams)
    for (const [i, part] of order.parts.entries())
      yield { name: streamPartName(name, i + 1), bytes: part.bytes, method: 'deflate', open: () => order.load(part) }
  for (const [kind, lines] of [
    ['records', content.recordIndex],
    ['blobs', content.blobIndex],
  ] as const)
    for (const part of lines.parts) yield lineEntry(indexPartName(kind, part.firstKey), lines, part)
  const small: Iterator<WorkBlob, void> = usedBlobs(db, 'small')
  for (const [i, bytes] of content.blobs.packs.entries())
    yield { name: packEntryName(i + 1), bytes, method: 'store', open: () => reader.readPack(small, bytes) }
  for (const { digest, bytes } of usedBlobs(db, 'large'))
    yield { name: largeBlobName(digest), bytes, method: 'store', open: () => reader.readLarge(digest) }
  for (const [i, part] of content.omissions.parts.entries())
    yield lineEntry(omissionPartName(i + 1), content.omissions, part)
  for (const [name, bytes] of content.report)
    yield inMemory(`report/${name}`, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

function lineEntry(name: string, lines: LineParts, part: LineParts['parts'][number]): PlannedEntry {
  return { name, bytes: part.bytes, method: 'deflate', open: () => Promise.resolve(lines.load(part)) }
}

function inMemory(name: string, bytes: Buffer): PlannedEntry {
  const method = bytes.length > maxDeflatedBytes ? 'store' : 'deflate'
  return { name, bytes: bytes.length, method, open: () => Promise.resolve(bytes) }
}
