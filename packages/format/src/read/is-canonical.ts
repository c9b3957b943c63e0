import { encodeValue } from '../encode-record.js'

/**
 * True if the text, of which `value` was parsed, is the one form that the value has.
 *
 * Throws a `RangeError` for a value nested deeper than a record may be.
 */
export function isCanonical(value: unknown, text: string): boolean {
  return encodeValue(value) === text
}
