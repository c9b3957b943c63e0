import { createHash } from 'node:crypto'
import type { Group, Person } from '@spacecrate/format'
import type { Counterpart, Naming } from '../destination.js'
import type { MappingDecisions } from '../mapping.js'
import { create, type DecidedStep, match, type PlanContext, skippedByMapping } from './decision.js'
import type { Planned } from '../plan/plan-index.js'

/** What is decided of a person or group. */
export interface DecidedParty {
  readonly step: DecidedStep
  readonly named: Naming
  readonly standIn?: NonNullable<Planned['standIn']>
  readonly guarded?: string
}

/** What happens to a person: the decision of somebody, then what stands for the same, then the policy. */
export function decidePerson(person: Person, counterpart: Counterpart | undefined, context: PlanContext): DecidedParty {
  const { decisions, archive } = context
  const own = namingOf(person)
  const key = placeholderKey(archive.manifest.source.siteId, person.id)
  const decision = decisions.of('people', person.id)
  if (counterpart?.relation === 'ours') {
    checkOurs('people', person.id, counterpart, decision, context)
    const named = counterpart.named ?? own
    const isPlaceholder = counterpart.named?.userKey === key
    return { step: match(counterpart.target, 'ours'), named, ...(isPlaceholder ? { standIn: 'placeholder' } : {}) }
  }
  if (decision !== undefined && counterpart !== undefined) checkChain(person, counterpart, decision, context)
  const chosen = decision ?? proposePerson(counterpart, context)
  switch (chosen.word) {
    case 'create':
      if (counterpart === undefined) return { step: create, named: own }
      decisions.reject(
        'people',
        person.id,
        `${counterpart.target} at the destination has the same key or name; match it`,
      )
      return { step: match(counterpart.target, 'same'), named: counterpart.named ?? own }
    case 'match': {
      const { target, named = own } = chosen.to
      const standIn = decision === undefined && counterpart === undefined ? 'author' : undefined
      return { step: match(target, 'same'), named, ...(standIn === undefined ? {} : { standIn }) }
    }
    case 'placeholder': {
      const named = { userKey: key, ...(person.accountId === undefined ? {} : { accountId: key }) }
      return { step: { ...create, placeholder: true }, named, standIn: 'placeholder' }
    }
    case 'text':
      return {
        step: { action: 'skip', reason: { code: 'NAMED_IN_TEXT', what: 'not created: mentions become plain text' } },
        named: { plain: person.displayName ?? person.userName ?? 'somebody' },
      }
    case 'skip':
      return { step: skippedByMapping('person'), named: own }
    default:
      chosen satisfies never
      throw new TypeError('Unknown decision')
  }
}

/** What happens without a decision. */
export function proposePerson(
  counterpart: Counterpart | undefined,
  { policies, standIn }: PlanContext,
): MappingDecisions['people'] {
  if (counterpart !== undefined) {
    const { target, named } = counterpart
    return { word: 'match', to: { target, ...(named === undefined ? {} : { named }) } }
  }
  if (typeof policies.unmappedPeople === 'string') return { word: policies.unmappedPeople }
  return standIn === undefined ? { word: 'create' } : { word: 'match', to: standIn }
}

/** What happens to a group. */
export function decideGroup(group: Group, counterpart: Counterpart | undefined, context: PlanContext): DecidedParty {
  const { decisions } = context
  const decision = decisions.of('groups', group.id)
  const own = { groupName: group.name }
  const namedAs = (there: Naming | undefined): Naming => ({ ...own, ...there })
  const guard = ({ guarded }: Pick<Counterpart, 'guarded'>): Pick<DecidedParty, 'guarded'> => {
    const atSource = group.system === true ? `the group ${group.name} is one of the product at the source` : undefined
    const why = guarded ?? atSource
    return why === undefined ? {} : { guarded: why }
  }
  if (counterpart?.relation === 'ours') {
    checkOurs('groups', group.id, counterpart, decision, context)
    const { target, named, guarded } = counterpart
    // What it was at the source counts no more: its members at the destination are those that we gave it.
    return { step: match(target, 'ours'), named: namedAs(named), ...(guarded === undefined ? {} : { guarded }) }
  }
  switch (decision?.word) {
    case 'match':
      return { step: match(decision.to.target, 'same'), named: namedAs(decision.to.named), ...guard(decision.to) }
    case 'skip':
      return { step: skippedByMapping('group'), named: own }
    case 'create':
    case undefined:
      if (counterpart === undefined) return { step: create, named: own }
      if (decision !== undefined) {
        decisions.reject(
          'groups',
          group.id,
          `the destination has a group of this name, ${counterpart.target}; match it`,
        )
      }
      return { step: match(counterpart.target, 'same'), named: namedAs(counterpart.named), ...guard(counterpart) }
    default:
      decision satisfies never
      throw new TypeError('Unknown decision')
  }
}

/** What an earlier import made of a record stays that: another decision comes too late. */
function checkOurs(
  file: 'people' | 'groups',
  id: string,
  { target }: Counterpart,
  decision: MappingDecisions['people'] | MappingDecisions['groups'] | undefined,
  { decisions }: PlanContext,
): void {
  if (decision === undefined || decision.word === 'create' || decision.word === 'placeholder') return
  if (decision.word === 'match' && decision.to.target === target) return
  decisions.reject(file, id, `an earlier import made ${target} of it, and that stays; take the decision back`)
}

/**
 * If another row leads to the very person that would stand for this one, while this one's row leads elsewhere, the two go
 * round in a circle or one is wrong: nobody can say which.
 */
function checkChain(
  person: Person,
  counterpart: Counterpart,
  decision: MappingDecisions['people'],
  { decisions }: PlanContext,
): void {
  if (decision.word === 'match' && decision.to.target === counterpart.target) return
  for (const other of decisions.leadingTo('people', counterpart.target)) {
    if (other === person.id) continue
    const why = `it leads to ${counterpart.target}, the counterpart of ${person.id}, whose own row leads elsewhere`
    decisions.reject('people', other, why)
  }
}

/** How bodies name a person. */
export function namingOf({ accountId, userKey, userName }: Person): Naming {
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(userKey === undefined ? {} : { userKey }),
    ...(userName === undefined ? {} : { userName }),
  }
}

/** The key of a person who is made only so that something can be theirs: the same in every import. */
function placeholderKey(source: string, person: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([source, person]))
    .digest('hex')
  return `placeholder-${digest.slice(0, 24)}`
}

/** A decision in the words of a mapping file. */
export function wordsOf(decision: MappingDecisions['people'] | MappingDecisions['groups']): string {
  return decision.word === 'match' ? `match ${decision.to.target}` : decision.word
}
