import { type AccessGrant, type AccessPlace, type AccessTables, grantBits } from './access-tables.js'
import type { GroupMembers } from './group-members.js'
import type { People } from './people.js'
import { PersonSet } from './person-set.js'
import type { LetIn, Readers, SpaceRights } from './readers.js'
import type { SiteUse } from '../source-access/site-use.js'
import { type BitsOfRole, joinRights, type RoleKey, rolesOf, type SpaceRoles } from './space-roles.js'

/** Who could read what at the source, as the archive says. */
export class SourceRights {
  readonly #tables: AccessTables
  readonly #people: People
  readonly #groups: GroupMembers
  readonly #siteUse: Pick<SiteUse, 'anonymous'>

  constructor(tables: AccessTables, people: People, groups: GroupMembers, siteUse: Pick<SiteUse, 'anonymous'>) {
    this.#siteUse = siteUse
    this.#tables = tables
    this.#people = people
    this.#groups = groups
  }

  async space({ id, status }: AccessPlace): Promise<SpaceRights> {
    const grants = status === 'trashed' ? [] : this.#grantsAt(id)
    const read = await this.#readers(grants.filter(({ bits }) => (bits & grantBits.read) !== 0))
    const administer = await this.#readers(grants.filter(({ bits }) => (bits & grantBits.administer) !== 0))
    const roles = await this.#roles(grants)
    return joinRights({ read, administer }, await roles.rights(this.#bitsOf))
  }

  /** The roles that let read the space. */
  async readingRoles({ id }: AccessPlace): Promise<(role: string) => Promise<boolean>> {
    const roles = await this.#roles(this.#grantsAt(id))
    return async (role) => ((await roles.bits(`archive ${role}`, this.#bitsOf)) & grantBits.read) !== 0
  }

  /** Whom the restrictions of this one content let in. */
  async own(place: AccessPlace): Promise<LetIn> {
    if ((place.needs & grantBits.read) === 0) return undefined
    const grants = this.#grantsAt(place.id).filter(({ bits }) => (bits & grantBits.read) !== 0)
    return (await this.#readers(grants)).people
  }

  /** Those of whom a draft is. */
  authors({ creator, owner }: AccessPlace): PersonSet {
    const found = new PersonSet()
    for (const person of [creator, owner]) {
      const number = person === undefined ? undefined : this.#people.numberOf(person)
      if (number !== undefined) found.add(number)
    }
    return found.and(this.#people.before)
  }

  /** Everybody whom one grant is for. */
  async whom(grant: AccessGrant): Promise<PersonSet> {
    const { type, subject } = this.#inForce(grant)
    const { before, ofArchive } = this.#people
    if (type === 'anonymous') return ofArchive
    if (type === 'everyone') return before
    if (type === 'role') return new PersonSet()
    if (type === 'group') return (await this.#groups.of(`archive ${subject}`)).and(before)
    const number = this.#people.numberOf(subject)
    const found = new PersonSet()
    if (number !== undefined) found.add(number)
    return found.and(before)
  }

  #grantsAt(place: string): AccessGrant[] {
    return this.#tables.grantsAt(place).map((grant) => this.#inForce(grant))
  }

  /** Where nobody uses the site without an account, what anybody may is for those who are logged in. */
  #inForce(grant: AccessGrant): AccessGrant {
    return grant.type === 'anonymous' && !this.#siteUse.anonymous ? { ...grant, type: 'everyone' } : grant
  }

  async #roles(grants: readonly AccessGrant[]): Promise<SpaceRoles> {
    return rolesOf(
      grants,
      (role): RoleKey => `archive ${role}`,
      async (grant) => this.whom(grant),
    )
  }

  readonly #bitsOf: BitsOfRole = (key) => this.#tables.roleOf(key.slice('archive '.length))?.bits ?? 0

  async #readers(grants: readonly AccessGrant[]): Promise<Readers> {
    const people = new PersonSet()
    for (const grant of grants) people.addAll(await this.whom(grant))
    const anonymous = grants.some(({ type }) => type === 'anonymous')
    return { people, anonymous, everyone: anonymous || grants.some(({ type }) => type === 'everyone') }
  }
}
