import type { Database } from '@spacecrate/disk'
import { type Descriptor, isTimeZone, parseTimestamp } from '@spacecrate/confluence'
import type { SourceIdentity } from '@spacecrate/format'
import { SourceError } from '../../source-error.js'
import { decodeCell } from './index/cell.js'
import { zonesNamed } from './zone-names.js'

export type Zone = NonNullable<SourceIdentity['timeZone']>

/** The zone of the times of a backup, and what whoever knows the server should look at. */
export interface ChosenZone {
  readonly zone: Zone
  readonly note?: string
}

const quarter = 15 * 60_000
/** A space is made and the setting beside it written within a moment. */
const moment = 5000

/**
 * The zone of the times of a backup: what the caller gives, else what the descriptor says, else what follows from the name
 * of a zone in its first line and from settings in UTC beside times without a zone, else UTC.
 *
 * @throws SourceError ZONE_UNKNOWN
 */
export function chooseZone(given: string | undefined, descriptor: Descriptor | undefined, db: Database): ChosenZone {
  if (given !== undefined) {
    if (!isTimeZone(given)) {
      throw new SourceError('ZONE_UNKNOWN', `${JSON.stringify(given)} is no time zone`, { zone: given })
    }
    return { zone: { name: given, from: 'given' } }
  }
  const said = descriptor?.timezoneId
  if (said !== undefined && isTimeZone(said)) return { zone: { name: said, from: 'descriptor' } }
  return inferZone(descriptor?.zoneOfComment, cluesOf(db))
}

function inferZone(name: string | undefined, clues: readonly Clue[]): ChosenZone {
  const { zones, sure } = name === undefined ? { zones: [], sure: false } : zonesNamed(name)
  const fitting = zones.filter((zone) => clues.every((clue) => fits(clue, zone)))
  const [only, ...more] = fitting
  // One is sure by its name, or the clues rule out all others that the name may mean.
  if (only !== undefined && more.length === 0 && (sure || zones.length > 1)) {
    return { zone: { name: only, from: 'inferred' } }
  }
  const offset = onlyOffset(clues)
  const named =
    name === undefined
      ? ''
      : ` The descriptor was written in ${name}${fitting.length > 0 ? `: ${fitting.map((zone) => `--zone ${zone}`).join(' or ')} fits` : ''}.`
  if (offset !== undefined) {
    const note = `Its times name no zone; ${offset} follows from settings beside them. If the server has summer time, times of the other half of the year are an hour off: --zone says better.${named}`
    return { zone: { name: offset, from: 'inferred' }, note }
  }
  return {
    zone: { name: 'UTC', from: 'assumed' },
    note: `Its times name no zone; they are taken as UTC (--zone says better).${named}`,
  }
}

/** A moment by the clock of the server, of which the backup also says the instant. */
interface Clue {
  readonly instant: number
  /** What the clock may have shown: one of them is the moment. */
  readonly locals: readonly string[]
}

function cluesOf(db: Database): Clue[] {
  const rows = db
    .prepare(
      `SELECT c.value, s.created, s.modified FROM clue c JOIN space s ON s.key = c.key WHERE c.kind = 'space' LIMIT 1000`,
    )
    .all() as { readonly value: string; readonly created: string | null; readonly modified: string | null }[]
  const clues = rows.map(({ value, created, modified }) => ({
    instant: Date.parse(value),
    locals: [modified, created].flatMap((cell) => (cell === null ? [] : [decodeCell(cell)])),
  }))
  return clues.filter((clue) => offsetOf(clue) !== undefined)
}

/** How far the clock was ahead, if one of the times can be the moment at all. */
function offsetOf({ instant, locals }: Clue): number | undefined {
  for (const text of locals) {
    const local = parseTimestamp(text, 'UTC')
    if (local === undefined) continue
    const difference = Date.parse(local) - instant
    const offset = Math.round(difference / quarter) * quarter
    if (Math.abs(difference - offset) <= moment && Math.abs(offset) <= 15 * 3_600_000) return offset
  }
  return undefined
}

function fits({ instant, locals }: Clue, zone: string): boolean {
  return locals.some((text) => {
    const at = parseTimestamp(text, zone)
    return at !== undefined && Math.abs(Date.parse(at) - instant) <= moment
  })
}

/** An offset such as `+03:00`, if all clues agree on one: with summer time they don't, and then nothing is inferred. */
function onlyOffset(clues: readonly Clue[]): string | undefined {
  const [only, ...more] = new Set(clues.map(offsetOf))
  if (only === undefined || more.length > 0) return undefined
  const minutes = Math.abs(only) / 60_000
  const pad = (number: number): string => String(number).padStart(2, '0')
  return `${only < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
