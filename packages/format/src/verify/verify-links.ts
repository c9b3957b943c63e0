import { textOfBytes } from '@spacecrate/disk'
import type { ExternalSort } from '../sort/external-sort.js'
import { idOfRow, idRowTypes, IndexLineBuilder, isOwnedBy, noOwner, readPlace } from '../sort/id-rows.js'
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
  let prefix = -1
  let record: Buffer | undefined
  let omitted = false
  let reported = false
  for (const row of rows) {
    if (row.prefix !== prefix || !row.key.equals(key)) {
      const line = builder.take()
      if (line !== undefined) yield { key, line }
      key = row.key
      prefix = row.prefix
      record = undefined
      omitted = false
      reported = false
    }
    const { value } = row
    const type = value[0]
    if (type === idRowTypes.record) {
      if (record === undefined) builder.setRecord(value)
      else
        problems.add({
          code: 'RECORD_DUPLICATE',
          message: `Two records have the id ${idOfRow(value)}: one in ${name(record[1])}, one in ${name(value[1])}`,
          id: idOfRow(value),
        })
      record ??= value
    } else if (type === idRowTypes.omission) omitted = true
    else if (type === idRowTypes.owner) {
      builder.addFirst(readPlace(value))
      owners.add(value.subarray(1, ownerRowHead), ownerPlace(value, record))
    } else if (type === idRowTypes.stray) {
      if (record !== undefined && record[1] === value[1] && isOwnedBy(record, value.subarray(2, 2 + noOwner.length)))
        if (strays.length < maxStrays)
          strays.push({ stream: record.readUInt8(1), id: textOfBytes(value.subarray(2 + noOwner.length)) })
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
  let before: Buffer = Buffer.alloc(0)
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
    } else before = value
  }
}

/** What sorts a group: 0 and the place of the owner, or 1 if it is in no stream where it could be; then the owner's id. */
function ownerPlace(row: Buffer, owner: Buffer | undefined): Buffer {
  const { owners } = streamRules[streamNames[row.readUInt8(1)] ?? 'site']
  const place = Buffer.from(row)
  const stream = owner === undefined ? undefined : streamNames[owner.readUInt8(1)]
  const there = stream !== undefined && owners.includes(stream)
  place[0] = there ? 0 : 1
  // The place in the archive stands alike in both rows.
  if (there) owner?.copy(place, 1, 1, ownerRowHead)
  else place.fill(0, 1, ownerRowHead)
  return place
}

function name(place: number | undefined): string {
  return streamNames[place ?? -1] ?? `stream ${place}`
}
