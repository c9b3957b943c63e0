import { type Omission, type StreamName, validateRecord, withoutFields } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import { makeOmission } from '../../omission.js'
import { columnContract } from './contract.js'
import type { Row } from './row-fate.js'

/** So many unknown fields are told of by name; a site with more was made to fill the archive. */
const fieldLimit = 500

/** Keeps what this version does not know out of the archive: fields of rows written by a newer version or by hand. */
export class UnknownFields {
  readonly #counts = new Map<string, { readonly stream: StreamName; readonly field: string; count: number }>()

  /** The row without fields that its schema does not name, which are counted; for a row that is no record, what is wrong. */
  known(stream: StreamName, row: Row): { readonly row: Row; readonly problem?: string } {
    const { problems, unknown } = validateRecord(stream, row, { tolerant: true, anySize: true })
    const [problem] = problems
    if (problem !== undefined) return { row, problem }
    if (unknown.length === 0) return { row }
    for (const pointer of unknown) this.#count(stream, pointer.slice(1).replace(/(?<=^|\/)\d+(?=\/|$)/g, '*'))
    return { row: withoutFields(row, unknown) as Row }
  }

  /** An omission for each field that was left out, with how many rows have it. */
  *omissions(): Generator<Omission> {
    for (const { stream, field, count } of this.#counts.values()) {
      yield makeOmission('FIELD_UNKNOWN', { kind: stream, what: `Field ${JSON.stringify(field)} of ${stream}`, count })
    }
  }

  #count(stream: StreamName, field: string): void {
    const name = this.#counts.size < fieldLimit || this.#counts.has(`${stream} ${field}`) ? field.slice(0, 100) : '…'
    const key = `${stream} ${name}`
    const known = this.#counts.get(key)
    if (known) known.count++
    else this.#counts.set(key, { stream, field: name, count: 1 })
  }
}

/** An omission for each table and column that the contract does not name and that holds anything. */
export function* unknownTables(store: SiteStore): Generator<Omission> {
  let told = 0
  for (const { name, columns, rows } of store.tables.list()) {
    const unknown = columns.filter((column) => columnContract(name, column) === undefined)
    const isTable = unknown.length === columns.length
    for (const column of isTable ? [undefined] : unknown) {
      const count = column === undefined ? rows : store.tables.countValues(name, column)
      if (count === 0 || ++told > fieldLimit) continue
      const table = JSON.stringify(name.slice(0, 100))
      const what =
        column === undefined ? `Table ${table}` : `Column ${JSON.stringify(column.slice(0, 100))} of ${table}`
      yield makeOmission('FIELD_UNKNOWN', { kind: 'table', what, count })
    }
  }
}
