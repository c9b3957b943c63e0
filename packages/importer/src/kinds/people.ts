import { createHash } from 'node:crypto'
import type { Person } from '@spacecrate/format'
import type { Counterpart, Naming } from '../destination.js'
import type { MappingDecisions } from '../mapping.js'
import { hasLinks, valueAt } from '../structure.js'
import { create, match, type PlanContext, skippedByMapping } from './decision.js'
import { checkOurs, wordsOf } from './party.js'
import type { Decided, StreamKind } from './stream-kind.js'

/** People are found by their aliases; those without a counterpart are made, stood in for, or become plain text. */
export const people: StreamKind<'people'> = {
  deferred: (record) => [
    ...(valueAt(record, 'created.by') === undefined ? [] : ['created']),
    ...(hasLinks(record.profile) ? ['profile'] : []),
  ],
  register: (record, sources) => sources.addPerson(record),
  isFoundByName: true,
  // Somebody who is to be created although their e-mail is known there: only what must be unique counts then.
  question: (record, { decisions }) => {
    if (decisions.of('people', record.id)?.word !== 'create') return record
    const { email: _email, ...person } = record
    return person
  },
  mapping: { file: 'people', isId: (id) => id.startsWith('person:') },
  decide: (record, { counterpart }, context) => ({
    ...decidePerson(record, counterpart, context),
    proposed: wordsOf(proposePerson(counterpart, context)),
  }),
  note: ({ id, displayName, userName, userKey, accountId, email, state }, { proposed }, { decisions }) => {
    if (proposed === undefined) return
    const is = {
      name: displayName ?? '',
      'user name': userName ?? '',
      'user key': userKey ?? '',
      'account id': accountId ?? '',
      'e-mail': email ?? '',
      state,
    }
    decisions.addRow('people', { id, is, proposed })
  },
  access: { note: (record, notes) => notes.person(record), standsAlone: true, isAlwaysMatched: true },
  placeholder: ({ displayName }, named, id) => ({
    id,
    kind: 'person',
    state: 'inactive',
    ...(displayName === undefined ? {} : { displayName }),
    ...named,
  }),
  isNewAccount: ({ kind, state }) => kind === 'person' && state === 'active',
  undo: { stays: true },
  outlivesSource: true,
}

/** What happens to a person: the decision of somebody, then what stands for the same, then the policy. */
function decidePerson(person: Person, counterpart: Counterpart | undefined, context: PlanContext): Decided {
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
function proposePerson(
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
function namingOf({ accountId, userKey, userName }: Person): Naming {
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
