import { letsUseSite } from '@spacecrate/confluence'
import { type GlobalPermission, type SpacePermission, type Subject, unknownPermission } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { createdOf, personOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { present } from '../items.js'
import { hanging } from '../joined-fields.js'
import { permissionWords } from '../permission-words.js'
import { type ClassFamily, itemsOfEach, lose, recordedOnce } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { hasField, referenceOf, textOf } from '../view.js'

const permission = carriedClass({
  name: 'SpacePermission',
  listedAs: ['owner'],
  rows: 'S11 S16 G8',
  why: 'Cloud marks its rows as active; one that is not was never met, and would be given to nobody',
  kind: 'permissions',
  fields: {
    carried: 'space type group userSubject userName allUsersSubject active creator creatorName creationDate',
    derived: 'lastModifier lastModifierName lastModificationDate',
  },
  join: hanging('space'),
  isOwned: true,
  mustAgree: ['type', 'group', 'userSubject', 'userName', 'allUsersSubject', 'active'],
  leftover: { ofSite: 'unowned' },
})

type Permission = ViewOf<typeof permission>

interface PermissionRow extends PlacedRow {
  readonly owner: string | null
  readonly owner_n: number | null
  readonly record: string | null
}

const rows = `SELECT p.n, p.at, p.size, p.owner, p.owner_n, s.record
  FROM object p LEFT JOIN object s ON s.n = p.owner_n
  WHERE p.n > ? AND p.class = 'SpacePermission' AND p.mark IS NULL ORDER BY p.n`

/** Permissions of spaces that are taken, and those of the whole site as far as they decide who sees them, or nothing was selected. */
export const permissions: ClassFamily = {
  classes: [permission],
  readings: [itemsOfEach({ of: permission, rows, isWanted: mayBeWanted, items: permissionItems })],
}

function* permissionItems(context: ReadContext, row: PermissionRow, object: Permission): Generator<SourceItem> {
  const native = textOf(object, 'type')
  if (row.owner_n === null && !isWantedOfSite(context, object, native)) return
  // Cloud marks its rows as active, and was never seen to write one that is not: it lets nobody do anything.
  const subject = textOf(object, 'active') === 'false' ? undefined : subjectOf(context, object)
  if (subject === undefined || native === undefined) {
    const what = `${native ?? 'A permission'} in ${row.record ?? 'the site'}`
    const id = unknownPermission(row.record ?? 'site')
    yield lose(context, row, permission, { lost: 'PERMISSION_SUBJECT_UNKNOWN', id, what })
    return
  }
  const created = createdOf(context, object)
  if (row.record === null) {
    yield* recordedOnce(context, row, permission, 'permissions', globalPermission(subject, native, created))
  } else {
    const record = spacePermission(row.record, subject, native, created)
    yield* recordedOnce(context, row, permission, 'space-permissions', record)
  }
}

function mayBeWanted(context: ReadContext, row: PermissionRow): boolean {
  if (!context.ledger.isOpen(row.n)) return false
  if (row.owner_n === null) return row.owner === null
  return row.record !== null && context.ledger.fate(row.owner_n) === 'recorded'
}

/**
 * Of a selection of spaces who may use the site at all, since nobody else sees them. A person counts only if something else
 * names them: nobody enters the archive by this.
 */
function isWantedOfSite(context: ReadContext, object: Permission, native: string | undefined): boolean {
  if (context.wholeSite) return true
  const key = referenceOf(object, 'userSubject')?.id
  if (native === undefined || !letsUseSite({ native }) || textOf(object, 'userName') !== undefined) return false
  return key === undefined || context.people.isMentioned(`person:${key}`)
}

/**
 * Whom it is for. Data Center says anonymous by `allUsersSubject`, Server by saying nobody; on Cloud, and where there is an
 * `allUsersSubject` that says nothing, a row that names nobody is not understood, and is given to nobody.
 */
function subjectOf(context: ReadContext, object: Permission): Subject | undefined {
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

function saysNobody({ product }: ReadContext, object: Permission): boolean {
  return product !== 'cloud' && !hasField(object, 'allUsersSubject') && referenceOf(object, 'userSubject') === undefined
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
