import type { SiteStore } from '@spacecrate/site'
import type { StepRecord } from '../../destination.js'
import { siteKindOf } from './site-kinds.js'

/** A new id; the one of the archive for some kinds, where it is free. */
export function reserveId(store: SiteStore, { stream, record }: StepRecord): string {
  const { keepsId, newId } = siteKindOf(stream)
  if (keepsId === true && store.get(stream, record.id) === undefined) return record.id
  return newId?.() ?? store.reserve(record.id.slice(0, record.id.indexOf(':')))
}
