import type { AccessChange, AccessReason } from '../plan/access-summary.js'
import { type AccessGrant, type AccessGroup, type AccessRole, type AccessTables, grantBits } from './access-tables.js'
import type { GroupMembers } from './group-members.js'
import { PersonSet } from './person-set.js'
import type { ReadPlace, Worlds } from './walk-places.js'

type Reason = readonly [code: AccessReason, why: string]

/** A grant with everybody whom it is for, before and after. */
interface KnownGrant {
  readonly grant: AccessGrant
  readonly before: PersonSet
  readonly after: PersonSet
  /** Of a group: everybody who was in it. */
  readonly members?: PersonSet
  readonly group?: AccessGroup
  /** The role that it gives. Whoever has it is in `before` and `after` only where it lets read. */
  readonly role?: AccessRole & { readonly readsAfter: boolean; readonly had: PersonSet }
}

/** Says why somebody's access to one place changes. */
export class AccessExplainer {
  readonly #worlds: Worlds
  readonly #at: ReadPlace
  readonly #grants: readonly KnownGrant[]

  private constructor(worlds: Worlds, at: ReadPlace, grants: readonly KnownGrant[]) {
    this.#worlds = worlds
    this.#at = at
    this.#grants = grants
  }

  static async open(worlds: Worlds, groups: GroupMembers, at: ReadPlace): Promise<AccessExplainer> {
    const { tables, source, planned } = worlds
    const grants: KnownGrant[] = []
    const raw = tables.grantsAt(at.place.id)
    const hasRoles = raw.some(({ role }) => role !== undefined)
    const readBefore = hasRoles ? await source.readingRoles(at.place) : undefined
    const readAfter = hasRoles ? await planned.readingRoles(at.place) : undefined
    for (const grant of raw) {
      const { role: roleId, type, subject, bits } = grant
      const readsBefore = roleId === undefined ? isReading(type, bits) : (await readBefore?.(roleId)) === true
      const readsAfter = roleId === undefined ? readsBefore : (await readAfter?.(roleId)) === true
      if (!readsBefore && !readsAfter) continue
      const isGroup = type === 'group'
      const group = isGroup ? tables.groupOf(subject) : undefined
      const had = await source.whom(grant)
      const role = roleId === undefined ? undefined : roleOf(roleId, tables)
      grants.push({
        grant,
        before: readsBefore ? had : new PersonSet(),
        after: readsAfter ? await planned.whom(grant) : new PersonSet(),
        ...(role === undefined ? {} : { role: { ...role, readsAfter, had } }),
        ...(isGroup ? { members: await groups.of(`archive ${grant.subject}`) } : {}),
        ...(group === undefined ? {} : { group }),
      })
    }
    return new AccessExplainer(worlds, at, grants)
  }

  gain(number: number): AccessChange {
    const [code, why] = this.#whyGains(number)
    return { ...this.#who(number), code, why }
  }

  loss(number: number): AccessChange {
    const [code, why] = this.#whyLoses(number)
    return { ...this.#who(number), code, why }
  }

  #who(number: number): { readonly person: string; readonly name: string } {
    const { id, target, name } = this.#worlds.people.get(number)
    return { person: id ?? target ?? '', name }
  }

  #whyGains(number: number): Reason {
    const { people } = this.#worlds
    const { place, beforeAbove } = this.#at
    if (people.administrators.has(number)) {
      return ['DESTINATION_ADMINISTRATOR', 'they administer the destination, and read everything there']
    }
    const person = people.get(number)
    if (person.id !== undefined && !person.before) {
      return ['ACCOUNT_STATE', 'their account could not be used at the source, and can be at the destination']
    }
    const twins = person.id === undefined ? [] : people.likeAtDestination(person.id).filter((twin) => twin !== number)
    for (const { grant, before, after, members, group, role } of this.#grants) {
      if (role !== undefined && role.had.has(number) && !before.has(number) && after.has(number)) {
        return ['ROLE_DIFFERS', `they have the role ${role.name}, which lets read at the destination`]
      }
      if (members === undefined || members.has(number) || !after.has(number)) continue
      const name = group?.name ?? grant.subject
      return group?.target === undefined && twins.length > 0
        ? ['ACCOUNT_SHARED', `they have the account of ${this.#names(twins)}, who is in the group ${name}`]
        : ['GROUP_HAS_OTHER_MEMBERS', `they are in the group ${name} at the destination`]
    }
    if (twins.length > 0) {
      return ['ACCOUNT_SHARED', `they have the same account at the destination as ${this.#names(twins)}`]
    }
    if (place.placedUnder !== undefined) return ['PLACED_UNDER', 'they can read the page that its content goes under']
    return beforeAbove !== undefined && !beforeAbove.people.has(number)
      ? ['ACCESS_ABOVE', 'they can read what it is in at the destination, and could not at the source']
      : ['ACCESS_ABOVE', 'what it is in at the destination lets them in']
  }

