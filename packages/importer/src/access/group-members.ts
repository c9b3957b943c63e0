import { fromJsonColumn, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import { BoundedMap } from '../bounded-map.js'
import type { CallOptions, DestinationReader } from '../destination.js'
import type { AccessTables } from './access-tables.js'
import type { People } from './people.js'
import { PersonSet } from './person-set.js'

/** Bytes that the sets of groups may take together. */
const cacheBytes = 8 * 1024 * 1024

/** A group by where its members are asked for: in the archive by its id there, or at the destination. */
export type GroupKey = `archive ${string}` | `destination ${string}`

/** How groups of one world are read. */
export interface GroupWorld extends CallOptions {
  readonly tables: AccessTables
  readonly people: People
  /** `source`: as they were. `planned`: as they will be. `destination`: as they are there. */
  readonly world: 'source' | 'planned' | 'destination'
  readonly reader: DestinationReader
  readonly source: string
}

/** Says who is in a group, itself and through other groups. */
export class GroupMembers {
  readonly #world: GroupWorld
  readonly #members: Statement
  readonly #twins: Statement
  readonly #cache: BoundedMap<GroupKey, PersonSet>

  constructor(world: GroupWorld) {
    const { tables, people } = world
    this.#world = world
    this.#members = tables.db.prepare('SELECT member, carried FROM access_members WHERE member_of = ?')
    this.#twins = tables.db.prepare('SELECT id FROM access_groups WHERE target = ? AND carried = 1')
    const bytes = people.ofArchive.size / 8 + 64
    this.#cache = new BoundedMap(Math.max(64, Math.min(10_000, Math.floor(cacheBytes / bytes))))
  }

  /** Where the members of a group of the archive are; `undefined` for one that is not carried. */
  keyOf(id: string): GroupKey | undefined {
    const group = this.#world.tables.groupOf(id)
    if (this.#world.world === 'source') return `archive ${id}`
    if (group?.carried !== true) return undefined
    return group.target === undefined ? `archive ${id}` : `destination ${group.target}`
  }

  /** Everybody in the group. A group may be in itself, over others. */
  async of(key: GroupKey): Promise<PersonSet> {
    const known = this.#cache.get(key)
    if (known !== undefined) return known
    const people = new PersonSet()
    const seen = new Set([key])
    for (const group of seen) {
      const whole = this.#cache.get(group)
      if (whole !== undefined) people.addAll(whole)
      else await this.#addMembers(group, people, seen)
    }
    this.#cache.set(key, people)
    return people
  }

  async #addMembers(key: GroupKey, people: PersonSet, groups: Set<GroupKey>): Promise<void> {
    const { world } = this.#world
    const id = key.slice(key.indexOf(' ') + 1)
    if (key.startsWith('archive ')) {
      this.#addFromArchive(id, people, groups)
      return
    }
    await this.#addFromDestination(id, people, groups)
    if (world !== 'planned') return
    const rows: readonly unknown[] = this.#twins.all([toJsonColumn(id)])
    for (const row of rows) this.#addFromArchive(fromJsonColumn(textAt(row, 'id') ?? '""'), people, groups)
  }

  #addFromArchive(id: string, people: PersonSet, groups: Set<GroupKey>): void {
    const { world, people: everybody } = this.#world
    const rows: readonly unknown[] = this.#members.all([toJsonColumn(id)])
    for (const row of rows) {
      if (world !== 'source' && Reflect.get(row ?? {}, 'carried') !== 1) continue
      const member = fromJsonColumn(textAt(row, 'member') ?? '""')
      if (member.startsWith('group:')) {
        const key = this.keyOf(member)
        if (key !== undefined) groups.add(key)
      } else if (world === 'source') {
        const number = everybody.numberOf(member)
        if (number !== undefined) people.add(number)
      } else for (const number of everybody.likeAtDestination(member)) people.add(number)
    }
  }

  async #addFromDestination(target: string, people: PersonSet, groups: Set<GroupKey>): Promise<void> {
    const { reader, source, people: everybody } = this.#world
    for await (const { record } of reader.list(source, 'memberships', target, this.#world)) {
      const { member } = record
      if (member.startsWith('group:')) groups.add(`destination ${member}`)
      else for (const number of await everybody.atDestination(member)) people.add(number)
    }
  }
}
