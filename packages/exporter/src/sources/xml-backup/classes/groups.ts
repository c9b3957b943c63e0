import type { ObjectReference } from '@spacecrate/confluence'
import type { Group } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { type BackupClass, carriedClass, type ViewOf } from '../backup-class.js'
import { hanging, type LookedUp } from '../joined-fields.js'
import { personOfName } from '../known-people.js'
import { type ClassFamily, lose, recordedOnce, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { rowsOf } from '../index/rows.js'
import { decodeCell, encodeCell } from '../index/cell.js'
import { item, present, recorded } from '../items.js'
import { elementsOf, firstReferenceOf, referenceOf, textOf, type View } from '../view.js'
import { directoryUser, oldUser } from './directory-users.js'

const group = carriedClass({
  name: 'InternalGroup',
  rows: 'U2',
  fields: {
    carried: 'name description externalId',
    derived: 'lowerName',
    excluded: 'active local type createdDate updatedDate directory attributes',
  },
  lookUp: groupNamed,
})

/** A group before Crowd, which lists its members itself. */
const oldGroup = carriedClass({
  name: 'DefaultHibernateGroup',
  rows: 'U2 U3',
  fields: { carried: 'name localMembers' },
  lookUp: groupNamed,
})

function groupNamed(object: View<'name'>): LookedUp | undefined {
  const name = textOf(object, 'name')
  return name === undefined ? undefined : { as: 'group', name }
}

const membership = carriedClass({
  name: 'HibernateMembership',
  rows: 'U3',
  fields: { carried: 'parentGroup userMember groupMember', excluded: 'createdDate' },
  join: hanging('parentGroup'),
  isOwned: true,
  leftover: { ofSite: 'unowned' },
})

interface GroupRow extends PlacedRow {
  readonly class: string
  readonly lower: string
  readonly name: string
}

const groupRows = `SELECT o.n, o.at, o.size, o.class, g.lower, g.name FROM directory_group g JOIN object o ON o.n = g.n
  WHERE o.n > ? ORDER BY o.n`

const membershipRows = `SELECT n, at, size, class FROM object
  WHERE n > ? AND +class IN ('${membership.name}', '${oldGroup.name}') AND mark IS NULL ORDER BY n`

/**
 * Groups of the directory with their members, and groups that a record only named. Of a selection of spaces only those
 * that are named, and of their members only people who are named as well: nobody enters the archive through a group.
 */
export const groups: ClassFamily = {
  classes: [group, oldGroup, membership],
  readings: [readMemberships, readGroups],
}

function* readGroups(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  for (const row of rowsOf<GroupRow>(db, groupRows)) {
    if (!ledger.isOpen(row.n)) continue
    const name = decodeCell(row.name)
    if (!context.wholeSite && !context.groups.isMentioned(name)) {
      ledger.set(row.n, 'unselected')
      continue
    }
    const first = context.query('SELECT min(n) AS n FROM directory_group WHERE lower = ?').get(row.lower) as {
      readonly n: number
    }
    if (first.n !== row.n) {
      ledger.set(row.n, 'merged')
      continue
    }
    const record = present<Group>({ id: `group:${name}`, name, ...factsOf(context, row) })
    yield recorded(context, row, row.class, 'groups', record)
  }
  for (const { id, name } of context.groups.strangers()) yield item('groups', { id, name, referencedOnly: true })
}

/** What the directory says of a group; before Crowd it said nothing. */
function factsOf(context: ReadContext, row: GroupRow): Record<'groupId' | 'description', string | undefined> {
  if (row.class === oldGroup.name) return { groupId: undefined, description: undefined }
  const object = viewAt(context, row, group)
  return { groupId: textOf(object, 'externalId'), description: textOf(object, 'description') }
}

function* readMemberships(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  for (const row of rowsOf<PlacedRow & { readonly class: string }>(db, membershipRows)) {
    if (!ledger.isOpen(row.n)) continue
    if (row.class === oldGroup.name) {
      const object = viewAt(context, row, oldGroup)
      for (const member of elementsOf(object, 'localMembers')) yield* oldMember(context, object, member)
      continue
    }
    const object = viewAt(context, row, membership)
    const parent = nameOfObject(context, referenceOf(object, 'parentGroup'))
    const member = nameOfObject(context, firstReferenceOf(object, 'userMember', 'groupMember'))
    if (parent === undefined || member === undefined) {
      yield lose(context, row, membership, { lost: 'OWNER_MISSING', what: 'A membership' })
      continue
    }
    const ids = idsOf(context, parent.name, member.name, member.class === group.name)
    if (!ids) {
      ledger.set(row.n, 'unselected')
      continue
    }
    const id = `membership:${ids.group}/${ids.member}`
    yield* recordedOnce(context, row, membership, 'memberships', { id, ...ids })
  }
}

/** Before Crowd a group listed its members itself. */
function* oldMember(
  context: ReadContext,
  parent: ViewOf<typeof oldGroup>,
  member: ObjectReference,
): Generator<SourceItem> {
  const [name, user] = [textOf(parent, 'name'), nameOfObject(context, member)]
  const ids = name === undefined || !user ? undefined : idsOf(context, name, user.name, false)
  if (!ids) return
  const id = `membership:${ids.group}/${ids.member}`
  if (context.isFirst(id)) yield item('memberships', { id, ...ids })
}

/** What a membership may name. */
const named: readonly BackupClass<'name'>[] = [group, directoryUser, oldGroup, oldUser]

function nameOfObject(
  context: ReadContext,
  reference: ObjectReference | undefined,
): { readonly class: string; readonly name: string } | undefined {
  if (!reference) return undefined
  const row = context
    .query('SELECT n, at, size FROM object WHERE id = ? AND class = ?')
    .get(encodeCell(reference.id), encodeCell(reference.class)) as PlacedRow | undefined
  const of = named.find((one) => one.name === reference.class)
  const name = row && of && textOf(viewAt(context, row, of), 'name')
  return name === undefined ? undefined : { class: reference.class, name }
}

/** The ids of a membership that is taken. */
function idsOf(
  context: ReadContext,
  group: string,
  member: string,
  isGroup: boolean,
): { readonly group: string; readonly member: string } | undefined {
  if (!context.wholeSite) {
    const known = isGroup ? context.groups.isMentioned(member) : isNamed(context, member)
    if (!known || !context.groups.isMentioned(group)) return undefined
  }
  const groupId = context.groups.byName(group)
  const memberId = isGroup ? context.groups.byName(member) : context.people.byName(member)
  return groupId === undefined || memberId === undefined ? undefined : { group: groupId, member: memberId }
}

function isNamed(context: ReadContext, name: string): boolean {
  const row = context
    .query('SELECT person FROM account WHERE lower = ? ORDER BY n LIMIT 1')
    .get(encodeCell(name.toLowerCase())) as { readonly person: string } | undefined
  return context.people.isMentioned(row?.person ?? personOfName(name))
}