  #whyLoses(number: number): Reason {
    const { place, afterAbove } = this.#at
    const { carried, after } = this.#worlds.people.get(number)
    if (!carried) return ['PERSON_UNMAPPED', 'nobody at the destination stands for them']
    if (!after) return ['ACCOUNT_STATE', 'their account at the destination cannot be used']
    if (place.placedUnder !== undefined)
      return ['PLACED_UNDER', 'they cannot read the page that its content goes under']
    const isSpace = place.kind === 'space'
    const left: AccessReason = isSpace ? 'SPACE_LEFT_PRIVATE' : 'CONTENT_LEFT_CLOSED'
    if (place.closedWhy !== undefined) return [left, `it stays closed: ${place.closedWhy}`]
    if (afterAbove !== undefined && !afterAbove.everyone && !afterAbove.people.has(number)) {
      return ['ACCESS_ABOVE', 'they cannot read what it is in']
    }
    const lost = this.#grants.find((known) => known.before.has(number) && !known.after.has(number))
    if (lost !== undefined) return whyGrantIsLost(lost, isSpace)
    return [left, isSpace ? 'none of its permissions is carried' : 'none of those who may open it is carried']
  }

  #names(numbers: readonly number[]): string {
    return numbers.map((number) => this.#who(number).name).join(', ')
  }
}

function whyGrantIsLost({ grant, group, role }: KnownGrant, isSpace: boolean): Reason {
  const { type, subject, carried } = grant
  if (role !== undefined && !role.carried) {
    return ['ROLE_NOT_CARRIED', `they have the role ${role.name}, which is not carried`]
  }
  if (role !== undefined && carried && !role.readsAfter) {
    return ['ROLE_DIFFERS', `they have the role ${role.name}, which does not let read at the destination`]
  }
  const what = role === undefined ? (isSpace ? 'permission' : 'restriction') : `role ${role.name}`
  const code: AccessReason = isSpace ? 'PERMISSION_SUBJECT_UNMAPPED' : 'RESTRICTION_SUBJECT_UNMAPPED'
  if (type !== 'group') return [code, `the ${what} that names them is not carried`]
  const name = group?.name ?? subject
  if (!carried) return [code, `the ${what} of the group ${name} is not carried`]
  return group?.target === undefined
    ? ['MEMBER_UNMAPPED', `their membership in the group ${name} is not carried`]
    : ['MEMBERSHIP_IN_EXISTING_GROUP', `they are not in the group ${name} that is at the destination`]
}

function isReading(type: AccessGrant['type'], bits: number): boolean {
  return type !== 'role' && (bits & grantBits.read) !== 0
}

/** A role that the archive doesn't hold is not carried. */
function roleOf(id: string, tables: AccessTables): AccessRole {
  return tables.roleOf(id) ?? { id, name: id, bits: 0, carried: false }
}
