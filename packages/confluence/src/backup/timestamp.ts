import { BackupError } from './error.js'
import { shown } from './shown.js'

const minute = 60_000
const day = 24 * 60 * minute

/**
 * The instant of a Confluence timestamp, which says no zone (`2024-01-02 05:04:05.678`, the fraction optional, up to
 * nanoseconds), as ISO 8601 in UTC with milliseconds. `undefined` for anything else and for a day or time that doesn't
 * exist in the calendar.
 *
 * Where the clock was put forward, a time that never was is moved forward by the gap (02:30 becomes 03:30); where it
 * was put back, the earlier of the two instants is taken. Java does the same.
 *
 * @param zone an IANA name, `UTC`, or a fixed offset (`+02:00`, `GMT+2`)
 * @throws BackupError TIME_ZONE_UNKNOWN
 */
export function parseTimestamp(raw: string, zone: string): string | undefined {
  const clock = clockOf(zone)
  const match = form.exec(raw)
  if (!match) return undefined
  const [, text = '', month = '', date = '', hours = '', minutes = '', seconds = '00', fraction = ''] = match
  const year = Number(text)
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  if (!isDay(year, Number(month), Number(date))) return undefined
  const clocks = `${text}-${month}-${date}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
  const local = Date.parse(clocks)
  const shown = clock.instantOf(local)
  if (shown === local) return clocks
  const instant = new Date(shown).toISOString()
  return instant.length === clocks.length ? instant : undefined
}

const form = /^\s*'?(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?'?\s*$/

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a day that the calendar has, counted back to the year 0 as if it had always been that of today. */
function isDay(year: number, month: number, date: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return date > 0 && date <= (month === 2 && isLeap ? 29 : (daysOfMonths[month - 1] ?? 0))
}

/** True for a zone that `parseTimestamp` knows. */
export function isTimeZone(zone: string): boolean {
  return findClock(zone) !== undefined
}

/** A zone: how far its clocks are ahead of UTC at an instant. */
interface Clock {
  /** The instant at which clocks show `local`, both in milliseconds, `local` counted as if it were UTC. */
  instantOf(local: number): number
}

const clocks = new Map<string, Clock>()

function clockOf(zone: string): Clock {
  const clock = findClock(zone)
  if (clock) return clock
  throw new BackupError('TIME_ZONE_UNKNOWN', `There is no time zone ${shown(zone)}; try Europe/Berlin or +02:00`, {
    zone,
  })
}

function findClock(zone: string): Clock | undefined {
  const known = clocks.get(zone)
  if (known) return known
  const clock = fixedClock(zone) ?? zoneClock(zone)
  if (clock) clocks.set(zone, clock)
  return clock
}

/** Offsets as Java writes them: `+02:00`, `GMT+02:00`, `GMT+2`, `UTC+2`, `Z`. */
function fixedClock(zone: string): Clock | undefined {
  if (/^(?:UTC|GMT|Z)$/i.test(zone)) return { instantOf: (local) => local }
  const match = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(zone)
  if (!match) return undefined
  const hours = Number(match[2])
  if (hours > 18) return undefined
  const offset = (hours * 60 + Number(match[3] ?? 0)) * minute * (match[1] === '-' ? -1 : 1)
  return { instantOf: (local) => local - offset }
}

function zoneClock(zone: string): Clock | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
  return new ZoneClock(format)
}

/** Offsets by day, since asking costs microseconds and a backup has a million timestamps. */
class ZoneClock implements Clock {
  readonly #format: Intl.DateTimeFormat
  /** Offset of a whole UTC day; `undefined` for a day on which it changes. */
  readonly #days = new Map<number, number | undefined>()

  constructor(format: Intl.DateTimeFormat) {
    this.#format = format
  }

  instantOf(local: number): number {
    const before = this.#offsetAt(local - day)
    const after = this.#offsetAt(local + day)
    if (before === after) return local - before
    const early = local - Math.max(before, after)
    if (this.#offsetAt(early) === Math.max(before, after)) return early
    const late = local - Math.min(before, after)
    return this.#offsetAt(late) === Math.min(before, after) ? late : local - before
  }

  #offsetAt(instant: number): number {
    const number = Math.floor(instant / day)
    if (!this.#days.has(number)) {
      const first = this.#ask(number * day)
      const next = this.#ask((number + 1) * day)
      if (this.#days.size > 50_000) this.#days.clear()
      this.#days.set(number, first === next ? first : undefined)
    }
    return this.#days.get(number) ?? this.#ask(instant)
  }

  #ask(instant: number): number {
    const parts = new Map(this.#format.formatToParts(instant).map((part) => [part.type, part.value]))
    const get = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0)
    const year = parts.get('era')?.startsWith('B') ? 1 - get('year') : get('year')
    const shown = new Date(0)
    shown.setUTCFullYear(year, get('month') - 1, get('day'))
    shown.setUTCHours(get('hour'), get('minute'), get('second'))
    return shown.getTime() - Math.floor(instant / 1000) * 1000
  }
}
