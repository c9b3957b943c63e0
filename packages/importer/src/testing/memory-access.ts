import { rightsOfRole } from '@spacecrate/confluence'
import type { StreamName, StreamRecords } from '@spacecrate/format'

/** Who may read what in a destination in memory: the rules in their shortest form. */
export class MemoryAccess {
  readonly #records: <Name extends StreamName>(stream: Name) => StreamRecords[Name][]
  readonly #closed: ReadonlySet<string>

  constructor(records: <Name extends StreamName>(stream: Name) => StreamRecords[Name][], closed: ReadonlySet<string>) {
    this.#records = records
    this.#closed = closed
  }

  /** True for a space in which somebody has a permission, or a role that lets read. */
  isReadable(space: string): boolean {
    return [...this.#readersOf(space)].length > 0
  }

  mayRead(person: string, id: string): boolean {
    const content = this.#records('content').find((one) => one.id === id)
    if (content === undefined || this.#closed.has(content.space) || this.#closed.has(id)) return false
    if (content.status === 'draft' && content.created?.by !== person) return false
    const who = this.#subjectsOf(person)
    if (!this.mayReadSpace(person, content.space)) return false
    const readers = this.#records('restrictions').filter((one) => one.content === id && one.operation === 'read')
    if (readers.length > 0 && !readers.some(({ subject }) => who.has(subject))) return false
    return content.parent === undefined || this.mayRead(person, content.parent)
  }

  mayReadSpace(person: string, space: string): boolean {
    const who = this.#subjectsOf(person)
    return (
      !this.#closed.has(space) && [...this.#readersOf(space)].some((subject) => 'id' in subject && who.has(subject.id))
    )
  }

  *#readersOf(space: string): Generator<StreamRecords['space-permissions']['subject']> {
    for (const one of this.#records('space-permissions')) if (one.space === space) yield one.subject
    for (const one of this.#records('role-assignments')) {
      const role = one.space === space ? this.#records('roles').find(({ id }) => id === one.role) : undefined
      if (role !== undefined && rightsOfRole(role).reads) yield one.subject
    }
  }

  #subjectsOf(person: string): ReadonlySet<string> {
    const found = new Set([person])
    for (const one of found)
      for (const { group, member } of this.#records('memberships')) if (member === one) found.add(group)
    return found
  }
}
