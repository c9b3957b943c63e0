import { textOfBytes } from '@spacecrate/disk'
import type { ExternalSort } from '../sort/external-sort.js'
import { idRowTypes, IndexLineBuilder, noOwner, type RecordIdRow, readPlace, readRecordIdRow } from '../sort/id-rows.js'
import type { SortedRow } from '../sort/merge-runs.js'
import { streamNames, streamRules } from '../streams.js'
import { ownerRowHead } from './link-collector.js'
import type { ProblemList } from './problems.js'

/** What is fed while all rows of one id after the other are looked at. */
export interface LinkSinks {
  readonly problems: ProblemList
  /** Rows by the place from which on records belong to an owner. */
  readonly owners: ExternalSort
  /** Records that stand as roots although their parent is in the same tree: the first of them. */
  readonly strays: { readonly stream: number; readonly id: string }[]
}

/** Strays that are kept. More of them are a fault in any case. */
const maxStrays = 1000

/**
 * Looks at what is known of each id: that there is one record of it, or none and nothing that needs it. Yields the lines
 * that the index of records must have, with their keys.
 */
export function* verifyLinks(
  rows: Iterable<SortedRow>,
  { problems, owners, strays }: LinkSinks,
): Generator<{ readonly key: Buffer; readonly line: string }, void> {
  const builder = new IndexLineBuilder()
  let key: Buffer = Buffer.alloc(0)
  let record: RecordIdRow | undefined
  let omitted = false
  let reported = false
  for (const row of rows) {
    if (!row.key.equals(key)) {
      const line = builder.take()
      if (line !== undefined) yield { key, line }
      key = row.key
      record = undefined
      omitted = false
      reported = false
    }
    const { value } = row
    const type = value[0]
    if (type === idRowTypes.record) {
      const next = readRecordIdRow(value)
      if (record === undefined) builder.setRecord(next)
      else
        problems.add({
          code: 'RECORD_DUPLICATE',
          message: `Two records have the id ${textOfBytes(next.id)}: one in ${name(record.stream)}, one in ${name(next.stream)}`,
          id: textOfBytes(next.id),
        })
      record ??= next
    } else if (type === idRowTypes.first) builder.addFirst(readPlace(value))
    else if (type === idRowTypes.omission) omitted = true
    else if (type === idRowTypes.owner) owners.add(value.subarray(1, ownerRowHead), ownerPlace(value, record))
    else if (type === idRowTypes.stray) {
      if (record?.stream === value[1] && record?.owner.equals(value.subarray(2, 2 + noOwner.length)) === true)
        if (strays.length < maxStrays)
          strays.push({ stream: record.stream, id: textOfBytes(value.subarray(2 + noOwner.length)) })
        else
          problems.add({ code: 'ORDER_WRONG', message: 'Too many records stand as roots although they have a parent' })
    } else if (type === idRowTypes.reference && record === undefined && !omitted && !reported) {
      reported = true
      const [from, target] = JSON.parse(value.toString('utf8', 1)) as [string, string]
      problems.add({
        code: 'REFERENCE_DANGLING',
        message: `The record ${from} points to ${target}, and there is no such record and no omission of it`,
        id: from,
      })
    }
  }
  const line = builder.take()
  if (line !== undefined) yield { key, line }
}

/**
 * Checks that in every stream the groups of records stand in the order of their owners: first those whose owner is in the
 * archive, in its order; then the others, by the owner's id.
 */
export function verifyOwnerOrder(owners: ExternalSort, problems: ProblemList): void {
  let stream = -1
  let before = Buffer.alloc(0)
  for (const { key, value } of owners.sorted()) {
    const place = key.readUInt8(0)
    if (place !== stream) before = Buffer.alloc(0)
    stream = place
    if (before.compare(value) >= 0) {
      const owner = textOfBytes(value.subarray(10))
      problems.add({
        code: 'ORDER_WRONG',
        message: `The order of ${name(stream)} is wrong: the records of ${owner} stand too late, or twice`,
        id: owner,
      })
    } else before = Buffer.from(value)
  }
}

/** What sorts a group: 0 and the place of the owner, or 1 if it is in no stream where it could be; then the owner's id. */
function ownerPlace(row: Buffer, owner: RecordIdRow | undefined): Buffer {
  const rule = streamRules[streamNames[row.readUInt8(1)] ?? 'site']
  const id = row.subarray(ownerRowHead)
  const place = Buffer.alloc(10 + id.length)
  const there = owner !== undefined && rule.owners.some((stream) => streamNames[owner.stream] === stream)
  place.writeUInt8(there ? 0 : 1, 0)
  if (there) {
    place.writeUInt8(owner.stream, 1)
    place.writeUInt32BE(owner.part, 2)
    place.writeUInt32BE(owner.offset, 6)
  }
  id.copy(place, 10)
  return place
}

function name(place: number): string {
  return streamNames[place] ?? `stream ${place}`
}
