import { textBytes } from '@spacecrate/disk'
import { sha256 } from '../digest.js'
import { blobsOf } from '../record-references.js'
import type { StreamName, StreamRecords } from '../records.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamRules } from '../streams.js'
import { encodeLine } from './encode-line.js'

/** A record as a writer keeps it: its line, and what sorts the line. It can be made in another thread (see `RecordPack`). */
export interface EncodedRecord {
  readonly stream: StreamName
  readonly id: string
  /** Texts as bytes (see `textBytes`). */
  readonly owner: Buffer | undefined
  readonly parent: Buffer | undefined
  readonly rank: Buffer
  /** With its line feed. */
  readonly line: Buffer
  /** SHA-256 of the line without the line feed. */
  readonly digest: Buffer
  /** Digests of the blobs that it needs. */
  readonly blobs: readonly string[]
}

/** Validates and encodes a record. Throws `RECORD_INVALID`, `RECORD_TOO_LARGE`. */
export function encodedRecord<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): EncodedRecord {
  const line = encodeLine(stream, record)
  const rule: StreamRule<Name> = streamRules[stream]
  const owner = rule.owner(record)
  const parent = rule.parent?.(record)
  return {
    stream,
    id: record.id,
    owner: owner === undefined ? undefined : textBytes(owner),
    parent: parent === undefined ? undefined : textBytes(parent),
    rank: textBytes(rule.rank(record)),
    line,
    digest: sha256(line.subarray(0, -1)),
    blobs: blobsOf(stream, record),
  }
}
