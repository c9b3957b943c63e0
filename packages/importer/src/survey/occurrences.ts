import type { Database } from '@spacecrate/disk'
import type { StepRecord } from '../destination.js'
import type { PlanIndex } from '../plan/plan-index.js'
import { placeOf } from '../translate/body-place.js'
import { fieldReferences } from '../structure.js'
import { TallyBook } from './tally.js'

/** Where and how often a person, group or space stands in what an import writes. */
export interface Occurrence {
  readonly count: number
  /** Archive id of a place where it stands: of a content where there is one, else of a space. */
  readonly sample?: string
}

/**
 * How often people and groups stand in what will be written: as authors, in mentions, memberships, permissions and
 * restrictions. A space is counted by its contents.
 */
export interface Occurrences {
  /** By archive id. `undefined`: nowhere. */
  readonly of: (kind: 'person' | 'group' | 'space', id: string) => Occurrence | undefined
}

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
    else if (stream === 'content' && id === record.space) book.add('space', id, record.id)
  }
}

/** Where a person can look the record up: the content or space that it lies in. */
function sampleOf(item: StepRecord, index: PlanIndex): string | undefined {
  if (item.stream === 'content' || item.stream === 'spaces') return item.record.id
  const { content, space } = placeOf(item, index)
  return content ?? space
}
