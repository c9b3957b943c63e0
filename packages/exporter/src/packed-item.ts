import { isArchiveError, type RecordPack } from '@spacecrate/format'
import { hasLargeBody } from './inline-bodies.js'
import type { RecordItem } from './source.js'
import { withoutSecrets } from './without-secrets.js'

/**
 * Packs a record as the intake would take it, for a source that reads in threads of its own: encoding is done there. False
 * for a record that the intake has to look at itself, since something of it becomes an omission or a blob.
 */
export function packItem(pack: RecordPack, item: RecordItem): boolean {
  if (withoutSecrets(item).item !== item || hasLargeBody(item)) return false
  try {
    pack.add(item.stream, item.record)
    return true
  } catch (error) {
    if (isArchiveError(error, 'RECORD_INVALID') || isArchiveError(error, 'RECORD_TOO_LARGE')) return false
    throw error
  }
}
