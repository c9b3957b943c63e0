import type { Database } from '@spacecrate/disk'

const pageSize = 500

/**
 * Rows of a statement with the columns `n`, `n > ?` as its first condition and `ORDER BY n`, a page at a time: other
 * statements may run between two rows, and memory stays flat.
 *
 * Only the primary key, or the index on class and n for one class, yields the order without sorting every page anew. So
 * other columns of the condition stand behind a `+`, which keeps SQLite from using an index of theirs.
 */
export function* rowsOf<Row extends { readonly n: number }>(
  db: Database,
  select: string,
  ...parameters: readonly (string | number)[]
): Generator<Row> {
  for (const page of pagesOf<Row>(db, select, ...parameters)) yield* page
}

/** The same, for whoever fetches what a page needs at once. */
export function* pagesOf<Row extends { readonly n: number }>(
  db: Database,
  select: string,
  ...parameters: readonly (string | number)[]
): Generator<Row[]> {
  const read = rowReading<Row>(db, `${select} LIMIT ${pageSize}`)
  for (let after = 0; ;) {
    const page = read(after, ...parameters)
    const last = page.at(-1)
    if (last !== undefined) yield page
    if (page.length < pageSize || last === undefined) return
    after = last.n
  }
}

/**
 * Prepares a statement whose rows come as one text: a value that crosses from SQLite alone costs more than a row of JSON.
 * Texts of an index are cells, so JSON holds them as they are.
 */
export function rowReading<Row>(db: Database, select: string): (...parameters: readonly (string | number)[]) => Row[] {
  const names = db
    .prepare(select)
    .columns()
    .map(({ name }) => name)
  const values = names.map((name) => `"${name}"`).join(', ')
  const whole = db.prepare(`SELECT json_group_array(json_array(${values})) AS page FROM (${select})`)
  return (...parameters) => {
    const { page } = whole.get(...parameters) as { readonly page: string }
    return (JSON.parse(page) as unknown[][]).map((row) => {
      const named: Record<string, unknown> = {}
      for (let place = 0; place < names.length; place++) named[names[place] ?? ''] = row[place]
      return named as Row
    })
  }
}
