import { encodeValue } from '../encode-record.js'
import { maxDepth } from '../limits.js'

/**
 * True if the text, of which `value` was parsed, is the one form that the value has. `JSON.stringify` is much faster than
 * `encodeValue`, and writes the same wherever the keys stand in order already.
 *
 * Throws a `RangeError` for a value nested deeper than a record may be.
 */
export function isCanonical(value: unknown, text: string): boolean {
  return (isSorted(value, 0) && JSON.stringify(value) === text) || encodeValue(value) === text
}

/** True if the keys of all objects ascend and nothing is nested too deep. */
function isSorted(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth >= maxDepth) return false
  if (Array.isArray(value)) return value.every((item) => isSorted(item, depth + 1))
  let before: string | undefined
  for (const key of Object.keys(value)) {
    if (before !== undefined && key <= before) return false
    before = key
    const inner: unknown = Reflect.get(value, key)
    if (typeof inner === 'object' && !isSorted(inner, depth + 1)) return false
  }
  return true
}
