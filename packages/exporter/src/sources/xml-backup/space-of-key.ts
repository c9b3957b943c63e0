import type { Fate } from './ledger.js'
import type { ReadContext } from './read-context.js'
import { decodeCell, encodeCell } from './index/cell.js'

/** The space that a row names by its key; `missing` where the backup has none, or the row names none. */
export interface NamedSpace {
  readonly fate: Fate | 'missing'
  readonly record: string
}

const missing: NamedSpace = { fate: 'missing', record: '' }

/** The space that the mark of a row of a table names. */
export function spaceOfKey(context: ReadContext, mark: string | null): NamedSpace {
  if (mark === null) return missing
  const row = context
    .query('SELECT o.n, o.record FROM space s JOIN object o ON o.n = s.n WHERE s.lower = ? ORDER BY o.n LIMIT 1')
    .get(encodeCell(decodeCell(mark).replace(/^space /, ''))) as
    | { readonly n: number; readonly record: string | null }
    | undefined
  return row === undefined || row.record === null ? missing : { fate: context.ledger.fate(row.n), record: row.record }
}
