import { textBytes } from '@spacecrate/disk'
import { sha256, sha256Text } from '../digest.js'
import { blobsOf, referencesOf } from '../record-references.js'
import type { StreamName, StreamRecords } from '../records.js'
import type { ExternalSort } from '../sort/external-sort.js'
import { idRowTypes, noOwner, recordIdRow, type RecordPlace } from '../sort/id-rows.js'
import { streamNames } from '../streams.js'
import type { OrderFinding, OrderNode } from './order-check.js'

/** Where a line lies in its stream. */
export interface LinePlace {
  readonly part: number
  readonly offset: number
  readonly length: number
}

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
  #owner: string | undefined
  #ownerKey: Buffer = noOwner

  constructor(ids: ExternalSort, blobs: ExternalSort) {
    this.#ids = ids
    this.#blobs = blobs
  }

  /** Rows of the next part follow: what is noted of it depends on nothing before. */
  beginPart(): void {
    this.#recentIds.clear()
    this.#recentBlobs.clear()
  }

  /** What a record says of others. */
  addRecord<Name extends StreamName>(
    stream: Name,
    record: StreamRecords[Name],
    place: LinePlace,
    owner: string | undefined,
  ): void {
    const at = { stream: streamNames.indexOf(stream), part: place.part, offset: place.offset }
    const id = textBytes(record.id)
    this.#ids.add(sha256Text(id), recordIdRow(at, place.length, id, this.#keyOf(owner)))
    for (const target of referencesOf(stream, record))
      if (isNew(this.#recentIds, target)) this.#ids.add(sha256Text(textBytes(target)), referenceRow(record.id, target))
    for (const digest of blobsOf(stream, record))
      if (isNew(this.#recentBlobs, digest))
        this.#blobs.add(Buffer.from(digest, 'hex'), Buffer.concat([Buffer.from([blobRowTypes.used]), id]))
  }

  /** What follows from the place of a record among its neighbours. */
  addPlace(
    stream: StreamName,
    { id, owner, parent }: OrderNode,
    place: Pick<LinePlace, 'part' | 'offset'>,
    finding: OrderFinding,
  ): void {
    const at = { stream: streamNames.indexOf(stream), part: place.part, offset: place.offset }
    if (finding.newOwner && owner !== undefined) {
      this.#ids.add(this.#keyOf(owner), ownerRow(at, textBytes(owner)))
    }
    if (finding.stray && parent !== undefined)
      this.#ids.add(sha256(textBytes(parent)), strayRow(at.stream, this.#keyOf(owner), textBytes(id)))
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

  /** Most records have the owner of the one before. */
  #keyOf(owner: string | undefined): Buffer {
    if (owner !== this.#owner) {
      this.#owner = owner
      this.#ownerKey = owner === undefined ? noOwner : sha256(textBytes(owner))
    }
    return this.#ownerKey
  }
}

/** Bytes of an owner row before the owner's id. */
export const ownerRowHead = 10

/** From this place on records belong to this owner: place of the stream, part and offset, id of the owner. */
function ownerRow({ stream, part, offset }: RecordPlace, owner: Buffer): Buffer {
  const row = Buffer.allocUnsafe(ownerRowHead + owner.length)
  row.writeUInt8(idRowTypes.owner, 0)
  row.writeUInt8(stream, 1)
  row.writeUInt32BE(part, 2)
  row.writeUInt32BE(offset, 6)
  owner.copy(row, ownerRowHead)
  return row
}

/** A record stands as a root although it names a parent: place of the stream, begin of its owner's key, its id. */
function strayRow(stream: number, ownerKey: Buffer, id: Buffer): Buffer {
  return Buffer.concat([Buffer.from([idRowTypes.stray, stream]), ownerKey.subarray(0, noOwner.length), id])
}

const referenceMark = String.fromCharCode(idRowTypes.reference)

function referenceRow(from: string, target: string): Buffer {
  return Buffer.from(`${referenceMark}${JSON.stringify([from, target])}`)
}

function isNew(recent: Set<string>, value: string): boolean {
  if (recent.has(value)) return false
  if (recent.size >= rememberedTargets) recent.clear()
  recent.add(value)
  return true
}
