import type { AccessChange, AccessReason } from './access-summary.js'
import { type AccessGrant, grantBits } from './access-tables.js'
import type { GroupMembers } from './group-members.js'
import type { ReadPlace, Worlds } from './walk-places.js'

type Reason = readonly [code: AccessReason, why: string]

/** Says why somebody's access changes. */
export class AccessExplainer {
  readonly #worlds: Worlds
  readonly #before: GroupMembers

  constructor(worlds: Worlds, before: GroupMembers) {
    this.#worlds = worlds
    this.#before = before
  }

  async gain(at: ReadPlace, number: number): Promise<AccessChange> {
    const [code, why] = await this.#whyGains(at, number)
    return { ...this.#who(number), code, why }
  }

  async loss(at: ReadPlace, number: number): Promise<AccessChange> {
    const [code, why] = await this.#whyLoses(at, number)
    return { ...this.#who(number), code, why }
  }

  #who(number: number): { readonly person: string; readonly name: string } {
    const { id, target, name } = this.#worlds.people.get(number)
    return { person: id ?? target ?? '', name }
  }

  async #whyGains({ place, beforeAbove }: ReadPlace, number: number): Promise<Reason> {
    const { people, planned, tables } = this.#worlds
    if (people.administrators.has(number)) {
      return ['DESTINATION_ADMINISTRATOR', 'they administer the destination, and read everything there']
    }
    const person = people.get(number)
    if (person.id !== undefined && !person.before) {
      return ['ACCOUNT_STATE', 'their account could not be used at the source, and can be at the destination']
    }
    const twins = person.id === undefined ? [] : people.likeAtDestination(person.id).filter((twin) => twin !== number)
    for (const grant of this.#reading(place.id)) {
      if (!(await planned.whom(grant)).has(number)) continue
      const group = grant.type === 'group' ? tables.groupOf(grant.subject) : undefined
      if (group !== undefined && !(await this.#before.of(`archive ${group.id}`)).has(number)) {
        return [
          'GROUP_HAS_OTHER_MEMBERS',
          group.target === undefined && twins.length > 0
            ? `they have the account of ${this.#names(twins)}, who is in the group ${group.name}`
            : `they are in the group ${group.name} at the destination`,
        ]
      }
    }
    if (twins.length > 0)
      return ['ACCOUNT_SHARED', `they have the same account at the destination as ${this.#names(twins)}`]
    if (beforeAbove !== undefined && !beforeAbove.people.has(number)) {
      return ['ACCESS_ABOVE', 'they can read what it is in at the destination, and could not at the source']
    }
    return ['ACCESS_ABOVE', 'what it is in at the destination lets them in']
  }

  async #whyLoses({ place, afterAbove }: ReadPlace, number: number): Promise<Reason> {
    const { people, planned, source } = this.#worlds
    const { carried, after } = people.get(number)
    if (!carried) return ['PERSON_UNMAPPED', 'nobody at the destination stands for them']
    if (!after) return ['ACCOUNT_STATE', 'their account at the destination cannot be used']
    const isSpace = place.kind === 'space'
    const left: AccessReason = isSpace ? 'SPACE_LEFT_PRIVATE' : 'CONTENT_LEFT_CLOSED'
    if (place.closedWhy !== undefined) return [left, `it stays closed: ${place.closedWhy}`]
    if (afterAbove !== undefined && !afterAbove.everyone && !afterAbove.people.has(number)) {
      return ['ACCESS_ABOVE', 'they cannot read what it is in']
    }
    for (const grant of this.#reading(place.id)) {
      if (!(await source.whom(grant)).has(number) || (await planned.whom(grant)).has(number)) continue
      return this.#whyGrantIsLost(grant, isSpace)
    }
    return [left, isSpace ? 'none of its permissions is carried' : 'none of those who may open it is carried']
  }

  #whyGrantIsLost({ type, subject, carried }: AccessGrant, isSpace: boolean): Reason {
    const what = isSpace ? 'permission' : 'restriction'
    const code: AccessReason = isSpace ? 'PERMISSION_SUBJECT_UNMAPPED' : 'RESTRICTION_SUBJECT_UNMAPPED'
    if (type !== 'group') return [code, `the ${what} that names them is not carried`]
    const group = this.#worlds.tables.groupOf(subject)
    const name = group?.name ?? subject
    if (!carried) return [code, `the ${what} of the group ${name} is not carried`]
    return group?.target === undefined
      ? ['MEMBER_UNMAPPED', `their membership in the group ${name} is not carried`]
      : ['MEMBERSHIP_IN_EXISTING_GROUP', `they are not in the group ${name} that is at the destination`]
  }

  #reading(place: string): AccessGrant[] {
    return this.#worlds.tables.grantsAt(place).filter(({ bits }) => (bits & grantBits.read) !== 0)
  }

  #names(numbers: readonly number[]): string {
    return numbers.map((number) => this.#who(number).name).join(', ')
  }
}
