import { mapIds } from '@spacecrate/format'
import type { Content, StreamName } from '@spacecrate/format'
import type { Counterpart, Grant, StepRecord } from '../destination.js'
import { stepRecord } from '../record-batches.js'
import { fieldReferences, ownerOf, valueAt } from '../structure.js'
import { create, type DecidedStep, isCarried, match, type PlanContext, refuse } from './decision.js'
import type { ChosenTitle } from './choose-titles.js'
import type { Planned } from './plan-index.js'
import type { PlannedLoss } from './plan-step.js'
import type { LossCode } from '../loss-codes.js'

/** The reason of everything under something that is left out. */
export const ownerSkipped = 'owner skipped'

/** Loss of a record whose second party is not at the destination, by stream. */
const unmapped: Partial<Readonly<Record<StreamName, readonly [code: LossCode, what: string]>>> = {
  memberships: ['MEMBER_UNMAPPED', 'A membership'],
  restrictions: ['RESTRICTION_SUBJECT_UNMAPPED', 'A restriction'],
  'space-permissions': ['PERMISSION_SUBJECT_UNMAPPED', 'A permission in a space'],
  likes: ['PERSON_UNMAPPED', 'A like'],
  watches: ['PERSON_UNMAPPED', 'A watch'],
  labels: ['PERSON_UNMAPPED', 'A personal label'],
}

/** What somebody who only stands in for another never gets: rights, and what would be theirs twice. */
const notForStandIns: { readonly [Kind in NonNullable<Planned['standIn']>]: ReadonlySet<StreamName> } = {
  placeholder: new Set(['memberships', 'restrictions', 'space-permissions', 'watches']),
  author: new Set(['memberships', 'restrictions', 'space-permissions', 'watches', 'likes', 'labels']),
}

/** What decides of a record before anything is asked: `undefined` means that it is worth asking for a counterpart. */
export function decideByOwner(item: StepRecord, context: PlanContext): DecidedStep | undefined {
  const { stream, record } = item
  if (stream === 'permissions') {
    return refuse(
      'SITE_PERMISSION_NOT_CARRIED',
      `A permission on the whole site (${record.native})`,
      'it would change the destination at large',
      'Give it by hand, if it is wanted there',
    )
  }
  if (stream === 'templates' && record.space === undefined) {
    if (context.policies.allow.includes('site-templates')) return undefined
    const why = 'every space of the destination would see it'
    return refuse('SITE_TEMPLATE_NOT_ALLOWED', `The site template ${record.name}`, why, 'Allow site-templates by name')
  }
  const ownerId = ownerOf(stream, record)
  const owner = ownerId === undefined ? undefined : context.index.find(ownerId)
  if (owner === undefined) {
    return refuse(
      'OWNER_NOT_IN_ARCHIVE',
      `A record of ${stream}`,
      `${ownerId}, which it belongs to, is not in the archive`,
    )
  }
  return isCarried(owner) ? decideByParty(item, ownerId, context) : { action: 'skip', reason: ownerSkipped }
}

function decideByParty(item: StepRecord, ownerId: string | undefined, context: PlanContext): DecidedStep | undefined {
  for (const { id, required } of fieldReferences(item.stream, item.record)) {
    if (!required || id === ownerId) continue
    const party = context.index.find(id)
    if (!isCarried(party)) return { action: 'refuse', loss: missingParty(item.stream, id) }
    if (party.standIn !== undefined && notForStandIns[party.standIn].has(item.stream)) {
      const [, what] = unmapped[item.stream] ?? ['PARTY_NOT_CARRIED', `A record of ${item.stream}`]
      const why = `${id} has no counterpart at the destination; what stands in gets no rights`
      return refuse('STAND_IN_WITHOUT_RIGHTS', what, why, 'Match the person, and import again')
    }
  }
  return undefined
}

/** The loss of a record that points to something which it makes no sense without, and which is not carried. */
export function missingParty(stream: StreamName, id: string): PlannedLoss {
  const [code, what] = unmapped[stream] ?? ['PARTY_NOT_CARRIED', `A record of ${stream}`]
  return { code, what, why: `${id} has no counterpart at the destination`, remedy: 'Map it, and import again' }
}

/** True if something may stand at the destination already: what hangs on a new thing can't. */
export function mayExist(item: StepRecord, context: PlanContext): boolean {
  const ownerId = ownerOf(item.stream, item.record)
  if (item.stream === 'templates' && item.record.space === undefined) return true
  return ownerId === undefined || context.index.find(ownerId)?.action === 'match'
}

/** The same record with ids of the destination, if all that it points to is there already. */
export function withKnownIds(item: StepRecord, context: PlanContext): StepRecord {
  if (item.stream !== 'memberships') return item
  const targetOf = (id: string): string | undefined => context.index.find(id)?.target
  const known = fieldReferences(item.stream, item.record).every(({ id }) => targetOf(id) !== undefined)
  return known ? stepRecord(item.stream, item.record, mapIds(item.stream, item.record, targetOf)) : item
}

