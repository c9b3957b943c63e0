import { type BackupObject, elementsOf, type ObjectReference, referenceOf, textOf } from '@spacecrate/confluence'
import type { Group } from '@spacecrate/format'
import type { SourceItem } from '../../source.js'
import { personOfName } from './people.js'
import { present } from './present.js'
import { item, objectAt, omit, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'
import { decodeCell, encodeCell } from './staging/cell.js'

interface GroupRow extends PlacedRow {
  readonly class: string
  readonly lower: string
  readonly name: string
}

const groups = `SELECT o.n, o.at, o.size, o.class, g.lower, g.name FROM directory_group g JOIN object o ON o.n = g.n
  WHERE o.n > ? ORDER BY o.n`

const memberships = `SELECT n, at, size, class FROM object
  WHERE n > ? AND +class IN ('HibernateMembership', 'DefaultHibernateGroup') AND mark IS NULL ORDER BY n`

/**
 * Groups of the directory with their members, and groups that a record only named. Of a selection of spaces only those
 * that are named, and of their members only people who are named as well: nobody enters the archive through a group.
 */
export function* readGroups(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  yield* readMemberships(context)
  for (const row of rowsOf<GroupRow>(db, groups)) {
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
    const object = objectAt(context, row)
    const record = present<Group>({
      id: `group:${name}`,
      name,
      groupId: textOf(object, 'externalId'),
      description: textOf(object, 'description'),
    })
    yield recorded(context, row, row.class, 'groups', record)
  }
  for (const { id, name } of context.groups.strangers()) yield item('groups', { id, name, referencedOnly: true })
}

function* readMemberships(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  for (const row of rowsOf<PlacedRow & { readonly class: string }>(db, memberships)) {
    if (!ledger.isOpen(row.n)) continue
    const object = objectAt(context, row)
    if (row.class === 'DefaultHibernateGroup') {
      for (const member of elementsOf(object, 'localMembers')) yield* oldMember(context, object, member)
      continue
    }
    const group = nameOfObject(context, referenceOf(object, 'parentGroup'))
    const member = nameOfObject(context, referenceOf(object, 'userMember') ?? referenceOf(object, 'groupMember'))
    if (group === undefined || member === undefined) {
      ledger.set(row.n, 'omitted')
      yield omit('OWNER_MISSING', { kind: 'HibernateMembership', what: 'A membership', offset: row.at })
      continue
    }
    const ids = idsOf(context, group.name, member.name, member.class === 'InternalGroup')
    if (!ids) {
      ledger.set(row.n, 'unselected')
      continue
    }
    const id = `membership:${ids.group}/${ids.member}`
    if (!context.isFirst(id)) ledger.set(row.n, 'merged')
    else yield recorded(context, row, 'HibernateMembership', 'memberships', { id, ...ids })
  }
}

/** Before Crowd a group listed its members itself. */
function* oldMember(context: ReadContext, group: BackupObject, member: ObjectReference): Generator<SourceItem> {
  const [name, user] = [textOf(group, 'name'), nameOfObject(context, member)]
  const ids = name === undefined || !user ? undefined : idsOf(context, name, user.name, false)
  if (!ids) return
  const id = `membership:${ids.group}/${ids.member}`
  if (context.isFirst(id)) yield item('memberships', { id, ...ids })
}

function nameOfObject(
  context: ReadContext,
  reference: ObjectReference | undefined,
): { readonly class: string; readonly name: string } | undefined {
  if (!reference) return undefined
  const row = context
    .query('SELECT n, at, size FROM object WHERE id = ? AND class = ?')
    .get(encodeCell(reference.id), encodeCell(reference.class)) as PlacedRow | undefined
  const name = row && textOf(objectAt(context, row), 'name')
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
