import type { Grant, Loss, Outcome, Step, StepAct } from '../destination.js'
import type { Intent } from '../journal/journal.js'
import { decideByOwner } from '../decide/decide-owned.js'
import { kindOf } from '../kinds/stream-kinds.js'
import { lineDigest } from '../line-digest.js'
import type { PlanStep } from '../plan/plan-step.js'
import { type ReadStepRecord, stepOf } from '../record-batches.js'
import type { Reason } from '../reason.js'
import { hasOwnId, ownerOf } from '../structure.js'
import { type ApplyContext, isFirstStep } from './apply-context.js'
import type { CountedEnding } from './count-endings.js'
import { later, translate, type Translation } from '../translate/translate.js'

/** A step that is ready to be written. */
export interface Prepared {
  readonly planned: PlanStep
  readonly lane: string
  readonly intent: Intent
  readonly translation: Extract<Translation, { kind: 'ready' }>
  readonly step: Step
}

/** A step before its write: ready, ended without one, or waiting for something that is about to be made. */
export type Preparation =
  | { readonly kind: 'prepared'; readonly prepared: Prepared }
  | { readonly kind: 'ended'; readonly ending: CountedEnding }
  | { readonly kind: 'waits' }

/** A step that is to be prepared. */
export interface Unprepared {
  readonly planned: PlanStep
  readonly item: ReadStepRecord
  readonly lane: string
  /** Id that the thing has or will have, where it is known. */
  readonly target: string | undefined
}

/** Translates the record of a step. What is about to be made on another lane has no id yet: a child comes after its parent. */
export async function prepareStep(unprepared: Unprepared, context: ApplyContext): Promise<Preparation> {
  const { planned, item, lane, target } = unprepared
  const { id: record, phase, stream } = planned
  const ended = (outcome: Outcome['status'], losses: readonly Loss[], reason?: Reason): Preparation => ({
    kind: 'ended',
    ending: { record, phase, outcome, losses, ...(reason === undefined ? {} : { reason }) },
  })
  const second = !isFirstStep(planned)
  if (second && target === undefined)
    return ended('skipped', [], { code: 'FIRST_STEP_MISSING', what: 'its first step was not done' })
  const hangs = !second && ownerOf(stream, item.record) !== undefined
  const leftOut = hangs ? decideByOwner(item, context) : undefined
  if (leftOut !== undefined) {
    // The plan said so as well, unless somebody wrote it anew.
    const losses = leftOut.loss === undefined ? [] : [{ ...leftOut.loss, stream, record }]
    return ended(leftOut.action === 'skip' ? 'skipped' : 'refused', losses, leftOut.reason)
  }
  const resolve = (id: string): string | typeof later | undefined => {
    const made = context.pending.get(id)
    if (made === undefined) return context.journal.resolve(id)
    return made.lane === lane ? made.target : later
  }
  const answer = translate(item, planned, target, { ...context, resolve }, context)
  const translation = answer instanceof Promise ? await answer : answer
  if (translation.kind === 'waits') return { kind: 'waits' }
  if (translation.kind === 'refused') return ended('refused', [translation.loss])
  if (translation.kind === 'skipped') return ended('skipped', [], translation.reason)
  if (planned.action === 'complete' && translation.fields.length === 0) {
    return ended('skipped', translation.losses, { code: 'NOTHING_TO_DO', what: 'nothing to fill in' })
  }
  const own = target !== undefined && hasOwnId(stream) && !second
  const intent: Intent = {
    record,
    phase,
    losses: planned.action === 'open' ? [] : translation.losses,
    ...(own ? { target } : {}),
    ...(second ? {} : { digest: lineDigest(item.line) }),
  }
  const act = actOf(planned, target, translation.fields, context)
  const step = stepOf(stream, item.record, translation.item.translated, act)
  return { kind: 'prepared', prepared: { planned, lane, intent, translation, step } }
}

function actOf(
  planned: PlanStep,
  target: string | undefined,
  fields: readonly string[],
  context: ApplyContext,
): StepAct {
  if (target !== undefined && planned.action === 'complete') return { action: 'complete', target, fields }
  if (target !== undefined && planned.action === 'open') {
    return { action: 'open', target, needs: needsOf(planned, context) }
  }
  // A space is never open before its permissions stand, whatever the plan says.
  const closed = planned.closed === true || kindOf(planned.stream).startsClosed === true
  return { action: 'create', ...(target === undefined ? {} : { target }), ...(closed ? { closed } : {}) }
}

/** A space of which the archive has a permission needs one before it opens, whatever the plan says. */
function needsOf({ id, needs = [] }: PlanStep, { index }: ApplyContext): readonly Grant[] {
  return needs.length === 0 && index.hasRight(id) ? ['permission'] : needs
}
