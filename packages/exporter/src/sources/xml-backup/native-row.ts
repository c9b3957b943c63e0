import type { PlacedRow, ReadContext } from './read-context.js'
import { columnsOf, type View, viewOf } from './view.js'

/** Longer than any calendar with its types and people; rows beyond it are left out, each with an omission. */
const nativeLimit = 200_000

/**
 * A row as the source kept it: its columns as JSON, and by table the rows that hang on it. Those count as merged. What
 * may hold secrets is not among them.
 */
export function nativeOf(context: ReadContext, n: number, object: View<never>): string {
  const native: Record<string, unknown> = columnsOf(object)
  let size = JSON.stringify(native).length
  const hanging = context.query(
    'SELECT n, at, size, class FROM object INDEXED BY object_owner WHERE owner_n = ? ORDER BY n',
  )
  for (const row of hanging.all(n) as (PlacedRow & { readonly class: string })[]) {
    if (!context.classes.get(row.class)?.isNative || !context.ledger.isOpen(row.n)) continue
    const columns = columnsOf(viewOf(context.read(row)))
    size += JSON.stringify(columns).length
    if (size > nativeLimit) continue
    const rows = (native[row.class] ??= []) as unknown[]
    rows.push(columns)
    context.ledger.set(row.n, 'merged')
  }
  return JSON.stringify(native)
}
