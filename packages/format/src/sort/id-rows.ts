import { textOfBytes } from '@spacecrate/disk'
import { streamNames } from '../streams.js'

/**
 * What is known of an id, as values of an `ExternalSort` whose key is the SHA-256 of the id. The type comes first, so
 * that in a group of equal ids the record comes before all that points to it.
 */
export const idRowTypes = { record: 0, first: 1, omission: 2, reference: 3, owner: 4, stray: 5 } as const

/** Where a line stands in the archive; sorts like the archive. */
export interface RecordPlace {
  /** Place of the stream in canonical order. */
  readonly stream: number
  readonly part: number
  readonly offset: number
}

const placeEnd = 10
const ownerBytes = 8
/** No owner. */
export const noOwner: Buffer = Buffer.alloc(ownerBytes)

/** The record stands here. */
export function recordIdRow(place: RecordPlace, length: number, id: Buffer, owner: Buffer = noOwner): Buffer {
  const row = Buffer.allocUnsafe(placeEnd + 4 + ownerBytes + id.length)
  writePlace(row, idRowTypes.record, place)
  row.writeUInt32BE(length, placeEnd)
  owner.copy(row, placeEnd + 4, 0, ownerBytes)
  id.copy(row, placeEnd + 4 + ownerBytes)
  return row
}

/** The first record of a stream that it owns stands here. */
export function firstIdRow(place: RecordPlace): Buffer {
  const row = Buffer.allocUnsafe(placeEnd)
  writePlace(row, idRowTypes.first, place)
  return row
}

/** The id in a row that `recordIdRow` made. */
export function idOfRow(row: Buffer): string {
  const text = row.toString('utf8', placeEnd + 4 + ownerBytes)
  return text.includes('\ufffd') ? textOfBytes(row.subarray(placeEnd + 4 + ownerBytes)) : text
}

/** True if the record of the row belongs to the owner whose key begins with these bytes. */
export function isOwnedBy(row: Buffer, owner: Buffer): boolean {
  return row.compare(owner, 0, ownerBytes, placeEnd + 4, placeEnd + 4 + ownerBytes) === 0
}

/** Reads the place that stands at the beginning of rows for records and firsts. */
export function readPlace(row: Buffer): RecordPlace {
  return { stream: row.readUInt8(1), part: row.readUInt32BE(2), offset: row.readUInt32BE(6) }
}

/** Collects the rows of one id into its line of the index. */
export class IndexLineBuilder {
  #record: Buffer | undefined
  #firsts: Map<string, readonly [number, number]> | undefined

  /** Takes a row that `recordIdRow` made. */
  setRecord(row: Buffer): void {
    this.#record = row
  }

  addFirst({ stream, part, offset }: RecordPlace): void {
    const name = streamNames[stream] ?? ''
    this.#firsts ??= new Map()
    if (!this.#firsts.has(name)) this.#firsts.set(name, [part, offset])
  }

  /** The line in the form in which `encodeValue` writes it, if there was a record of the id. Begins anew. */
  take(): string | undefined {
    const record = this.#record
    const firsts = this.#firsts
    this.#record = undefined
    this.#firsts = undefined
    if (record === undefined) return undefined
    const { stream, part, offset } = readPlace(record)
    const length = record.readUInt32BE(placeEnd)
    const line = `"id":${JSON.stringify(idOfRow(record))},"length":${length},"offset":${offset},"part":${part},"stream":"${streamNames[stream] ?? ''}"}`
    return firsts === undefined ? `{${line}` : `{"firsts":${encodeFirsts(firsts)},${line}`
  }
}

function encodeFirsts(firsts: ReadonlyMap<string, readonly [number, number]>): string {
  const sorted = firsts.size === 1 ? [...firsts] : [...firsts].sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([name, [part, offset]]) => `"${name}":[${part},${offset}]`).join(',')}}`
}

function writePlace(row: Buffer, type: number, { stream, part, offset }: RecordPlace): void {
  row.writeUInt8(type, 0)
  row.writeUInt8(stream, 1)
  row.writeUInt32BE(part, 2)
  row.writeUInt32BE(offset, 6)
}
