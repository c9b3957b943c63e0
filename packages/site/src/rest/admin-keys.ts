import type { Visitor } from '../access/permissions.js'

/** Header by which an administrator who has a key asks to see what restrictions keep from them. */
export const adminKeyHeader = 'atl-confluence-with-admin-key'

/** Keys with which administrators see everything for a while. They are gone when the site stops. */
export class AdminKeys {
  private readonly ends: Map<Visitor, number> = new Map()

  /** Gives a key, or a new end to the one that there is. */
  give(visitor: Visitor, minutes: number): Date {
    const end = Date.now() + minutes * 60_000
    this.ends.set(visitor, end)
    return new Date(end)
  }

  take(visitor: Visitor): void {
    this.ends.delete(visitor)
  }

  /** When the key of a visitor ends; `undefined` for one who has none. */
  endOf(visitor: Visitor): Date | undefined {
    const end = this.ends.get(visitor)
    if (end === undefined) return undefined
    if (end > Date.now()) return new Date(end)
    this.ends.delete(visitor)
    return undefined
  }
}
