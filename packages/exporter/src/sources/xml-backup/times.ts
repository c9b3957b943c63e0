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
}
