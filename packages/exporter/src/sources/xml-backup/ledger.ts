import type { Database } from '@spacecrate/disk'
import type { SourceAccount } from '@spacecrate/format'
import { kindName } from '../../short-text.js'
import { decodeCell } from './index/cell.js'
import { rowsOf } from './index/rows.js'

/** What became of an object. `taken`: it will be a record or part of one, and isn't yet. */
export const fates = ['none', 'taken', 'recorded', 'merged', 'derived', 'unselected', 'omitted'] as const

/**
 * `seen` and `cut` are of the walk along parents; `named` is an unselected object that an omission names; of a `refused` one
 * a record could not be taken; through what `restricts` something is inherited, or may be, and through what is `free` nothing.
 */
export type Mark = 'seen' | 'cut' | 'named' | 'refused' | 'restricts' | 'free'

const markBits: Readonly<Record<Mark, number>> = { seen: 1, cut: 2, named: 4, refused: 8, restricts: 16, free: 32 }

/** So many classes have a sum of their own; a file with more of them was made to fill the manifest. */
const classLimit = 500

/** The bytes of a ledger. */
export interface LedgerMemory {
  readonly fates: SharedArrayBuffer
  readonly marks: SharedArrayBuffer
}

/** One of `fates`. */
export type Fate = (typeof fates)[number]

/**
 * What became of every object of the backup: one byte each, outside the heap. Each ends in exactly one fate, so the sums
 * add up or show what was forgotten.
 */
export class Ledger {
  /** What threads share that read side by side; each object is read by one of them. */
  readonly memory: LedgerMemory
  readonly #fates: Uint8Array
  readonly #marks: Uint8Array
  #explained = 0

  private constructor(memory: LedgerMemory) {
    this.memory = memory
    this.#fates = new Uint8Array(memory.fates)
    this.#marks = new Uint8Array(memory.marks)
  }

  /** A ledger of so many objects, of which nothing is said so far. */
  static of(count: number): Ledger {
    return new Ledger({ fates: new SharedArrayBuffer(count + 1), marks: new SharedArrayBuffer(count + 1) })
  }

  /** The ledger of another thread. Each counts for itself what it explains. */
  static shared(memory: LedgerMemory): Ledger {
    return new Ledger(memory)
  }

  fate(n: number): Fate {
    return fates[this.#fates[n] ?? 0] ?? 'none'
  }

  /** How many objects have a fate that is not open. */
  get explained(): number {
    return this.#explained
  }

  /** Another thread explained so many more. */
  addExplained(count: number): void {
    this.#explained += count
  }

  set(n: number, fate: Fate): void {
    const wasOpen = this.isOpen(n)
    this.#fates[n] = fates.indexOf(fate)
    if (wasOpen !== this.isOpen(n)) this.#explained += wasOpen ? 1 : -1
  }

  /** Sets the fate where it was open so far: of objects that several records share, such as labels. */
  settle(n: number, fate: Fate): void {
    const now = this.fate(n)
    if (now === 'none' || now === 'taken') this.set(n, fate)
  }

  /** A record of this object could not be taken, and an omission says so: it counts as omitted, whatever is said of it later. */
  refuse(n: number): void {
    this.set(n, 'omitted')
    this.mark(n, 'refused')
  }

  isOpen(n: number): boolean {
    const fate = this.fate(n)
    return fate === 'none' || fate === 'taken'
  }

  /** The objects that are open, so many at a time and in the order of the file, as they are when it comes to them. */
  *openOnes(pageSize: number): Generator<number[]> {
    let page: number[] = []
    for (let n = 1; n < this.#fates.length; n++) {
      if (!this.isOpen(n)) continue
      page.push(n)
      if (page.length < pageSize) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
  }

  /**
   * Something in the archive belongs to this unselected object, so an omission names it: it counts as omitted, and what
   * hangs on it stays unselected. True for the first call of each.
   */
  nameUnselected(n: number): boolean {
    return (this.mark(n, 'named') & markBits.named) === 0
  }

  /** Marks an object, whichever thread does; returns the bits of the marks before. */
  mark(n: number, mark: Mark): number {
    return Atomics.or(this.#marks, n, markBits[mark])
  }

  has(n: number, mark: Mark): boolean {
    return ((this.#marks[n] ?? 0) & markBits[mark]) !== 0
  }

  /** The sums, per class; `counted` is how many objects of each class were counted by their begins alone. */
  accounts(db: Database, counted: readonly (readonly [className: string, count: number])[]): SourceAccount[] {
    const sums = new Map<string, Sums>()
    const all = 'SELECT n, class FROM object WHERE n > ? ORDER BY n'
    for (const { n, class: cell } of rowsOf<{ readonly n: number; readonly class: string }>(db, all)) {
      const name = kindName(decodeCell(cell))
      const sum = sumOf(sums, sums.has(name) || sums.size < classLimit ? name : 'other classes')
      sum.met++
      const fate = this.has(n, 'named') || this.has(n, 'refused') ? 'omitted' : this.fate(n)
      if (fate !== 'none' && fate !== 'taken') sum[fate]++
    }
    for (const [className, count] of counted) {
      const name = kindName(className)
      sumOf(sums, sums.has(name) || sums.size < classLimit ? name : 'other classes').counted += count
    }
    return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, sum]) => ({ kind, ...sum }))
  }
}

type Sums = Record<Exclude<Fate, 'none' | 'taken'> | 'counted' | 'met', number>

function sumOf(sums: Map<string, Sums>, name: string): Sums {
  let sum = sums.get(name)
  if (!sum)
    sums.set(name, (sum = { counted: 0, met: 0, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0 }))
  return sum
}
