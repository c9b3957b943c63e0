/** A value that is bound to a statement: nothing of a query ever becomes part of its text. */
export type Bound = string | number

/** A condition over a row `d` of the documents. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Bound[]
  /** Numbers of the documents that can fulfil it, where it picks few: a statement that gives a column `doc`. */
  readonly driver?: Driver
}

/** Where a search begins. */
export interface Driver {
  readonly sql: string
  readonly values: readonly Bound[]
  /** How many documents it gives, counted up to `mostCounted`. */
  readonly count: number
}

export const mostCounted = 5000

/** Balanced, since an expression of SQLite may not be deep. */
export function junction(conditions: readonly Condition[], operator: 'AND' | 'OR'): Condition {
  const [only] = conditions
  if (conditions.length === 1 && only !== undefined) return only
  const half = Math.ceil(conditions.length / 2)
  const left = junction(conditions.slice(0, half), operator)
  const right = junction(conditions.slice(half), operator)
  const joined = { sql: `(${left.sql} ${operator} ${right.sql})`, values: [...left.values, ...right.values] }
  const driver = operator === 'AND' ? better(left.driver, right.driver) : both(left.driver, right.driver)
  return driver === undefined ? joined : { ...joined, driver }
}

export function negation({ sql, values }: Condition): Condition {
  return { sql: `NOT ${sql}`, values }
}

function better(one: Driver | undefined, other: Driver | undefined): Driver | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return other.count < one.count ? other : one
}

function both(one: Driver | undefined, other: Driver | undefined): Driver | undefined {
  if (one === undefined || other === undefined) return undefined
  return {
    sql: `${one.sql} UNION ${other.sql}`,
    values: [...one.values, ...other.values],
    count: one.count + other.count,
  }
}

export const nothing: Condition = {
  sql: '0',
  values: [],
  driver: { sql: 'SELECT 0 AS doc WHERE 0', values: [], count: 0 },
}
