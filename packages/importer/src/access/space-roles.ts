import { rightsOfRole } from '@spacecrate/confluence'
import type { Role } from '@spacecrate/format'
import { type AccessGrant, grantBits } from './access-tables.js'
import type { PersonSet } from './person-set.js'
import { join, noReaders, type Readers, type SpaceRights } from './readers.js'

/** Names a role in one world: by its id in the archive, or at the destination. */
export type RoleKey = `archive ${string}` | `destination ${string}`

/** What a role itself lets do, wherever somebody has it. */
export type BitsOfRole = (role: RoleKey) => number | Promise<number>

interface RoleHere {
  holders: Readers
  bits: number
}

/** Who has which roles in one space, and what these let do there. */
export class SpaceRoles {
  readonly #roles = new Map<RoleKey, RoleHere>()

  /** Notes that somebody has a role in the space. */
  give(role: RoleKey, whom: Readers): void {
    const here = this.#role(role)
    const { people, everyone, anonymous } = here.holders
    // The set is our own, so it grows in place: a space may give one role to each of ten thousand people.
    here.holders = {
      people: people.addAll(whom.people),
      everyone: everyone || whom.everyone,
      anonymous: anonymous || whom.anonymous,
    }
  }

  /** Notes a permission in the space for whoever has the role. */
  permit(role: RoleKey, bits: number): void {
    this.#role(role).bits |= bits & (grantBits.read | grantBits.administer)
  }

  /** Adds what holds in the same space for other reasons. */
  addAll(others: SpaceRoles): this {
    for (const [role, { holders, bits }] of others.#roles) {
      this.give(role, holders)
      this.permit(role, bits)
    }
    return this
  }

  /** What a role lets do in the space, itself and by permissions. */
  async bits(role: RoleKey, bitsOf: BitsOfRole): Promise<number> {
    return (await bitsOf(role)) | (this.#roles.get(role)?.bits ?? 0)
  }

  /** Who reads and administers the space by a role. */
  async rights(bitsOf: BitsOfRole): Promise<SpaceRights> {
    let read = noReaders()
    let administer = noReaders()
    for (const [role, { holders }] of this.#roles) {
      const bits = await this.bits(role, bitsOf)
      if ((bits & grantBits.read) !== 0) read = join(read, holders)
      if ((bits & grantBits.administer) !== 0) administer = join(administer, holders)
    }
    return { read, administer }
  }

  #role(role: RoleKey): RoleHere {
    const known = this.#roles.get(role)
    if (known !== undefined) return known
    const here = { holders: noReaders(), bits: 0 }
    this.#roles.set(role, here)
    return here
  }
}

/**
 * The roles in one space, by what an archive says of it.
 *
 * @param keyOf `undefined` for a role that is not there in this world: whoever has it has nothing
 */
export async function rolesOf(
  grants: readonly AccessGrant[],
  keyOf: (role: string) => RoleKey | undefined,
  whom: (grant: AccessGrant) => Promise<PersonSet>,
): Promise<SpaceRoles> {
  const roles = new SpaceRoles()
  for (const grant of grants) {
    const { type, subject, role, bits } = grant
    const key = role === undefined && type !== 'role' ? undefined : keyOf(role ?? subject)
    if (key === undefined) continue
    if (role === undefined) roles.permit(key, bits)
    else roles.give(key, classOf(type, await whom(grant)))
  }
  return roles
}

/** The people of a subject, with the class that they are, if it is one. */
export function classOf(type: AccessGrant['type'] | 'app', people: PersonSet): Readers {
  const anonymous = type === 'anonymous'
  return { people, anonymous, everyone: anonymous || type === 'everyone' }
}

/** Those of either, by permissions or by roles. */
export function joinRights(one: SpaceRights, other: SpaceRights): SpaceRights {
  return { read: join(one.read, other.read), administer: join(one.administer, other.administer) }
}

/** What a role lets do, of what decides who reads a space and its trash. */
export function bitsOfRole(role: Pick<Role, 'permissions'>): number {
  const { reads, administers } = rightsOfRole(role)
  return (reads ? grantBits.read : 0) | (administers ? grantBits.administer : 0)
}
