import { parseTimestamp } from '@spacecrate/confluence'
import type { Instant } from '@spacecrate/format'
import type { Zone } from './zone.js'

/** Reads the times of a backup, which carry no zone. */
export class Times {
  readonly #zone: Zone
  readonly #label: string
  /** Texts that are no time. */
  unreadable = 0

  constructor(zone: Zone) {
    this.#zone = zone
    this.#label = zone.from === 'assumed' ? `assumed(${zone.name})` : zone.from
  }

  /** `undefined` for an absent text and for one that is no time of the calendar. */
  instant(raw: string | undefined): Instant | undefined {
    if (raw === undefined) return undefined
    const at = parseTimestamp(raw, this.#zone.name)
    if (at !== undefined) return { at, raw, zone: this.#label }
    this.unreadable++
    return undefined
  }

  /** An instant that the source gave in milliseconds since 1970: it needs no zone. */
  epoch(milliseconds: string | undefined): Instant | undefined {
    if (milliseconds === undefined || !/^\d{1,14}$/.test(milliseconds)) return undefined
    return { at: new Date(Number(milliseconds)).toISOString(), raw: milliseconds }
  }

  /** An instant in any form that a table of an app has: milliseconds since 1970, ISO 8601 with a zone, or neither. */
  any(raw: string | undefined): Instant | undefined {
    if (raw === undefined || raw.trim() === '') return undefined
    const epoch = this.epoch(raw)
    if (epoch) return epoch
    if (!zoned.test(raw)) return this.instant(raw)
    const at = Date.parse(
      raw
        .trim()
        .replace(' ', 'T')
        .replace(/([+-]\d\d)(?::?(\d\d))?$/, (_, hours: string, minutes?: string) => `${hours}:${minutes ?? '00'}`),
    )
    if (!Number.isNaN(at)) return { at: new Date(at).toISOString(), raw }
    this.unreadable++
    return undefined
  }

  /**
   * The day of a date without a time of day, which is kept as an instant: midnight on the clock of the source. Where
   * that clock is not known, the nearest midnight is meant.
   */
  day(raw: string | undefined): string | undefined {
    const plain = /^\s*(\d{4}-\d\d-\d\d)(?:[ T][\d:.]+)?\s*$/.exec(raw ?? '')?.[1]
    if (plain !== undefined) return this.instant(`${plain} 00:00:00`) && plain
    const instant = this.any(raw)
    if (!instant) return undefined
    const at = Date.parse(instant.at)
    const shown = parseTimestamp(instant.at.slice(0, -1), this.#zone.name)
    const ahead = shown === undefined ? 0 : at - Date.parse(shown)
    const day = new Date(at + ahead + halfDay).toISOString().slice(0, 10)
    return /^\d{4}-/.test(day) ? day : undefined
  }
}

const zoned = /^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)\s*$/
const halfDay = 12 * 60 * 60 * 1000
