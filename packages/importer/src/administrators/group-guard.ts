import type { GlobalPermission, Group } from '@spacecrate/format'
import { askedNames, isAdministratorName, makesAdministrator, plainName } from './administrators.js'

/** What a destination knows of its groups. */
export interface GroupFacts {
  group(id: string): Group | undefined
  /** Id of the group of a name, letter case aside. */
  named(name: string): string | undefined
  /** All groups that a group is in, itself and through others. */
  above(id: string): ReadonlySet<string>
  /** The permissions on the whole site. */
  sitePermissions(): Iterable<GlobalPermission>
  /** True if an import of the source at hand made the group: its name alone gives nobody anything then. */
  isOurs(id: string): boolean
}

/**
 * Says which groups of a destination get no member and no right by any import: those of the product, those that administer
 * the site or are called as such groups are, those that lie in one of them, so that their members are its members too, and
 * those that hold one. Good as long as the groups stand as they are.
 */
export class GroupGuard {
  readonly #facts: GroupFacts
  readonly #whys = new Map<string, string | undefined>()
  #givers: ReadonlySet<string> | undefined
  #above: ReadonlyMap<string, string> | undefined

  constructor(facts: GroupFacts) {
    this.#facts = facts
  }

  /** Why nobody is added to a group, in words; `undefined` for a group that an import may add to if that is allowed. */
  whyNot(id: string): string | undefined {
    if (this.#whys.has(id)) return this.#whys.get(id)
    const why = this.#look(id)
    this.#whys.set(id, why)
    return why
  }

  /** A group that nobody is added to and whose name looks like this one, whatever its letters are made of. */
  alike(name: string): string | undefined {
    const plain = plainName(name)
    return [...this.#administering()].find((id) => plainName(this.#nameOf(id)) === plain)
  }

  #look(id: string): string | undefined {
    const own = this.#own(id)
    if (own !== undefined) return `the group ${this.#nameOf(id)} ${own}`
    for (const above of this.#facts.above(id)) {
      const why = this.#own(above)
      if (why !== undefined) return `the group ${this.#nameOf(id)} is in ${this.#nameOf(above)}, which ${why}`
    }
    const held = this.#holders().get(id)
    return held === undefined
      ? undefined
      : `the group ${this.#nameOf(id)} holds ${this.#nameOf(held)}, which ${this.#own(held) ?? 'administers the site'}`
  }

  /** What the group itself is or may do. */
  #own(id: string): string | undefined {
    if (this.#withRights().has(id)) return 'administers the site'
    const group = this.#facts.group(id)
    if (group === undefined || this.#facts.isOurs(id)) return undefined
    if (isAdministratorName(group.name)) return 'has the name of a group of administrators'
    return group.system === true ? 'is one of the product' : undefined
  }

  #withRights(): ReadonlySet<string> {
    this.#givers ??= new Set(
      [...this.#facts.sitePermissions()].flatMap((permission) =>
        permission.subject.type === 'group' && makesAdministrator(permission) ? [permission.subject.id] : [],
      ),
    )
    return this.#givers
  }

  /** Groups that hold one that administers, each with that one. */
  #holders(): ReadonlyMap<string, string> {
    if (this.#above !== undefined) return this.#above
    const above = new Map<string, string>()
    for (const id of this.#administering()) for (const holder of this.#facts.above(id)) above.set(holder, id)
    this.#above = above
    return above
  }

  /** Groups that administer, as far as they can be asked for without a walk over all groups. */
  #administering(): ReadonlySet<string> {
    const named = askedNames.flatMap((name) => this.#facts.named(name) ?? [])
    return new Set([...this.#withRights(), ...named].filter((id) => this.#own(id) !== undefined))
  }

  #nameOf(id: string): string {
    return this.#facts.group(id)?.name ?? id
  }
}
