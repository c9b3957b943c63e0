import { type BackupObject, letsUseSite, referenceOf, textOf } from '@spacecrate/confluence'
import { type GlobalPermission, type SpacePermission, type Subject, unknownPermission } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { permissionWords } from './permission-words.js'
import { present } from './present.js'
import { createdOf, objectAt, omit, personOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'

interface PermissionRow extends PlacedRow {
  readonly owner: string | null
  readonly owner_n: number | null
  readonly record: string | null
}

const permissions = `SELECT p.n, p.at, p.size, p.owner, p.owner_n, s.record
  FROM object p LEFT JOIN object s ON s.n = p.owner_n
  WHERE p.n > ? AND p.class = 'SpacePermission' AND p.mark IS NULL ORDER BY p.n`

/** Permissions of spaces that are taken, and those of the whole site as far as they decide who sees them, or nothing was selected. */
export function* readPermissions(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'permissions')) return
  const { db, ledger } = context
  for (const row of rowsOf<PermissionRow>(db, permissions)) {
    if (!ledger.isOpen(row.n) || !mayBeWanted(context, row)) continue
    const object = objectAt(context, row)
    const native = textOf(object, 'type')
    if (row.owner_n === null && !isWantedOfSite(context, object, native)) continue
    // Cloud marks its rows as active, and was never seen to write one that is not: it lets nobody do anything.
    const subject = textOf(object, 'active') === 'false' ? undefined : subjectOf(context, object)
    if (subject === undefined || native === undefined) {
      ledger.set(row.n, 'omitted')
      const what = `${native ?? 'A permission'} in ${row.record ?? 'the site'}`
      const id = unknownPermission(row.record ?? 'site')
      yield omit('PERMISSION_SUBJECT_UNKNOWN', { kind: 'SpacePermission', id, what, offset: row.at })
      continue
    }
    const created = createdOf(context, object)
    const record =
      row.record === null
        ? globalPermission(subject, native, created)
        : spacePermission(row.record, subject, native, created)
    if (!context.isFirst(record.id)) ledger.set(row.n, 'merged')
    else if ('space' in record) yield recorded(context, row, 'SpacePermission', 'space-permissions', record)
    else yield recorded(context, row, 'SpacePermission', 'permissions', record)
  }
}

function mayBeWanted(context: ReadContext, row: PermissionRow): boolean {
  if (row.owner_n === null) return row.owner === null
  return row.record !== null && context.ledger.fate(row.owner_n) === 'recorded'
}

/**
 * Of a selection of spaces who may use the site at all, since nobody else sees them. A person counts only if something else
 * names them: nobody enters the archive by this.
 */
function isWantedOfSite(context: ReadContext, object: BackupObject, native: string | undefined): boolean {
  if (context.wholeSite) return true
  const key = referenceOf(object, 'userSubject')?.id
  if (native === undefined || !letsUseSite({ native }) || textOf(object, 'userName') !== undefined) return false
  return key === undefined || context.people.isMentioned(`person:${key}`)
}

/**
 * Whom it is for. Data Center says anonymous by `allUsersSubject`, Server by saying nobody; on Cloud, and where there is an
 * `allUsersSubject` that says nothing, a row that names nobody is not understood, and is given to nobody.
 */
function subjectOf(context: ReadContext, object: BackupObject): Subject | undefined {
  const person = personOf(context, object, 'userSubject', 'userName')
  if (person !== undefined) return { type: 'user', id: person }
  const name = textOf(object, 'group')
  if (name !== undefined) {
    const group = context.groups.byName(name)
    return group === undefined ? undefined : { type: 'group', id: group }
  }
  switch (textOf(object, 'allUsersSubject')) {
    case 'anonymous-users':
      return { type: 'anonymous' }
    case 'authenticated-users':
      return { type: 'everyone' }
    case undefined:
      return saysNobody(context, object) ? { type: 'anonymous' } : undefined
    default:
      return undefined
  }
}

function saysNobody({ product }: ReadContext, { properties }: BackupObject): boolean {
  return (
    product !== 'cloud' && !properties.has('allUsersSubject') && properties.get('userSubject')?.type !== 'reference'
  )
}

function subjectId(subject: Subject): string {
  return 'id' in subject ? subject.id : subject.type
}

function spacePermission(
  space: string,
  subject: Subject,
  native: string,
  created: SpacePermission['created'] | undefined,
): SpacePermission {
  const word = permissionWords.get(native)
  const last = word === undefined ? unambiguous(native) : `${word.operation} ${word.target}`
  const id = `permission:${space}/${subjectId(subject)}/${last}`
  return present<SpacePermission>({ id, space, subject, ...word, native, created })
}

function globalPermission(
  subject: Subject,
  native: string,
  created: GlobalPermission['created'] | undefined,
): GlobalPermission {
  const id = `permission:site/${subjectId(subject)}/${unambiguous(native)}`
  return present<GlobalPermission>({ id, subject, native, created })
}

/** `~2` at the end of an id means the second of its kind, so a word that ends like that says that it is the first. */
function unambiguous(word: string): string {
  return /~\d+$/.test(word) ? `${word}~1` : word
}
