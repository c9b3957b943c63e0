import { randomUUID } from 'node:crypto'
import type { StreamName } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { StepRecord } from '../../destination.js'

/** Their ids are made from an account or a name that they keep as well, or are UUIDs by which texts name them. */
const kept: ReadonlySet<StreamName> = new Set(['people', 'groups', 'emoji', 'application-links', 'calendars'])

/** A new id; the one of the archive for some kinds, where it is free. */
export function reserveId(store: SiteStore, { stream, record }: StepRecord): string {
  if (kept.has(stream) && store.get(stream, record.id) === undefined) return record.id
  // A number would be taken for the code point of a stock emoji.
  if (stream === 'emoji') return `emoji:${randomUUID()}`
  return store.reserve(record.id.slice(0, record.id.indexOf(':')))
}
