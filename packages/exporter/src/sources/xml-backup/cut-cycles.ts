import type { SourceItem } from '../../source.js'
import { cutFrom } from './find-parent.js'
import type { ReadContext } from './read-context.js'
import { rowsOf } from './index/rows.js'
import { omit } from './items.js'

interface TreeRow {
  readonly n: number
  readonly class: string
  readonly record: string
  readonly parent: number | null
}

const columns = `o.n, o.class, o.record, (SELECT coalesce(p.root_n, p.n) FROM object p WHERE p.n = o.parent_n) AS parent`
/** Deeper than any tree; a longer chain of parents was made to fill memory, and is cut. */
const depthLimit = 10_000

/** Finds circles among parents and marks one of each, that with the lowest `n`, as cut off: it stands at the root. */
export function* cutCycles(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  const get = context.query(`SELECT ${columns} FROM object o WHERE o.n = ?`)
  const all = `SELECT ${columns} FROM object o WHERE o.n > ? AND +o.class IN ('Page', 'Comment')
    AND o.parent_n IS NOT NULL AND +o.root_n = o.n ORDER BY o.n`
  for (const start of rowsOf<TreeRow>(db, all)) {
    const path = new Map<number, TreeRow>()
    let row: TreeRow | undefined = start
    while (row && !ledger.has(row.n, 'seen') && !path.has(row.n) && path.size < depthLimit) {
      path.set(row.n, row)
      row = row.parent === null ? undefined : (get.get(row.parent) as TreeRow | undefined)
    }
    if (row && !ledger.has(row.n, 'seen')) {
      const circle = path.has(row.n) ? [...path.values()].slice([...path.keys()].indexOf(row.n)) : [row]
      const lowest = circle.reduce((low, one) => (one.n < low.n ? one : low))
      ledger.mark(lowest.n, 'cut')
      if (ledger.fate(lowest.n) === 'taken') {
        const shut = lowest.class === 'Page' ? cutFrom(context, lowest) : undefined
        yield omit('PARENT_CYCLE', { kind: lowest.class, what: `The parent of ${lowest.record}`, ...shut })
      }
    }
    for (const n of path.keys()) ledger.mark(n, 'seen')
  }
}
