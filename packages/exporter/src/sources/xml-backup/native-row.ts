import { type BackupObject, textOf } from '@spacecrate/confluence'
import { objectAt, type PlacedRow, type ReadContext } from './read-context.js'

/** Longer than any calendar with its types and people; rows beyond it are left out, each with an omission. */
const nativeLimit = 200_000

/** Tables whose rows become records of their own. */
const notNative = new Set(['AO_950DC3_TC_SUBCALS', 'AO_950DC3_TC_EVENTS'])
const secret = 'AO_950DC3_TC_SUBCALS_PROPS'
const copied = 'AO_950DC3_TC_JIRA_REMI_EVENTS'

/**
 * A row as the source kept it: its columns as JSON, and by table the rows that hang on it. Those count as merged. What
 * may hold secrets is not among them.
 */
export function nativeOf(context: ReadContext, n: number, object: BackupObject): string {
  const native: Record<string, unknown> = columnsOf(object)
  let size = JSON.stringify(native).length
  const hanging = context.query(
    'SELECT n, at, size, class FROM object INDEXED BY object_owner WHERE owner_n = ? ORDER BY n',
  )
  for (const row of hanging.all(n) as (PlacedRow & { readonly class: string })[]) {
    if (notNative.has(row.class) || row.class === secret || row.class === copied) continue
    if (!context.ledger.isOpen(row.n)) continue
    const columns = columnsOf(objectAt(context, row))
    size += JSON.stringify(columns).length
    if (size > nativeLimit) continue
    const rows = (native[row.class] ??= []) as unknown[]
    rows.push(columns)
    context.ledger.set(row.n, 'merged')
  }
  return JSON.stringify(native)
}

function columnsOf(object: BackupObject): Record<string, string | null> {
  const columns = [...object.properties.keys()].map((name) => [name, textOf(object, name) ?? null] as const)
  return Object.fromEntries(columns)
}
