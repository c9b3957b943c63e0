import type { SiteStore } from '@spacecrate/site'
import type { StepRecord } from '../../destination.js'

/**
 * A new id. People and groups keep theirs where it is free: it is made from their account or name, which they keep as well.
 */
export function reserveId(store: SiteStore, { stream, record }: StepRecord): string {
  if ((stream === 'people' || stream === 'groups') && store.get(stream, record.id) === undefined) return record.id
  return store.reserve(record.id.slice(0, record.id.indexOf(':')))
}
