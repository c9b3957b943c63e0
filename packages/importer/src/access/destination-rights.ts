import { letsAdminister, letsRead } from '@spacecrate/confluence'
import type { StreamRecords, Subject } from '@spacecrate/format'
import { BoundedMap } from '../bounded-map.js'
import type { CallOptions, DestinationReader, Held } from '../destination.js'
import { grantBits } from './access-tables.js'
import type { GroupMembers } from './group-members.js'
import type { People } from './people.js'
import { PersonSet } from './person-set.js'
import { both, join, type LetIn, meet, noReaders, type Readers, restrict, type SpaceRights } from './readers.js'
import { bitsOfRole, classOf, joinRights, SpaceRoles } from './space-roles.js'

/** What is read back, and by whose rules. */
export interface DestinationRightsRequest extends CallOptions {
  readonly reader: DestinationReader
  readonly source: string
  readonly people: People
  readonly groups: GroupMembers
}

/** What stands on one content or space at the destination. */
export interface StandingGrants {
  readonly closed: boolean
  /** By permissions or restrictions; those who read by a role are not among them. */
  readonly readers: Readers
  readonly administer: Readers
  /** Of a space. */
  readonly roles: SpaceRoles
  /** Something is granted there that a space may be opened for, to whomever. */
  readonly any: boolean
  readonly updates: boolean
  readonly restricted: boolean
  readonly status: string
}

type Content = Held<'content'>
const cached = 2_048

/**
 * Who may read what at the destination as it stands, the administrator aside. These are the rules of the embedded site
 * for everybody at once: a space needs a permission, a content all the restrictions from it up to the root.
 */
export class DestinationRights {
  readonly #request: DestinationRightsRequest
  readonly #spaces = new BoundedMap<string, SpaceRights>(cached)
  readonly #roles = new BoundedMap<string, number>(cached)
  readonly #contents = new BoundedMap<string, Content>(cached)
  readonly #branches = new BoundedMap<string, { readonly letIn: LetIn }>(cached)

  constructor(request: DestinationRightsRequest) {
    this.#request = request
  }

  async space(id: string): Promise<SpaceRights> {
    const known = this.#spaces.get(id)
    if (known !== undefined) return known
    const { closed, readers, administer, roles, status } = await this.standingOnSpace(id)
    const shut = closed || status === 'trashed' || status === ''
    const byRole = await roles.rights(async (key) => this.role(key.slice('destination '.length)))
    const rights = shut ? nobody() : joinRights({ read: readers, administer }, byRole)
    this.#spaces.set(id, rights)
    return rights
  }

