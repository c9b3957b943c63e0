import { isDeepStrictEqual } from 'node:util'
import type { AnyRecord, StreamName } from '@spacecrate/format'
import { streamRules } from '@spacecrate/format'

/** What only tells how a thing is called or ranked on one side. */
const ofOneSide: ReadonlySet<string> = new Set(['id', 'position', 'nativeId', 'globalId', 'extra'])

/**
 * Names of the fields in which two records of a stream say something else, each on its side: whom and what they point to,
 * who made them, and when, does not count.
 */
export function otherFields(stream: StreamName, one: AnyRecord, other: AnyRecord): string[] {
  const structural = new Set(streamRules[stream].references.map((path) => path.split('.')[0] ?? ''))
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names]
    .filter((name) => {
      if (structural.has(name) || ofOneSide.has(name)) return false
      // In canonical words already.
      if (name === 'native' && 'operation' in one && 'operation' in other) return false
      const [here, there]: unknown[] = [Reflect.get(one, name), Reflect.get(other, name)]
      return !isTime(here) && !isTime(there) && !isDeepStrictEqual(here, there)
    })
    .sort()
}

/** An instant, or an act of somebody. */
function isTime(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ['at', 'by', 'raw'].some((name) => Object.hasOwn(value, name))
}
