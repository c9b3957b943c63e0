import type { Database, Statement } from './database.js'

/** Rows that one statement inserts: a call of the library costs more than a row does. */
const rowsPerStatement = 16

/** Inserts many rows into one table. */
export class BulkInsert {
  readonly #columns: number
  readonly #many: Statement
  readonly #one: Statement

  /** `into` is what stands between INSERT and VALUES, such as `INTO t (a, b)`. */
  constructor(db: Database, into: string, columns: number) {
    const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`
    const rows = Array.from({ length: rowsPerStatement }, () => row).join(', ')
    this.#columns = columns
    this.#many = db.prepare(`INSERT ${into} VALUES ${rows}`)
    this.#one = db.prepare(`INSERT ${into} VALUES ${row}`)
  }

  /** Inserts rows; within a transaction, if there are many. */
  run(rows: Iterable<readonly unknown[]>): void {
    let values: unknown[] = []
    for (const row of rows) {
      values.push(...row)
      if (values.length < rowsPerStatement * this.#columns) continue
      this.#many.run(values)
      values = []
    }
    for (let at = 0; at < values.length; at += this.#columns) this.#one.run(values.slice(at, at + this.#columns))
  }
}
