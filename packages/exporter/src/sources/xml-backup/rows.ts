import type { Sqlite } from './staging/staging-file.js'

const pageSize = 500

/**
 * Rows of a statement with the columns `n`, `n > ?` as its first condition and `ORDER BY n`, a page at a time: other
 * statements may run between two rows, and memory stays flat.
 *
 * Only the primary key, or the index on class and n for one class, yields the order without sorting every page anew. So
 * other columns of the condition stand behind a `+`, which keeps SQLite from using an index of theirs.
 */
export function* rowsOf<Row extends { readonly n: number }>(
  db: Sqlite,
  select: string,
  ...parameters: readonly (string | number)[]
): Generator<Row> {
  const statement = db.prepare(`${select} LIMIT ${pageSize}`)
  for (let after = 0; ;) {
    const page = statement.all(after, ...parameters) as Row[]
    for (const row of page) yield row
    const last = page.at(-1)
    if (page.length < pageSize || !last) return
    after = last.n
  }
}
