import { unknownRestriction } from '@spacecrate/format'
import { encodeCell } from './index/cell.js'
import { mayInherit, mayRestrict } from './inherited.js'
import type { PlacedRow, ReadContext } from './read-context.js'
import { integerOf, referenceOf, viewOf } from './view.js'

/**
 * The restriction of a page that nobody knows, where another copy of the same version lies below something that may shut it:
 * nothing says which of the two places is the later one. `undefined` where the place of the copy shuts nothing.
 */
export function shutElsewhere(context: ReadContext, twin: PlacedRow, kept: number): string | undefined {
  const other = context.query('SELECT n, at, size, record FROM object WHERE n = ?').get(kept) as PlacedRow & {
    readonly record: string | null
  }
  const copy = viewOf<'parent' | 'version'>(context.read(twin))
  const taken = viewOf<'parent' | 'version'>(context.read(other))
  const parent = referenceOf(copy, 'parent')?.id
  if (other.record === null || parent === undefined || parent === referenceOf(taken, 'parent')?.id) return undefined
  if (integerOf(copy, 'version') !== integerOf(taken, 'version')) return undefined
  const above = context
    .query(
      `SELECT coalesce(root_n, n) AS n FROM object WHERE id = ? AND class IN (${context.classes.contents})
        ORDER BY n LIMIT 1`,
    )
    .get(encodeCell(parent)) as { readonly n: number } | undefined
  const isOpen = above !== undefined && !mayRestrict(context, above.n) && !mayInherit(context, above.n)
  return isOpen ? undefined : unknownRestriction(other.record)
}
