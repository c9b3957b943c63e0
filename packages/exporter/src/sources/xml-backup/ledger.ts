import type { Account } from '@spacecrate/format'
import type { Sqlite } from './staging/staging-file.js'

/** What became of an object. `taken`: it will be a record or part of one, and isn't yet. */
export const fates = ['none', 'taken', 'recorded', 'merged', 'derived', 'unselected', 'omitted'] as const

/** One of `fates`. */
export type Fate = (typeof fates)[number]

/**
 * What became of every object of the backup: one byte each, outside the heap. Each ends in exactly one fate, so the sums
 * add up or show what was forgotten.
 */
export class Ledger {
  readonly #fates: Uint8Array
  readonly #cut: Uint8Array
  readonly #named = new Set<number>()

  constructor(count: number) {
    this.#fates = new Uint8Array(count + 1)
    this.#cut = new Uint8Array(count + 1)
  }

  fate(n: number): Fate {
    return fates[this.#fates[n] ?? 0] ?? 'none'
  }

  set(n: number, fate: Fate): void {
    this.#fates[n] = fates.indexOf(fate)
  }

  /** Sets the fate where it was open so far: of objects that several records share, such as labels. */
  settle(n: number, fate: Fate): void {
    const now = this.fate(n)
    if (now === 'none' || now === 'taken') this.set(n, fate)
  }

  isOpen(n: number): boolean {
    const fate = this.fate(n)
    return fate === 'none' || fate === 'taken'
  }

  /**
   * Something in the archive belongs to this unselected object, so an omission names it: it counts as omitted, and what
   * hangs on it stays unselected. True for the first call of each. There are few of these.
   */
  nameUnselected(n: number): boolean {
    const isNew = !this.#named.has(n)
    this.#named.add(n)
    return isNew
  }

  /** A mark of the walk along parents: 1 seen, 2 its parent is cut off. */
  mark(n: number): number {
    return this.#cut[n] ?? 0
  }

  setMark(n: number, mark: number): void {
    this.#cut[n] = mark
  }

  /** The sums, per class. */
  accounts(db: Sqlite): Account[] {
    const sums = new Map<string, Record<string, number>>()
    const page = db.prepare('SELECT n, class FROM object WHERE n > ? ORDER BY n LIMIT 2000')
    for (let after = 0; ;) {
      const rows = page.all(after) as { readonly n: number; readonly class: string }[]
      for (const { n, class: name } of rows) {
        let sum = sums.get(name)
        if (!sum) sums.set(name, (sum = { met: 0, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0 }))
        sum['met'] = (sum['met'] ?? 0) + 1
        const fate = this.#named.has(n) ? 'omitted' : this.fate(n)
        if (fate !== 'none' && fate !== 'taken') sum[fate] = (sum[fate] ?? 0) + 1
        after = n
      }
      if (rows.length < 2000) break
    }
    return [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, sum]) => ({
        kind,
        met: sum['met'] ?? 0,
        recorded: sum['recorded'] ?? 0,
        merged: sum['merged'] ?? 0,
        derived: sum['derived'] ?? 0,
        unselected: sum['unselected'] ?? 0,
        omitted: sum['omitted'] ?? 0,
      }))
  }
}
