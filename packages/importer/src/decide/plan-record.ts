import type { CallOptions, StepRecord } from '../destination.js'
import type { ChosenTitle } from '../kinds/content-titles.js'
import { type DecidedStep, type FoundCounterpart, type PlanContext, plannedOf, refuse } from '../kinds/decision.js'
import { oneOf } from '../kinds/missing-party.js'
import type { Asked, Decided } from '../kinds/stream-kind.js'
import { deferredFields, kindOf } from '../kinds/stream-kinds.js'
import { secondPhaseOf } from '../phases.js'
import { isCarried } from '../plan/plan-index.js'
import { mayOwn, ownerOf, spaceRights } from '../structure.js'
import { decideByOwner, decideOwned } from './decide-owned.js'

/** What is known of a record when it is decided. */
export interface Known {
  readonly counterpart: FoundCounterpart | undefined
  readonly title?: ChosenTitle | undefined
  /** The last version of its owner. */
  readonly isLast?: boolean
}

/** The step of a record, and what others must know of it noted in the index. Not for a kind that has to ask in between. */
export function planRecord(item: StepRecord, known: Known, context: PlanContext): DecidedStep {
  const { stream, record } = item
  const kind = kindOf(stream)
  const leftOut = decideBefore(item, known, context)
  if (leftOut !== undefined) return keep(item, leftOut, known, context)
  const asked = askedOf(item, known, context)
  return keep(item, kind.decide?.(record, asked, context) ?? { step: asked.byDefault() }, known, context)
}

/** The same for a kind that may have to ask the destination again: a space, for a free key. */
export async function planAsking(
  item: StepRecord,
  known: Known,
  context: PlanContext,
  options: CallOptions,
): Promise<DecidedStep> {
  const { stream, record } = item
  const leftOut = decideBefore(item, known, context)
  if (leftOut !== undefined) return keep(item, leftOut, known, context)
  const asked = askedOf(item, known, context)
  const decided = await kindOf(stream).decideAsking?.(record, asked, context, options)
  return keep(item, decided ?? { step: asked.byDefault() }, known, context)
}

function askedOf(item: StepRecord, { counterpart, title }: Known, context: PlanContext): Asked {
  return { counterpart, title, byDefault: () => decideOwned(item, counterpart, context) }
}

/** What leaves a record out before anything else is decided: the destination, the selection, or what it belongs to. */
function decideBefore(item: StepRecord, { isLast = false }: Known, context: PlanContext): Decided | undefined {
  const { stream, record } = item
  const { selector, sources, description, index } = context
  const kind = kindOf(stream)
  const owner = ownerOf(stream, record)
  if (owner !== undefined && spaceRights.includes(stream)) index.noteRight(owner)
  // What stands for the site itself is in the index already, whatever the destination can hold.
  if (kind.isNeverAsked !== true && !description.supports.has(stream)) {
    return { step: refuse('KIND_UNSUPPORTED', oneOf(stream), 'the destination cannot hold this kind') }
  }
  kind.register?.(record, sources)
  const reason = kind.whyNotSelected?.(record, context) ?? selector.whyNot(stream, record, isLast)
  if (reason !== undefined) return { step: { action: 'skip', reason } }
  const step = owner === undefined ? undefined : decideByOwner(item, context)
  return step === undefined ? undefined : { step }
}

/** Notes what was decided: for those that belong to the record or point to it, for later phases, for the mapping files. */
function keep(item: StepRecord, decided: Decided, { counterpart }: Known, context: PlanContext): DecidedStep {
  const { stream, record } = item
  const { step } = decided
  const kind = kindOf(stream)
  if (kind.isNeverAsked !== true && (mayOwn(stream) || kind.isIndexed === true)) {
    const owner = ownerOf(stream, record)
    context.index.put(
      record.id,
      plannedOf(step, { ...namesOf(item), ...decided, owner, version: counterpart?.version }),
    )
    if (isCarried(step) && decided.under === undefined) noteCompletion(item, step, context)
  }
  kind.note?.(record, decided, context)
  return step
}

function namesOf({ stream, record }: StepRecord): Pick<Decided, 'named'> {
  const named = kindOf(stream).naming?.(record)
  return named === undefined ? {} : { named }
}

/** Only what our own imports made is ever completed; what is made again because it was gone, once more. */
function noteCompletion({ stream, record }: StepRecord, step: DecidedStep, { index, journal }: PlanContext): void {
  if (step.relation === 'same' || deferredFields(stream, record).length === 0) return
  if (index.find(record.id)?.standIn !== undefined) return
  const phase = secondPhaseOf(stream, 'complete')
  if (phase === undefined || (step.action === 'match' && journal.isDone(record.id, phase))) return
  index.addLater(phase, { id: record.id, action: 'complete' })
}
