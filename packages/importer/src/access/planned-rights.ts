import { type AccessGrant, type AccessPlace, type AccessTables, grantBits } from './access-tables.js'
import { type DestinationRights, nobody } from './destination-rights.js'
import type { GroupMembers } from './group-members.js'
import type { People } from './people.js'
import { PersonSet } from './person-set.js'
import { join, type LetIn, type Readers, type SpaceRights } from './readers.js'

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
    const there = target === undefined ? undefined : await destination.standingAt('spaces', target)
    const isOpened = closedWhy === undefined && opens && (grants.length > 0 || there?.any === true)
    const isOpen = there === undefined ? isOpened : !there.closed || isOpened
    if (!isOpen || (there?.status ?? status) === 'trashed') return nobody()
    const read = await this.#readers(grants.filter(({ bits }) => (bits & grantBits.read) !== 0))
    const administer = await this.#readers(grants.filter(({ bits }) => (bits & grantBits.administer) !== 0))
    if (there === undefined) return { read, administer }
    return { read: join(read, there.readers), administer: join(administer, there.administer) }
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
    const there = target === undefined ? undefined : await destination.standingAt('content', target)
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
    if (type === 'group') {
      const key = groups.keyOf(subject)
      return key === undefined ? new PersonSet() : (await groups.of(key)).and(people.after)
    }
    const found = new PersonSet()
    for (const number of people.likeAtDestination(subject)) found.add(number)
    return found.and(people.after)
  }

  async #published(id: string): Promise<LetIn> {
    const { destination, tables, contentOf } = this.#request
    const { carried, target } = contentOf(id)
    if (!carried) return undefined
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
