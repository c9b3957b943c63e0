import { textBytes } from '@spacecrate/disk'
import { sha256 } from '../digest.js'
import { blobsOf, referencesOf } from '../record-references.js'
import type { StreamName, StreamRecords } from '../records.js'
import type { ExternalSort } from '../sort/external-sort.js'
import { firstIdRow, idRowTypes, noOwner, recordIdRow } from '../sort/id-rows.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamNames, streamRules } from '../streams.js'
import type { OrderFinding } from './order-check.js'

/** Ids or digests that were pointed to lately, so that most repetitions take no row. */
const rememberedTargets = 20_000

/** Types of rows by the digest of a blob. */
export const blobRowTypes = { listed: 0, used: 1 } as const

/** Collects what records say of each other: rows by the SHA-256 of the id that they are about, and by digest of a blob. */
export class LinkCollector {
  readonly #ids: ExternalSort
  readonly #blobs: ExternalSort
  readonly #recentIds = new Set<string>()
  readonly #recentBlobs = new Set<string>()
  readonly #recentUnknown = new Set<string>()
  #owners = 0

  constructor(ids: ExternalSort, blobs: ExternalSort) {
    this.#ids = ids
    this.#blobs = blobs
  }

  addRecord<Name extends StreamName>(
    stream: Name,
    record: StreamRecords[Name],
    place: { readonly part: number; readonly offset: number; readonly length: number },
    finding: OrderFinding,
  ): void {
    const rule: StreamRule<Name> = streamRules[stream]
    const at = { stream: streamNames.indexOf(stream), part: place.part, offset: place.offset }
    const id = textBytes(record.id)
    const owner = rule.owner(record)
    const ownerKey = owner === undefined ? noOwner : sha256(textBytes(owner))
    this.#ids.add(sha256(id), recordIdRow(at, place.length, id, ownerKey))
    if (finding.newOwner && owner !== undefined) {
      this.#ids.add(ownerKey, firstIdRow(at))
      this.#ids.add(ownerKey, ownerRow(at.stream, this.#owners, textBytes(owner)))
      this.#owners += 1
    }
    const parent = finding.stray ? rule.parent?.(record) : undefined
    if (parent !== undefined) this.#ids.add(sha256(textBytes(parent)), strayRow(at.stream, ownerKey, id))
    for (const target of referencesOf(stream, record))
      if (isNew(this.#recentIds, target)) this.#ids.add(sha256(textBytes(target)), referenceRow(record.id, target))
    for (const digest of blobsOf(stream, record))
      if (isNew(this.#recentBlobs, digest))
        this.#blobs.add(Buffer.from(digest, 'hex'), Buffer.concat([Buffer.from([blobRowTypes.used]), id]))
  }

  /** A record of a stream that a newer version added: something may point to it. False if it was there lately. */
  addUnknown(id: string): boolean {
    if (!isNew(this.#recentUnknown, id)) return false
    this.addOmission(id)
    return true
  }

  /** An omission stands for a record of that id. */
  addOmission(id: string): void {
    this.#ids.add(sha256(textBytes(id)), Buffer.from([idRowTypes.omission]))
  }

  /** The index of blobs names this one. */
  addListed(digest: string): void {
    this.#blobs.add(Buffer.from(digest, 'hex'), Buffer.from([blobRowTypes.listed]))
  }
}

/** The next records of a stream belong to this owner: place of the stream, number of the group, id of the owner. */
function ownerRow(stream: number, group: number, owner: Buffer): Buffer {
  const row = Buffer.alloc(8 + owner.length)
  row.writeUInt8(idRowTypes.owner, 0)
  row.writeUInt8(stream, 1)
  row.writeUIntBE(group, 2, 6)
  owner.copy(row, 8)
  return row
}

/** A record stands as a root although it names a parent: place of the stream, begin of its owner's key, its id. */
function strayRow(stream: number, ownerKey: Buffer, id: Buffer): Buffer {
  return Buffer.concat([Buffer.from([idRowTypes.stray, stream]), ownerKey.subarray(0, noOwner.length), id])
}

function referenceRow(from: string, target: string): Buffer {
  return Buffer.concat([Buffer.from([idRowTypes.reference]), Buffer.from(JSON.stringify([from, target]))])
}

function isNew(recent: Set<string>, value: string): boolean {
  if (recent.has(value)) return false
  if (recent.size >= rememberedTargets) recent.clear()
  recent.add(value)
  return true
}
