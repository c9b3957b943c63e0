import { type EncodedRecord, encodedRecord, isArchiveError } from '@spacecrate/format'
import { hasLargeBody } from './inline-bodies.js'
import type { RecordItem } from './source.js'
import { withoutSecrets } from './without-secrets.js'

/**
 * What the intake would make of a record, for a source that reads in threads of its own: encoding is done there. `undefined`
 * for a record that the intake has to look at itself, since something of it becomes an omission or a blob.
 */
export function encodedItem(item: RecordItem): EncodedRecord | undefined {
  if (withoutSecrets(item).item !== item || hasLargeBody(item)) return undefined
  try {
    return encodedRecord(item.stream, item.record)
  } catch (error) {
    if (isArchiveError(error, 'RECORD_INVALID') || isArchiveError(error, 'RECORD_TOO_LARGE')) return undefined
    throw error
  }
}
