import { parseTimestamp } from '../backup/timestamp.js'

/** A span of time, from its first millisecond to the one behind its last. */
export interface CqlSpan {
  readonly from: number
  readonly until: number
}

const minute = 60_000
const literal = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/
const increment = /^([+-]?)(\d{1,6})([yMwdhm]?)$/

type Unit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm'

/** The day or the minute that a date in a query means, in the zone of whoever asks; `undefined` for what is no date. */
export function dateSpan(text: string, zone: string): CqlSpan | undefined {
  const match = literal.exec(text.trim())
  if (match === null) return undefined
  const [year = '', month = '', day = '', hours, minutes = ''] = match.slice(1)
  const from = instantOf(
    year,
    month,
    day,
    `${(hours ?? '0').padStart(2, '0')}:${hours === undefined ? '00' : minutes}`,
    zone,
  )
  if (from === undefined) return undefined
  if (hours !== undefined) return { from, until: from + minute }
  return { from, until: toInstant(shift({ local: toLocal(from, zone), zone }, 1, 'd')) }
}

function instantOf(year: string, month: string, day: string, time: string, zone: string): number | undefined {
  const found = parseTimestamp(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`, zone)
  return found === undefined ? undefined : Date.parse(found)
}

/** A time as the clocks of a zone show it, counted as if it were UTC. */
interface LocalTime {
  readonly local: number
  readonly zone: string
}

const periods: { readonly [name: string]: { readonly unit: Unit; readonly end: boolean } } = {
  startofday: { unit: 'd', end: false },
  startofweek: { unit: 'w', end: false },
  startofmonth: { unit: 'M', end: false },
  startofyear: { unit: 'y', end: false },
  endofday: { unit: 'd', end: true },
  endofweek: { unit: 'w', end: true },
  endofmonth: { unit: 'M', end: true },
  endofyear: { unit: 'y', end: true },
}

/** True for `now`, `startOfDay` and their like. */
export function isDateFunction(name: string): boolean {
  return name.toLowerCase() === 'now' || Object.hasOwn(periods, name.toLowerCase())
}

/**
 * The instant that a function of time means. Increments without a unit are in the unit of the function, of `now` in days. A
 * week begins on Sunday.
 *
 * @returns `undefined` for arguments that it doesn't take
 */
export function dateFunction(name: string, values: readonly string[], now: number, zone: string): number | undefined {
  const period = periods[name.toLowerCase()]
  const by = incrementOf(values, period?.unit ?? 'd')
  if (by === undefined) return undefined
  const today: LocalTime = { local: toLocal(now, zone), zone }
  if (period === undefined) return toInstant(shift(today, by.count, by.unit))
  const { unit, end } = period
  const start = startOf(today, unit)
  const isWhole = by.unit === unit
  const moved = isWhole ? shift(start, by.count, unit) : start
  const last = end ? { ...moved, local: shift(moved, 1, unit).local - 1 } : moved
  return toInstant(isWhole ? last : shift(last, by.count, by.unit))
}

function incrementOf(
  values: readonly string[],
  standard: Unit,
): { readonly count: number; readonly unit: Unit } | undefined {
  const [value] = values
  if (values.length > 1) return undefined
  if (value === undefined) return { count: 0, unit: standard }
  const match = increment.exec(value.trim())
  if (match === null) return undefined
  const [sign, digits, unit] = match.slice(1)
  return { count: Number(digits) * (sign === '-' ? -1 : 1), unit: unit === '' ? standard : (unit as Unit) }
}

function shift({ local, zone }: LocalTime, count: number, unit: Unit): LocalTime {
  const date = new Date(local)
  if (unit === 'y') date.setUTCFullYear(date.getUTCFullYear() + count)
  else if (unit === 'M') date.setUTCMonth(date.getUTCMonth() + count)
  else {
    const lengths = { w: 7 * 24 * 60, d: 24 * 60, h: 60, m: 1 }
    return { local: local + count * lengths[unit] * minute, zone }
  }
  const moved = date.getTime()
  // Beyond what a date can be.
  if (Number.isNaN(moved)) return { local: count < 0 ? -8e15 : 8e15, zone }
  return { local: moved, zone }
}

function startOf({ local, zone }: LocalTime, unit: Unit): LocalTime {
  const date = new Date(local)
  date.setUTCHours(0, 0, 0, 0)
  if (unit === 'w') date.setUTCDate(date.getUTCDate() - date.getUTCDay())
  if (unit === 'M' || unit === 'y') date.setUTCDate(1)
  if (unit === 'y') date.setUTCMonth(0)
  return { local: date.getTime(), zone }
}

/** Times beyond the years of four digits lie before or behind everything. */
function toInstant({ local, zone }: LocalTime): number {
  const date = new Date(local)
  const year = date.getUTCFullYear()
  if (Number.isNaN(year) || year < 1 || year > 9998) return year < 1 ? -8.64e15 : 8.64e15
  const text = date.toISOString().slice(0, 23).replace('T', ' ')
  return Date.parse(parseTimestamp(text, zone) ?? date.toISOString())
}

function toLocal(instant: number, zone: string): number {
  // Within a day of the answer the clocks of the zone are asked for the instant at which they show a time.
  let local = instant
  for (let tries = 0; tries < 3; tries++) local += instant - toInstant({ local, zone })
  return local
}
