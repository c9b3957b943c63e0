import type { AuditRecord } from '@spacecrate/format'
import { personByAlias, personOf } from '../acts.js'
import { changesOf, namesOf } from '../audit-values.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { type ClassFamily, type Lost, recordOfEach } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { decodeCell } from '../index/cell.js'
import { present } from '../items.js'
import { firstTextOf, isTrue, textOf } from '../view.js'

const entry = carriedClass({
  name: 'AuditRecordEntity',
  rows: 'G15',
  why: 'Names of its fields are told apart leniently; addresses of machines stay behind',
  kind: 'audit',
  fields: {
    carried:
      'creationDate creationTime author authorKey userKey authorName authorFullName userName summary description category objectName affectedObjectName objectType affectedObjectType sysAdmin isSysAdmin',
    derived: 'searchString',
    excluded: 'address remoteAddress',
  },
  leftover: { ofSite: 'always' },
})

/** The audit log of Data Center since 7.5. Before that, and on Cloud, it stands in entities.xml. */
const rowOfApp = carriedClass({
  name: 'AO_C77861_AUDIT_ENTITY',
  rows: 'G15',
  why: 'Addresses and names of machines stay behind',
  kind: 'audit',
  fields: {
    carried: 'ID ENTITY_TIMESTAMP USER_ID USER_NAME ACTION CATEGORY AREA CHANGE_VALUES RESOURCES PRIMARY_RESOURCE_TYPE',
    derived:
      'ACTION_T_KEY CATEGORY_T_KEY SEARCH_STRING PRIMARY_RESOURCE_ID SECONDARY_RESOURCE_ID SECONDARY_RESOURCE_TYPE RESOURCE_ID_3 RESOURCE_TYPE_3 RESOURCE_ID_4 RESOURCE_TYPE_4 RESOURCE_ID_5 RESOURCE_TYPE_5 USER_TYPE LEVEL',
    excluded: 'NODE SOURCE SYSTEM_INFO METHOD ATTRIBUTES',
  },
  leftover: { ofSite: 'always' },
})

interface AuditRow extends PlacedRow {
  readonly id: string | null
}

const rowsOfLog = (className: string): string =>
  `SELECT n, at, size, id FROM object WHERE n > ? AND class = '${className}' AND +mark IS NULL ORDER BY n`

/** The audit log, which belongs to the site as a whole. The two logs count their entries apart. */
export const audit: ClassFamily = {
  classes: [entry, rowOfApp],
  readings: [
    recordOfEach({
      of: entry,
      stream: 'audit-records',
      rows: rowsOfLog(entry.name),
      isWanted,
      record: (context, { id }: AuditRow, object) =>
        (id === null ? undefined : ofClass(context, `audit-record:${decodeCell(id)}`, object)) ?? unusable,
    }),
    recordOfEach({
      of: rowOfApp,
      stream: 'audit-records',
      rows: rowsOfLog(rowOfApp.name),
      isWanted,
      record: (context, { id }: AuditRow, object) =>
        (id === null ? undefined : ofTable(context, `audit-record:app-${decodeCell(id)}`, object)) ?? unusable,
    }),
  ],
}

const unusable: Lost = { lost: 'ROW_UNUSABLE', what: 'An entry of the audit log' }

function isWanted(context: ReadContext, row: AuditRow): boolean {
  return context.wholeSite && context.ledger.isOpen(row.n)
}

/** No public text names the fields for sure, so each is looked for by its likely names. */
function ofClass(context: ReadContext, id: string, object: ViewOf<typeof entry>): AuditRecord | undefined {
  const summary = firstTextOf(object, 'summary', 'description', 'category')
  if (summary === undefined) return undefined
  const key = firstTextOf(object, 'authorKey', 'userKey')
  const name = firstTextOf(object, 'authorName', 'userName')
  const description = firstTextOf(object, 'description')
  return present<AuditRecord>({
    id,
    at: context.times.any(firstTextOf(object, 'creationDate', 'creationTime')),
    by: personOf(context, object, 'author') ?? personByAlias(context, key) ?? context.people.knownByName(name),
    byName: firstTextOf(object, 'authorFullName', 'authorName', 'userName', 'author'),
    summary,
    category: firstTextOf(object, 'category'),
    description: description === summary ? undefined : description,
    affected: firstTextOf(object, 'objectName', 'affectedObjectName'),
    affectedKind: firstTextOf(object, 'objectType', 'affectedObjectType'),
    system: isTrue(firstTextOf(object, 'sysAdmin', 'isSysAdmin')) ? true : undefined,
  })
}

function ofTable(context: ReadContext, id: string, object: ViewOf<typeof rowOfApp>): AuditRecord | undefined {
  const summary = textOf(object, 'ACTION')
  if (summary === undefined) return undefined
  const named = namesOf(textOf(object, 'RESOURCES'))
  const changes = changesOf(textOf(object, 'CHANGE_VALUES'))
  const extra = present<Record<string, string>>({
    AREA: textOf(object, 'AREA'),
    RESOURCES: textOf(object, 'RESOURCES'),
    CHANGE_VALUES: changes === undefined ? textOf(object, 'CHANGE_VALUES') : undefined,
  })
  return present<AuditRecord>({
    id,
    at: context.times.any(textOf(object, 'ENTITY_TIMESTAMP')),
    by: personByAlias(context, textOf(object, 'USER_ID')),
    byName: textOf(object, 'USER_NAME'),
    summary,
    category: textOf(object, 'CATEGORY'),
    affected: named?.name,
    affectedKind: named?.type ?? textOf(object, 'PRIMARY_RESOURCE_TYPE'),
    changes,
    extra: Object.keys(extra).length === 0 ? undefined : extra,
  })
}
