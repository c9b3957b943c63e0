import { CqlError, type CqlOrder } from '@spacecrate/confluence'

const columns: ReadonlyMap<string, string> = new Map([
  ['created', 'd.created'],
  ['lastmodified', 'd.modified'],
  ['title', 'd.title'],
  ['type', 'd.type'],
  ['space', 'd.space'],
  ['space.key', 'd.space'],
  ['creator', 'd.creator'],
  ['id', 'd.id'],
])

/** A column by which results are sorted. */
export interface SortKey {
  readonly column: string
  readonly descending: boolean
}

/** The columns of an order; those that have a number of their own come last, so that every order is a whole one. */
export function sortKeys(orderBy: readonly CqlOrder[]): readonly SortKey[] {
  return orderBy.slice(0, 8).map(({ field, descending, start }) => {
    const column = columns.get(field)
    if (column === undefined) {
      const message = `Unsupported order by field : ${field.slice(0, 100)}, expected one of : [${[...columns.keys()].join(', ')}]`
      throw new CqlError(message, start)
    }
    return { column, descending }
  })
}

export function orderSql(keys: readonly SortKey[]): string {
  const [first] = keys
  const last = `d.doc${keys.length === 1 && first?.descending === true ? ' DESC' : ''}`
  return [...keys.map(({ column, descending }) => `${column}${descending ? ' DESC' : ''}`), last].join(', ')
}
