import { streamRules } from '@spacecrate/format'
import type { Content, StreamName } from '@spacecrate/format'
import type { Grant, StepRecord } from '../destination.js'
import { stepRecord } from '../record-batches.js'
import { fieldReferences, ownerOf, valueAt } from '../structure.js'
import { whyDraftOfNoUse, whyOfNoUse } from '../access/site-use.js'
import {
  create,
  type DecidedStep,
  type FoundCounterpart,
  match,
  type PlanContext,
  refuse,
  skippedByMapping,
} from './decision.js'
import { isCarried } from '../plan/plan-index.js'
import type { ChosenTitle } from './choose-titles.js'
import { decideMember, decideStanding, decideUnderExisting } from './decide-existing.js'
import type { Planned } from '../plan/plan-index.js'
import { missingParty, oneOf } from '../missing-party.js'
import { ownerSkipped } from '../reason.js'

/**
 * What somebody who only stands in for another never gets: rights, what would only be sent to them, and, where it is
 * somebody else, what would be theirs twice.
 */
function isForStandIns(stream: StreamName, standIn: NonNullable<Planned['standIn']>): boolean {
  if (streamRules[stream].impact === 'access' || stream === 'watches') return false
  return standIn === 'placeholder'
}

/** What decides of a record before anything is asked: `undefined` means that it is worth asking for a counterpart. */
export function decideByOwner(item: StepRecord, context: Pick<PlanContext, 'index'>): DecidedStep | undefined {
  const { stream, record } = item
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

function decideByParty(
  item: StepRecord,
  ownerId: string | undefined,
  context: Pick<PlanContext, 'index'>,
): DecidedStep | undefined {
  for (const { id, required } of fieldReferences(item.stream, item.record)) {
    if (!required || id === ownerId) continue
    const party = context.index.find(id)
    if (!isCarried(party)) return { action: 'refuse', loss: missingParty(item.stream, id) }
    if (party.standIn !== undefined && !isForStandIns(item.stream, party.standIn)) {
      const what = oneOf(item.stream)
      const why = `${id} has no counterpart at the destination; what stands in gets no rights`
      return refuse('STAND_IN_WITHOUT_RIGHTS', what, why, 'Match the person, and import again')
    }
  }
  return undefined
}

/** What happens to a record whose owner and other parties are carried. */
export function decideOwned(
  item: StepRecord,
  counterpart: FoundCounterpart | undefined,
  context: PlanContext,
): DecidedStep {
  const { stream, record } = item
  // Nothing but content can be shut by itself.
  const shutWhy = stream === 'comments' || stream === 'attachments' ? context.restricted.shutWhy(record.id) : undefined
  if (shutWhy !== undefined) return refuse('KIND_UNSUPPORTED', `${oneOf(stream)} with restrictions`, shutWhy)
  const noUseWhy = whyOfNoUse(item, context.siteUse)
  if (noUseWhy !== undefined) return refuse('SITE_USE_MISSING', oneOf(stream), noUseWhy)
  if (counterpart?.there !== undefined) return decideStanding(item, counterpart.target, counterpart.there)
  if (counterpart !== undefined) return match(counterpart.target, counterpart.relation)
  const owner = context.index.find(ownerOf(stream, record) ?? '')
  const isPlaced = item.stream === 'content' && owner?.under !== undefined
  if (owner?.relation === 'same' && !isPlaced) return decideUnderExisting(item, context)
  if (stream === 'memberships') return decideMember(item, context)
  const number = valueAt(record, 'number')
  if (
    owner?.action === 'match' &&
    owner.version !== undefined &&
    typeof number === 'number' &&
    number > owner.version
  ) {
    return {
      action: 'skip',
      reason: {
        code: 'NOT_ADVANCED',
        what: `an earlier import brought version ${owner.version}; what an import made is not advanced yet`,
      },
      loss: {
        code: 'NOT_ADVANCED',
        what: `Version ${number} of ${ownerOf(stream, record)}`,
        why: `an earlier import brought version ${owner.version}, and this one doesn't change what exists`,
      },
    }
  }
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
 * A content is shut from the first moment if it was restricted; for good if nobody can say what restricts it or what it
 * inherited, or which pages were restricted.
 */
export function decideContent(
  content: Content,
  counterpart: FoundCounterpart | undefined,
  space: Planned | undefined,
  chosen: ChosenTitle | undefined,
  context: PlanContext,
): DecidedContent {
  const base = decideOwned(stepRecord('content', content), counterpart, context)
  const needs = context.restricted.of(content.id)
  if (base.action !== 'create') {
    if (needs.length === 0) return { step: base }
    const staysClosedWhy = whyNobodyCanSay(content, context)
    return staysClosedWhy === undefined ? { step: base, needs } : { step: base, staysClosedWhy }
  }
  if (context.decisions.of('titles', content.id)?.word === 'skip') {
    return { step: skippedByMapping('content') }
  }
  const title = chosen?.title ?? content.title
  const renamed = title !== content.title
  if (renamed) context.count.addRename({ stream: 'content', id: content.id, from: content.title, to: title })
  const place = placeOf(content, space, context)
  const step: DecidedStep = { ...base, ...place, ...(renamed ? { action: 'rename', title } : {}) }
  const staysClosedWhy = whyItStaysClosed(content, space, context)
  if (staysClosedWhy !== undefined)
    return { step: { ...step, closed: true, closedWhy: staysClosedWhy }, staysClosedWhy }
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
  const why = whyNobodyCanSay(content, context)
  if (why !== undefined) return why
  const { unknownWhy } = context.restricted
  return unknownWhy !== undefined && space?.action === 'match' ? unknownWhy : undefined
}

/** Also of what an earlier import made, and left closed for this. */
function whyNobodyCanSay(content: Content, { index, restricted, siteUse }: PlanContext): string | undefined {
  const { id, parent } = content
  if (parent !== undefined && !isCarried(index.find(parent))) {
    return `its parent ${parent} is not carried, so nobody can say which restrictions it inherited`
  }
  return restricted.shutWhy(id) ?? whyDraftOfNoUse(content, siteUse)
}
