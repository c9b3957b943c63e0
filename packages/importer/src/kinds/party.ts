import type { Counterpart } from '../destination.js'
import type { MappingDecisions } from '../mapping.js'
import type { PlanContext } from './decision.js'

/** What an earlier import made of a record stays that: another decision comes too late. */
export function checkOurs(
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

/** A decision in the words of a mapping file. */
export function wordsOf(decision: MappingDecisions['people'] | MappingDecisions['groups']): string {
  return decision.word === 'match' ? `match ${decision.to.target}` : decision.word
}
