import { kindOf } from '../kinds/stream-kinds.js'
import { streamRules } from '@spacecrate/format'
import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import { fieldReferences, ownerOf, valueAt } from '../structure.js'
import { whyNoUse } from '../source-access/site-use.js'
import { create, type DecidedStep, type FoundCounterpart, match, type PlanContext, refuse } from '../kinds/decision.js'
import { isCarried } from '../plan/plan-index.js'
import { decideGuarded, decideStanding, decideUnderExisting } from './decide-existing.js'
import type { Planned } from '../plan/plan-index.js'
import { missingParty, oneOf } from '../kinds/missing-party.js'
import { ownerSkipped } from '../reason.js'

/**
 * What somebody who only stands in for another never gets: rights, what would only be sent to them, and, where it is
 * somebody else, what would be theirs twice.
 */
function isForStandIns(stream: StreamName, standIn: NonNullable<Planned['standIn']>): boolean {
  if (streamRules[stream].impact === 'access' || kindOf(stream).isForNoStandIn === true) return false
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
  const kind = kindOf(stream)
  const shutWhy = kind.isRefusedShut === true ? context.restricted.shutWhy(record.id) : undefined
  if (shutWhy !== undefined) return refuse('KIND_UNSUPPORTED', `${oneOf(stream)} with restrictions`, shutWhy)
  const noUseWhy = whyOfNoUse(stream, record, context)
  if (noUseWhy !== undefined) return refuse('SITE_USE_MISSING', oneOf(stream), noUseWhy)
  if (counterpart?.there !== undefined) return decideStanding(item, counterpart.target, counterpart.there)
  if (counterpart !== undefined) return match(counterpart.target, counterpart.relation)
  const owner = context.index.find(ownerOf(stream, record) ?? '')
  const isPlaced = kind.goesUnder !== undefined && owner?.under !== undefined
  if (owner?.relation === 'same' && !isPlaced) return decideUnderExisting(item, context)
  if (kind.whyNotMade !== undefined) return decideGuarded(item, context)
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

/** Why a permission, role, restriction or membership gave somebody nothing at the source, and must give nothing here. */
function whyOfNoUse<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  { siteUse }: PlanContext,
): string | undefined {
  const subject = kindOf(stream).access?.subject?.(record)
  return subject === undefined ? undefined : whyNoUse(subject, siteUse)
}