/** What happens to a record whose owner and other parties are carried. */
export function decideOwned(item: StepRecord, counterpart: Counterpart | undefined, context: PlanContext): DecidedStep {
  const { stream, record } = item
  if (counterpart !== undefined) return match(counterpart.target, counterpart.relation)
  const owner = context.index.find(ownerOf(stream, record) ?? '')
  const isPlaced = item.stream === 'content' && owner?.under !== undefined
  if (owner?.relation === 'same' && !isPlaced) return decideUnderExisting(item, context)
  const number = valueAt(record, 'number')
  if (
    owner?.action === 'match' &&
    owner.version !== undefined &&
    typeof number === 'number' &&
    number > owner.version
  ) {
    return {
      action: 'skip',
      reason: `an earlier import brought version ${owner.version}; what an import made is not advanced yet`,
      loss: {
        code: 'NOT_ADVANCED',
        what: `Version ${number} of ${ownerOf(stream, record)}`,
        why: `an earlier import brought version ${owner.version}, and this one doesn't change what exists`,
      },
    }
  }
  return create
}

/** Law 2: what was there before our imports gets nothing new, unless that class of changes is allowed by name. */
function decideUnderExisting(item: StepRecord, context: PlanContext): DecidedStep {
  const { allow } = context.policies
  if (item.stream === 'space-permissions' && allow.includes('space-permissions')) {
    const { subject } = item.record
    const isSystem = 'id' in subject && context.index.find(subject.id)?.system === true
    if (!isSystem) return allowed(item, context)
  }
  if (item.stream !== 'memberships') {
    const owner = ownerOf(item.stream, item.record)
    return refuse('EXISTING_NOT_CHANGED', `A record of ${item.stream}`, `the counterpart of ${owner} was there before`)
  }
  const { group, member } = item.record
  if (allow.includes('members') && context.index.find(group)?.system !== true) return allowed(item, context)
  return refuse(
    'MEMBERSHIP_IN_EXISTING_GROUP',
    `The membership of ${member} in ${group}`,
    'the group was at the destination before, and who is in it is not changed',
    'Add the member by hand, or allow members by name',
  )
}

/** A change of what was there, which somebody allowed by name: the plan lists each. */
function allowed({ stream, record }: StepRecord, { count, index }: PlanContext): DecidedStep {
  const owner = ownerOf(stream, record) ?? ''
  count.addChange({ stream, id: record.id, to: index.find(owner)?.target ?? owner })
  return create
}

/** What is to be known of a content beyond its step. */
export interface DecidedContent {
  readonly step: DecidedStep
  /** Operations that must be restricted before it opens; absent where it never opens or need not. */
  readonly needs?: readonly Grant[]
  readonly staysClosedWhy?: string
}

/**
 * A content is shut from the first moment if it was restricted; for good if nobody can say what it inherited, since its
 * parent is not carried, or which pages were restricted.
 */
export function decideContent(
  content: Content,
  counterpart: Counterpart | undefined,
  space: Planned | undefined,
  chosen: ChosenTitle | undefined,
  context: PlanContext,
): DecidedContent {
  const base = decideOwned(stepRecord('content', content), counterpart, context)
  const needs = context.restricted.of(content.id)
  if (base.action !== 'create') {
    if (needs.length === 0) return { step: base }
    const staysClosedWhy = whyNothingIsInherited(content, context)
    return staysClosedWhy === undefined ? { step: base, needs } : { step: base, staysClosedWhy }
  }
  if (context.decisions.of('titles', content.id)?.word === 'skip') {
    return { step: { action: 'skip', reason: 'the mapping leaves this content out' } }
  }
  const title = chosen?.title ?? content.title
  const renamed = title !== content.title
  if (renamed) context.count.addRename({ stream: 'content', id: content.id, from: content.title, to: title })
  const place = placeOf(content, space, context)
  const step: DecidedStep = { ...base, ...place, ...(renamed ? { action: 'rename', title } : {}) }
  const staysClosedWhy = whyItStaysClosed(content, space, context)
  if (staysClosedWhy !== undefined) return { step: { ...step, closed: true, reason: staysClosedWhy }, staysClosedWhy }
  // A draft inherits the restrictions of what it is the draft of, which is filled in later.
  const mustWait = needs.length > 0 || content.draftOf !== undefined
  return mustWait ? { step: { ...step, closed: true }, needs } : { step }
}

/** Content at the root of a space that goes under a page goes there itself. A post has no parent. */
function placeOf(content: Content, space: Planned | undefined, { index }: PlanContext): Pick<DecidedStep, 'under'> {
  const { parent, kind } = content
  if (space?.under === undefined || kind === 'blogpost') return {}
  return parent !== undefined && isCarried(index.find(parent)) ? {} : { under: space.under }
}

function whyItStaysClosed(content: Content, space: Planned | undefined, context: PlanContext): string | undefined {
  const orphan = whyNothingIsInherited(content, context)
  if (orphan !== undefined) return orphan
  const { unknownWhy } = context.restricted
  return unknownWhy !== undefined && space?.action === 'match' ? unknownWhy : undefined
}

/** Also of what an earlier import made, and left closed for this. */
function whyNothingIsInherited({ parent }: Content, { index }: PlanContext): string | undefined {
  return parent === undefined || isCarried(index.find(parent))
    ? undefined
    : `its parent ${parent} is not carried, so nobody can say which restrictions it inherited`
}
