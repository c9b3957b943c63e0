import { textOf } from '@spacecrate/confluence'
import type { Restriction } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { present } from './present.js'
import { createdOf, objectAt, omit, personOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { isCarried } from './read-labels.js'
import { rowsOf } from './rows.js'

interface RestrictionRow extends PlacedRow {
  readonly set_n: number
  readonly set_at: number
  readonly set_size: number
  readonly target_n: number
  readonly record: string
}

const restrictions = `SELECT p.n, p.at, p.size, s.n AS set_n, s.at AS set_at, s.size AS set_size,
    o.root_n AS target_n, o.record
  FROM object p JOIN object s ON s.n = p.owner_n JOIN object o ON o.n = s.owner_n
  WHERE p.n > ? AND p.class = 'ContentPermission' AND s.class = 'ContentPermissionSet'
    AND o.root_n IS NOT NULL AND o.record IS NOT NULL ORDER BY p.n`

const sets = `SELECT s.n, o.root_n AS target_n FROM object s JOIN object o ON o.n = s.owner_n
  WHERE s.n > ? AND s.class = 'ContentPermissionSet' AND o.root_n IS NOT NULL ORDER BY s.n`

/** Restrictions of contents that are taken: what is listed on each, and nothing of what it inherits. */
export function* readRestrictions(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'restrictions')) return
  const { db, ledger } = context
  for (const row of rowsOf<RestrictionRow>(db, restrictions)) {
    if (!ledger.isOpen(row.n) || !isCarried(context, row.target_n)) continue
    const object = objectAt(context, row)
    const set = objectAt(context, { n: row.set_n, at: row.set_at, size: row.set_size })
    const operation = operationOf(textOf(object, 'type') ?? textOf(set, 'type'))
    const group = textOf(object, 'groupName')
    const subject = personOf(context, object, 'userSubject', 'userName') ?? (group && context.groups.byName(group))
    ledger.settle(row.set_n, 'merged')
    if (operation === undefined || subject === undefined || !/^(page|post|folder|custom):/.test(row.record)) {
      ledger.set(row.n, 'omitted')
      const what = `A restriction of ${row.record}`
      yield omit('RESTRICTION_UNKNOWN', { kind: 'ContentPermission', what, offset: row.at })
      continue
    }
    const id = `restriction:${row.record}/${operation}/${subject}`
    const created = createdOf(context, object)
    const record = present<Restriction>({ id, content: row.record, operation, subject, created })
    if (!context.isFirst(id)) ledger.set(row.n, 'merged')
    else yield recorded(context, row, 'ContentPermission', 'restrictions', record)
  }
  for (const { n, target_n } of rowsOf<{ readonly n: number; readonly target_n: number }>(db, sets)) {
    if (isCarried(context, target_n)) ledger.settle(n, 'merged')
  }
}

function operationOf(type: string | undefined): Restriction['operation'] | undefined {
  switch (type?.toLowerCase()) {
    case 'view':
      return 'read'
    case 'edit':
      return 'update'
    default:
      return undefined
  }
}
