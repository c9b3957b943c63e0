import type { Account } from '@spacecrate/format'
import { breakable } from './markup.js'
import type { Column, Count } from './sections.js'

/** Columns for the sums of a source; `leftOut` links a number to the list of what was left out. */
export function accountColumns(
  titles: { readonly kind: string; readonly met: string },
  leftOut: (count: number) => Count,
): readonly Column<Account>[] {
  return [
    { title: titles.kind, cell: (row) => breakable(row.kind) },
    { title: 'Counted', cell: (row) => ({ count: row.counted }) },
    { title: titles.met, cell: (row) => ({ count: row.met }) },
    { title: 'Recorded', cell: (row) => ({ count: row.recorded }) },
    { title: 'Part of another record', cell: (row) => ({ count: row.merged }) },
    { title: 'Derived, rebuilt', cell: (row) => ({ count: row.derived }) },
    { title: 'Not selected', cell: (row) => ({ count: row.unselected }) },
    { title: 'Left out', cell: (row) => leftOut(row.omitted) },
    { title: 'Unexplained', cell: (row) => ({ count: row.unexplained, look: 'check' }) },
  ]
}
