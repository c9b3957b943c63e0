import type { SourceItem } from '../../source.js'
import { omit, type ReadContext } from './read-context.js'
import { rowsOf } from './rows.js'

interface TreeRow {
  readonly n: number
  readonly class: string
  readonly record: string
  readonly parent: number | null
}

const columns = `o.n, o.class, o.record, (SELECT coalesce(p.root_n, p.n) FROM object p WHERE p.n = o.parent_n) AS parent`
const seen = 1
const cut = 2

/** Finds circles among parents and marks one of each, that with the lowest `n`, as cut off: it stands at the root. */
export function* cutCycles(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  const get = context.query(`SELECT ${columns} FROM object o WHERE o.n = ?`)
  const all = `SELECT ${columns} FROM object o WHERE o.n > ? AND +o.class IN ('Page', 'Comment')
    AND o.parent_n IS NOT NULL AND +o.root_n = o.n ORDER BY o.n`
  for (const start of rowsOf<TreeRow>(db, all)) {
    const path = new Map<number, TreeRow>()
    let row: TreeRow | undefined = start
    while (row && ledger.mark(row.n) === 0 && !path.has(row.n)) {
      path.set(row.n, row)
      row = row.parent === null ? undefined : (get.get(row.parent) as TreeRow | undefined)
    }
    if (row && path.has(row.n)) {
      const circle = [...path.values()].slice([...path.keys()].indexOf(row.n))
      const lowest = circle.reduce((low, one) => (one.n < low.n ? one : low))
      ledger.setMark(lowest.n, cut)
      if (ledger.fate(lowest.n) === 'taken') {
        yield omit('PARENT_CYCLE', { kind: lowest.class, what: `The parent of ${lowest.record}` })
      }
    }
    for (const n of path.keys()) if (ledger.mark(n) === 0) ledger.setMark(n, seen)
  }
}

/** True if the parent of this object is not followed, since it leads round in a circle. */
export function isCutOff(context: ReadContext, n: number): boolean {
  return context.ledger.mark(n) === cut
}
