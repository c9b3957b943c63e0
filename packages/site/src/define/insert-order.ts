import { referencesOf, streamNames } from '@spacecrate/format'
import { mayComeLater } from '../store/row-check.js'
import type { DefinedRecord } from './expand-records.js'

/**
 * The records in an order in which they can be inserted: that of the streams, but what a record points to comes before it,
 * wherever it is defined, unless the store takes it later. Of records that point to each other the first one met comes last.
 */
export function* inInsertOrder(
  records: readonly DefinedRecord[],
  byId: ReadonlyMap<string, DefinedRecord>,
): Generator<DefinedRecord> {
  const rank = new Map(streamNames.map((stream, at) => [stream, at]))
  const sorted = records.toSorted((a, b) => (rank.get(a.stream) ?? 0) - (rank.get(b.stream) ?? 0))
  const met = new Set<DefinedRecord>()
  for (const first of sorted) {
    if (met.has(first)) continue
    met.add(first)
    // A chain of pages may be longer than the stack of calls, so the path is a list.
    const path = [{ one: first, needs: needsOf(first, byId) }]
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const need = last.needs.next()
      if (need.done === true) {
        path.pop()
        yield last.one
      } else if (!met.has(need.value)) {
        met.add(need.value)
        path.push({ one: need.value, needs: needsOf(need.value, byId) })
      }
    }
  }
}

function* needsOf(
  { stream, record }: DefinedRecord,
  byId: ReadonlyMap<string, DefinedRecord>,
): Generator<DefinedRecord, undefined> {
  const later = mayComeLater(stream, record as never)
  for (const id of referencesOf(stream, record as never)) {
    const need = byId.get(id)
    if (need !== undefined && !later.includes(id)) yield need
  }
  return undefined
}
