import type { Database } from '@spacecrate/disk'
import { rowReading } from './rows.js'

/** More rows than this are not fetched at once: of one content there may be thousands. */
const fetchLimit = 20_000

/** A row with the number that it was asked for with. */
export type Found<Row> = Row & { readonly of: number }

/**
 * Rows of one statement by the number that they are asked for with, which it calls `of` and orders by; its one parameter is
 * a list of such numbers as JSON. Many are fetched at once; one that was not is fetched when somebody asks for it.
 */
export class Neighbours<Row> {
  readonly #several: (numbers: string, limit: number) => Found<Row>[]
  readonly #one: (numbers: string) => Found<Row>[]
  readonly #rows = new Map<number, Found<Row>[]>()

  constructor(db: Database, select: string) {
    this.#several = rowReading(db, `${select} LIMIT ?`)
    this.#one = rowReading(db, select)
  }

  /** Fetches the rows of these numbers; where there are too many, some are left for later. */
  fetch(numbers: readonly (number | null | undefined)[]): readonly Found<Row>[] {
    const isNew = (n: number | null | undefined): n is number => typeof n === 'number' && !this.#rows.has(n)
    const wanted = [...new Set(numbers.filter(isNew))]
    if (wanted.length === 0) return []
    const found = this.#several(JSON.stringify(wanted), fetchLimit)
    // Where the limit cut, the rows of the last number may be cut as well, and those of higher ones are not there.
    const cut = found.length < fetchLimit ? Infinity : (found.at(-1)?.of ?? 0)
    const whole = cut === Infinity ? found : found.filter(({ of }) => of < cut)
    for (const n of wanted) if (n < cut) this.#rows.set(n, [])
    for (const row of whole) this.#rows.get(row.of)?.push(row)
    return whole
  }

  of(n: number): readonly Found<Row>[] {
    let rows = this.#rows.get(n)
    if (!rows) this.#rows.set(n, (rows = this.#one(JSON.stringify([n]))))
    return rows
  }

  forget(): void {
    this.#rows.clear()
  }
}
