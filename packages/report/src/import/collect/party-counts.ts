import type { Group, Person } from '@spacecrate/format'
import type { StepOutcome } from '@spacecrate/importer'
import type { PartyCount } from '../import-report.js'

type Counting = { -readonly [Field in keyof PartyCount]: PartyCount[Field] }

const sorts = ['active', 'former', 'named', 'other', 'groups'] as const

/** Counts people and groups by what they are and how they ended. */
export class PartyCounts {
  readonly #counts = new Map<PartyCount['sort'], Counting>()

  add({ outcome, step, standIn }: StepOutcome, sort: PartyCount['sort']): void {
    const count = this.#counts.get(sort) ?? noParties(sort)
    this.#counts.set(sort, count)
    count.total++
    if (outcome === 'created' && standIn === 'placeholder') count.placeholders++
    else if (outcome === 'created') count.created++
    else if (outcome !== 'matched') count.unmapped++
    else if (step.relation === 'ours') count.ours++
    else if (standIn === 'author') count.standIns++
    else count.mapped++
  }

  counts(): PartyCount[] {
    return sorts.flatMap((sort) => this.#counts.get(sort) ?? [])
  }
}

/** The sort of a person. */
export function sortOfPerson(person: Person | undefined): PartyCount['sort'] {
  if (person === undefined || person.referencedOnly === true) return 'named'
  const { kind, state } = person
  if (kind === 'deleted' || state === 'inactive' || state === 'deleted') return 'former'
  return kind === 'person' && state === 'active' ? 'active' : 'other'
}

/** The state of a person or group, for the list of people. */
export function stateOf(party: Person | Group | undefined): string {
  if (party === undefined) return ''
  if ('state' in party) return party.referencedOnly === true ? 'only named by the source' : party.state
  return 'system' in party && party.system ? 'group of the product' : ''
}

function noParties(sort: PartyCount['sort']): Counting {
  return { sort, total: 0, mapped: 0, ours: 0, created: 0, placeholders: 0, standIns: 0, unmapped: 0 }
}

/** How a person or group ended, for the list. */
export function partyOutcome({ outcome, step, standIn }: StepOutcome): string {
  if (outcome === 'created') return standIn === 'placeholder' ? 'placeholder' : 'created'
  if (outcome !== 'matched') return outcome ?? 'unexplained'
  if (step.relation === 'ours') return 'made by an earlier import'
  return standIn === 'author' ? 'somebody stands in' : 'mapped'
}
