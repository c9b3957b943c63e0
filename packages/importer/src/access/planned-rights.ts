import { type AccessGrant, type AccessPlace, type AccessTables, grantBits } from './access-tables.js'
import { type DestinationRights, nobody } from './destination-rights.js'
import type { GroupMembers } from './group-members.js'
import type { People } from './people.js'
import { PersonSet } from './person-set.js'
import type { LetIn, Readers, SpaceRights } from './readers.js'
import { type BitsOfRole, joinRights, type RoleKey, rolesOf, type SpaceRoles } from './space-roles.js'

/** What the plan knows of a content by its archive id. */
export interface PlannedContent {
  readonly carried: boolean
  /** Id at the destination of one that is there already. */
  readonly target?: string
}

/** What the rights after an import are reckoned from. */
export interface PlannedRightsRequest {
  readonly tables: AccessTables
  readonly people: People
  readonly groups: GroupMembers
  readonly destination: DestinationRights
  readonly contentOf: (id: string) => PlannedContent
}

/**
 * Who will read what when the import is done, the administrator of the destination aside: what is carried of the archive,
 * together with what stands at the destination already. What could not be carried leaves things shut, never open.
 */
export class PlannedRights {
  readonly #request: PlannedRightsRequest

  constructor(request: PlannedRightsRequest) {
    this.#request = request
  }

  async space(place: AccessPlace): Promise<SpaceRights> {
    const { destination, tables } = this.#request
    const { id, status, target, closedWhy, opens } = place
    const grants = tables.grantsAt(id).filter(({ carried }) => carried)
    const there = target === undefined ? undefined : await destination.standingOnSpace(target)
    const isOpened = closedWhy === undefined && opens && ((await this.#opens(grants)) || there?.any === true)
    const isOpen = there === undefined ? isOpened : !there.closed || isOpened
    if (!isOpen || (there?.status ?? status) === 'trashed') return nobody()
    const read = await this.#readers(grants.filter(({ bits }) => (bits & grantBits.read) !== 0))
    const administer = await this.#readers(grants.filter(({ bits }) => (bits & grantBits.administer) !== 0))
    const roles = await this.#roles(grants)
    if (there !== undefined) roles.addAll(there.roles)
    const rights = joinRights({ read, administer }, await roles.rights(this.#bitsOf))
    return there === undefined ? rights : joinRights(rights, { read: there.readers, administer: there.administer })
  }

  /** The roles that will let read the space. */
  async readingRoles({ id, target }: AccessPlace): Promise<(role: string) => Promise<boolean>> {
    const { destination, tables } = this.#request
    const roles = await this.#roles(tables.grantsAt(id).filter(({ carried }) => carried))
    if (target !== undefined) roles.addAll((await destination.standingOnSpace(target)).roles)
    return async (role) => {
      const key = this.#keyOf(role)
      return key !== undefined && ((await roles.bits(key, this.#bitsOf)) & grantBits.read) !== 0
    }
  }

  /** Whom the page lets in that the content of a space goes under. */
  async placed({ placedUnder }: AccessPlace): Promise<LetIn> {
    return placedUnder === undefined ? undefined : this.#request.destination.branch(placedUnder)
  }

  /** Whom the restrictions of this one content let in; nobody where it stays shut. */
  async own(place: AccessPlace): Promise<LetIn> {
    const { destination, tables } = this.#request
    const { id, target, closedWhy, opens, needs } = place
    const grants = tables.grantsAt(id).filter(({ carried }) => carried)
    const there = target === undefined ? undefined : await destination.standingOnContent(target)
    const reading = grants.filter(({ bits }) => (bits & grantBits.read) !== 0)
    const isRestricted = reading.length > 0 || there?.restricted === true
    const updates = grants.some(({ bits }) => (bits & grantBits.update) !== 0) || there?.updates === true
    const hasAll = ((needs & grantBits.read) === 0 || isRestricted) && ((needs & grantBits.update) === 0 || updates)
    const isOpened = closedWhy === undefined && opens && hasAll
    if (!(there === undefined ? isOpened : !there.closed || isOpened)) return new PersonSet()
    if (!isRestricted) return undefined
    const { people } = await this.#readers(reading)
    return there === undefined ? people : people.addAll(there.readers.people)
  }

  /** Whom everything above a content lets in, and what it is a draft of. `under`: the same of the next place above it. */
  async above(place: AccessPlace, under: LetIn): Promise<{ readonly published: LetIn; readonly above: LetIn }> {
    const { destination } = this.#request
    const { target, base, draftOf } = place
    if (target !== undefined) return { published: undefined, above: await destination.above(target) }
    const above = base === undefined ? under : await destination.branch(base)
    return { published: draftOf === undefined ? undefined : await this.#published(draftOf), above }
  }

  /** Those of whom a draft is. */
  authors({ creator, owner }: AccessPlace): PersonSet {
    const { people } = this.#request
    const found = new PersonSet()
    for (const person of [creator, owner]) {
      if (person !== undefined) for (const number of people.likeAtDestination(person)) found.add(number)
    }
    return found.and(people.after)
  }

  /** Everybody whom one grant is for. */
  async whom({ type, subject, carried }: AccessGrant): Promise<PersonSet> {
    const { people, groups } = this.#request
    if (!carried) return new PersonSet()
    if (type === 'anonymous') return people.ofArchive
    if (type === 'everyone') return people.after
    if (type === 'role') return new PersonSet()
    if (type === 'group') {
      const key = groups.keyOf(subject)
      return key === undefined ? new PersonSet() : (await groups.of(key)).and(people.after)
    }
    const found = new PersonSet()
    for (const number of people.likeAtDestination(subject)) found.add(number)
    return found.and(people.after)
  }

  /** A permission opens a space, whatever it is of; a role that somebody has there if it lets read. */
  async #opens(grants: readonly AccessGrant[]): Promise<boolean> {
    for (const { role, bits } of grants) {
      if ((bits & grantBits.any) !== 0) return true
      const key = role === undefined ? undefined : this.#keyOf(role)
      if (key !== undefined && ((await this.#bitsOf(key)) & grantBits.read) !== 0) return true
    }
    return false
  }

  async #roles(grants: readonly AccessGrant[]): Promise<SpaceRoles> {
    return rolesOf(
      grants,
      (role) => this.#keyOf(role),
      async (grant) => this.whom(grant),
    )
  }

  #keyOf(id: string): RoleKey | undefined {
    const role = this.#request.tables.roleOf(id)
    if (role?.carried !== true) return undefined
    return role.target === undefined ? `archive ${id}` : `destination ${role.target}`
  }

  /** A role that is at the destination lets do there what it does now, whatever the archive says. */
  readonly #bitsOf: BitsOfRole = (key) => {
    const id = key.slice(key.indexOf(' ') + 1)
    const { tables, destination } = this.#request
    return key.startsWith('archive ') ? (tables.roleOf(id)?.bits ?? 0) : destination.role(id)
  }

  async #published(id: string): Promise<LetIn> {
    const { destination, tables, contentOf } = this.#request
    const { carried, target } = contentOf(id)
    if (!carried) return new PersonSet()
    if (target !== undefined) return destination.own(target)
    const place = tables.placeOf(id)
    return place === undefined ? undefined : this.own(place)
  }

  async #readers(grants: readonly AccessGrant[]): Promise<Readers> {
    const people = new PersonSet()
    for (const grant of grants) people.addAll(await this.whom(grant))
    const anonymous = grants.some(({ type }) => type === 'anonymous')
    return { people, anonymous, everyone: anonymous || grants.some(({ type }) => type === 'everyone') }
  }
}
