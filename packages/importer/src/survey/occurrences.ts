import type { Database } from '@spacecrate/disk'
import type { StepRecord } from '../destination.js'
import type { PlanIndex } from '../plan/plan-index.js'
import { placeOf } from '../translate/body-place.js'
import { isContentId } from '../content-id.js'
import type { Occurrences } from '../occurrences.js'
import { fieldReferences, ownerOf } from '../structure.js'
import { TallyBook } from './tally.js'

/** The occurrences that the survey of a plan counted, from the database of its index. */
export function readOccurrences(db: Database): Occurrences {
  const book = new TallyBook(db)
  return {
    of(kind, id) {
      const found = book.find(kind, id)
      if (found === undefined) return undefined
      const { count, sample } = found
      return { count, ...(sample === undefined ? {} : { sample }) }
    },
  }
}

/** Counts whom a record names in its fields. */
export function countFields(item: StepRecord, index: PlanIndex, book: TallyBook): void {
  const { stream, record } = item
  let sample: string | undefined
  for (const { id } of fieldReferences(stream, record)) {
    const kind = id.startsWith('person:') ? 'person' : id.startsWith('group:') ? 'group' : undefined
    if (kind !== undefined) book.add(kind, id, (sample ??= sampleOf(item, index)))
    else if (isContentId(record.id) && id === ownerOf(stream, record)) book.add('space', id, record.id)
  }
}

/** Where a person can look the record up: the content or space that it lies in. */
function sampleOf(item: StepRecord, index: PlanIndex): string | undefined {
  if (isContentId(item.record.id)) return item.record.id
  const { content, space } = placeOf(item, index)
  return content ?? space
}