  async content(id: string): Promise<Readers> {
    const held = await this.#load(id)
    if (held === undefined) return nobody().read
    const { record } = held
    const { read, administer } = await this.space(record.space)
    const open = restrict(read, await this.branch(id))
    if (record.status === 'draft') return restrict(open, await this.#authors(record))
    return record.status === 'trashed' ? meet(open, administer) : open
  }

  /** What a role of the destination lets do: bits. */
  async role(id: string): Promise<number> {
    const known = this.#roles.get(id)
    if (known !== undefined) return known
    const { reader, source } = this.#request
    const [held] = await reader.load(source, 'roles', [id], this.#request)
    const bits = held === undefined ? 0 : bitsOfRole(held.record)
    this.#roles.set(id, bits)
    return bits
  }

  /** Whom the restrictions of a content and of all above it let in. */
  async branch(id: string): Promise<LetIn> {
    const path: string[] = []
    const seen = new Set<string>()
    let letIn: LetIn
    for (let next: string | undefined = id; next !== undefined && !seen.has(next);) {
      const known = this.#branches.get(next)
      if (known !== undefined) {
        ;({ letIn } = known)
        break
      }
      seen.add(next)
      path.push(next)
      const held: Content | undefined = await this.#load(next)
      next = held?.record.parent
    }
    for (const content of path.reverse()) {
      letIn = both(await this.#withPublished(content), letIn)
      this.#branches.set(content, { letIn })
    }
    return letIn
  }

  /** Whom the restrictions of this one content let in. */
  async own(id: string): Promise<LetIn> {
    const { closed, restricted, readers } = await this.standingOnContent(id)
    if (closed) return new PersonSet()
    return restricted ? readers.people : undefined
  }

  /** What stands on a space itself. */
  async standingOnSpace(id: string): Promise<StandingGrants> {
    const { reader, source } = this.#request
    const found = new Gathered()
    for await (const { record } of reader.list(source, 'space-permissions', id, this.#request)) {
      await this.#gather(found, record.subject, letsRead(record), letsAdminister(record))
    }
    for await (const { record } of reader.list(source, 'role-assignments', id, this.#request)) {
      await this.#give(found, record)
    }
    return found.on(await this.#loadSpace(id))
  }

  /** What stands on a content itself. */
  async standingOnContent(id: string): Promise<StandingGrants> {
    const { reader, source } = this.#request
    const held = await this.#load(id)
    const found = new Gathered()
    for await (const { record } of reader.list(source, 'restrictions', id, this.#request)) {
      const { operation, subject } = record
      found.updates ||= operation === 'update'
      if (operation !== 'read') continue
      found.restricted = true
      await this.#gather(found, { type: subject.startsWith('group:') ? 'group' : 'user', id: subject }, true, false)
    }
    return found.on(held)
  }

  /** Whom everything above a content, and what it is a draft of, lets in. */
  async above(id: string): Promise<LetIn> {
    const record = (await this.#load(id))?.record
    if (record === undefined) return undefined
    const published = record.draftOf === undefined ? undefined : await this.own(record.draftOf)
    return both(published, record.parent === undefined ? undefined : await this.branch(record.parent))
  }

  async #withPublished(id: string): Promise<LetIn> {
    const own = await this.own(id)
    const draftOf = (await this.#load(id))?.record.draftOf
    return draftOf === undefined ? own : both(await this.own(draftOf), own)
  }

  async #gather(found: Gathered, subject: Subject, reads: boolean, administers: boolean): Promise<void> {
    found.any = true
    if (!reads && !administers) return
    if (subject.type === 'role') {
      const bits = (reads ? grantBits.read : 0) | (administers ? grantBits.administer : 0)
      found.roles.permit(`destination ${subject.id}`, bits)
      return
    }
    const more = classOf(subject.type, await this.#whom(subject))
    if (administers) found.administer = join(found.administer, more)
    if (reads) found.read = join(found.read, more)
  }

  async #give(found: Gathered, { role, subject }: StreamRecords['role-assignments']): Promise<void> {
    found.any ||= ((await this.role(role)) & grantBits.read) !== 0
    // Nobody has a role through another one.
    if (subject.type !== 'role')
      found.roles.give(`destination ${role}`, classOf(subject.type, await this.#whom(subject)))
  }

  async #whom(subject: Subject): Promise<PersonSet> {
    const { people, groups } = this.#request
    switch (subject.type) {
      case 'anonymous':
        return people.ofArchive
      case 'everyone':
        return people.after
      case 'group':
        return (await groups.of(`destination ${subject.id}`)).and(people.after)
      case 'user':
        return this.#inUse(subject.id)
      case 'role':
      case 'app':
        return new PersonSet()
      default:
        return subject satisfies never
    }
  }

  async #authors({ created, owner }: StreamRecords['content']): Promise<PersonSet> {
    const found = new PersonSet()
    for (const person of [created?.by, owner]) if (person !== undefined) found.addAll(await this.#inUse(person))
    return found
  }

  async #inUse(target: string): Promise<PersonSet> {
    const { people } = this.#request
    const found = new PersonSet()
    for (const number of await people.atDestination(target)) found.add(number)
    return found.and(people.after)
  }

  async #load(id: string): Promise<Content | undefined> {
    const known = this.#contents.get(id)
    if (known !== undefined) return known
    const { reader, source } = this.#request
    const [held] = await reader.load(source, 'content', [id], this.#request)
    if (held !== undefined) this.#contents.set(id, held)
    return held
  }

  async #loadSpace(id: string): Promise<Held<'spaces'> | undefined> {
    const { reader, source } = this.#request
    const [held] = await reader.load(source, 'spaces', [id], this.#request)
    return held
  }
}

class Gathered {
  read = noReaders()
  administer = noReaders()
  readonly roles = new SpaceRoles()
  any = false
  updates = false
  restricted = false

  /** All of it, with what the place itself says. */
  on(held: Held<'spaces'> | Held<'content'> | undefined): StandingGrants {
    const { read: readers, administer, roles, any, updates, restricted } = this
    const status = held?.record.status ?? ''
    return { closed: held?.closed === true, readers, administer, roles, any, updates, restricted, status }
  }
}

/** Nobody but the administrator. */
export function nobody(): SpaceRights {
  return { read: noReaders(), administer: noReaders() }
}
