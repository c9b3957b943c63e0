import type { Group } from '@spacecrate/format'
import type { Counterpart, Naming } from '../destination.js'
import { create, match, type PlanContext, skippedByMapping } from './decision.js'
import { checkOurs } from './party.js'
import type { Decided, StreamKind } from './stream-kind.js'

/** Groups are found by their names. */
export const groups: StreamKind<'groups'> = {
  register: (record, sources) => sources.addGroup(record),
  isFoundByName: true,
  mapping: { file: 'groups', isId: (id) => id.startsWith('group:') },
  decide: (record, { counterpart }, context) => ({
    ...decideGroup(record, counterpart, context),
    proposed: counterpart === undefined ? 'create' : `match ${counterpart.target}`,
  }),
  note: ({ id, name }, { proposed }, { decisions }) => {
    if (proposed !== undefined) decisions.addRow('groups', { id, is: { name }, proposed })
  },
  access: { note: (record, notes) => notes.group(record), standsAlone: true },
  undo: { stays: true },
  outlivesSource: true,
}

/** What happens to a group. */
function decideGroup(group: Group, counterpart: Counterpart | undefined, context: PlanContext): Decided {
  const { decisions } = context
  const decision = decisions.of('groups', group.id)
  const own = { groupName: group.name }
  const namedAs = (there: Naming | undefined): Naming => ({ ...own, ...there })
  const guard = ({ guarded }: Pick<Counterpart, 'guarded'>): Pick<Decided, 'guarded'> => {
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
