import { isTimeZone, parseTimestamp } from '@spacecrate/confluence'
import type { SourceIdentity } from '@spacecrate/format'
import { SourceError } from '../../source-error.js'
import { decodeCell } from './staging/cell.js'
import type { Sqlite } from './staging/staging-file.js'

export type Zone = NonNullable<SourceIdentity['timeZone']>

const quarter = 15 * 60_000
/** A space is made and the setting beside it written within a moment. */
const moment = 5000

/**
 * The zone of the times of a backup: what the caller gives, else what the descriptor says, else what settings in UTC
 * beside times without a zone come to, else UTC.
 *
 * @throws SourceError ZONE_UNKNOWN
 */
export function chooseZone(given: string | undefined, descriptor: string | undefined, db: Sqlite): Zone {
  if (given !== undefined) {
    if (!isTimeZone(given)) {
      throw new SourceError('ZONE_UNKNOWN', `${JSON.stringify(given)} is no time zone`, { zone: given })
    }
    return { name: given, from: 'given' }
  }
  if (descriptor !== undefined && isTimeZone(descriptor)) return { name: descriptor, from: 'descriptor' }
  const inferred = inferOffset(db)
  return inferred === undefined ? { name: 'UTC', from: 'assumed' } : { name: inferred, from: 'inferred' }
}

interface Clue {
  readonly value: string
  readonly created: string | null
  readonly modified: string | null
}

/** An offset such as `+03:00`, if all clues agree on one: with summer time they don't, and then nothing is inferred. */
function inferOffset(db: Sqlite): string | undefined {
  const clues = db
    .prepare(
      `SELECT c.value, s.created, s.modified FROM clue c JOIN space s ON s.key = c.key WHERE c.kind = 'space' LIMIT 1000`,
    )
    .all() as Clue[]
  const offsets = new Set<number>()
  for (const { value, created, modified } of clues) {
    const instant = Date.parse(value)
    for (const cell of [modified, created]) {
      const local = cell === null ? undefined : parseTimestamp(decodeCell(cell), 'UTC')
      if (local === undefined) continue
      const difference = Date.parse(local) - instant
      const offset = Math.round(difference / quarter) * quarter
      if (Math.abs(difference - offset) > moment || Math.abs(offset) > 15 * 3_600_000) continue
      offsets.add(offset)
      break
    }
  }
  const [only] = offsets
  if (only === undefined || offsets.size > 1) return undefined
  const minutes = Math.abs(only) / 60_000
  const pad = (number: number): string => String(number).padStart(2, '0')
  return `${only < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
