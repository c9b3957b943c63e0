import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { AuditRecord } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { changesOf, namesOf } from './audit-values.js'
import { present } from './present.js'
import {
  objectAt,
  omit,
  personByAlias,
  personOf,
  placeOf,
  type PlacedRow,
  type ReadContext,
  recorded,
} from './read-context.js'
import { rowsOf } from './rows.js'
import { decodeCell } from './staging/cell.js'
import { isTrue } from './staging/table-object.js'

/** The audit log of Data Center since 7.5. Before that, and on Cloud, it stands in entities.xml. */
const table = 'AO_C77861_AUDIT_ENTITY'
const className = 'AuditRecordEntity'

interface AuditRow extends PlacedRow {
  readonly id: string | null
  readonly class: string
}

const entries = `SELECT n, at, size, id, class FROM object WHERE n > ? AND +class IN ('${className}', '${table}')
  AND mark IS NULL ORDER BY n`

/** The audit log, which belongs to the site as a whole. */
export function* readAudit(context: ReadContext): Generator<SourceItem> {
  if (!context.wholeSite || !takes(context.selection, 'audit')) return
  for (const row of rowsOf<AuditRow>(context.db, entries)) {
    if (!context.ledger.isOpen(row.n)) continue
    const object = objectAt(context, row)
    // The two logs count their entries apart.
    const id = row.id === null ? undefined : `audit-record:${row.class === table ? 'app-' : ''}${decodeCell(row.id)}`
    const record =
      id === undefined ? undefined : row.class === table ? ofTable(context, id, object) : ofClass(context, id, object)
    if (record === undefined) {
      context.ledger.set(row.n, 'omitted')
      yield omit('ROW_UNUSABLE', { kind: row.class, what: 'An entry of the audit log', ...placeOf(context, row) })
    } else yield recorded(context, row, row.class, 'audit-records', record)
  }
}

/** No public text names the fields for sure, so each is looked for by its likely names. */
function ofClass(context: ReadContext, id: string, object: BackupObject): AuditRecord | undefined {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(object, name)).find((text) => text !== undefined)
  const summary = first('summary', 'description', 'category')
  if (summary === undefined) return undefined
  const key = first('authorKey', 'userKey')
  const name = first('authorName', 'userName')
  const description = first('description')
  return present<AuditRecord>({
    id,
    at: context.times.any(first('creationDate', 'creationTime')),
    by: personOf(context, object, 'author', '') ?? personByAlias(context, key) ?? context.people.knownByName(name),
    byName: first('authorFullName', 'authorName', 'userName', 'author'),
    summary,
    category: first('category'),
    description: description === summary ? undefined : description,
    affected: first('objectName', 'affectedObjectName'),
    affectedKind: first('objectType', 'affectedObjectType'),
    system: isTrue(first('sysAdmin', 'isSysAdmin')) ? true : undefined,
  })
}

function ofTable(context: ReadContext, id: string, object: BackupObject): AuditRecord | undefined {
  const text = (column: string): string | undefined => textOf(object, column)
  const summary = text('ACTION')
  if (summary === undefined) return undefined
  const named = namesOf(text('RESOURCES'))
  const changes = changesOf(text('CHANGE_VALUES'))
  const extra = present<Record<string, string>>({
    AREA: text('AREA'),
    RESOURCES: text('RESOURCES'),
    CHANGE_VALUES: changes === undefined ? text('CHANGE_VALUES') : undefined,
  })
  return present<AuditRecord>({
    id,
    at: context.times.any(text('ENTITY_TIMESTAMP')),
    by: personByAlias(context, text('USER_ID')),
    byName: text('USER_NAME'),
    summary,
    category: text('CATEGORY'),
    affected: named?.name,
    affectedKind: named?.type ?? text('PRIMARY_RESOURCE_TYPE'),
    changes,
    extra: Object.keys(extra).length === 0 ? undefined : extra,
  })
}
