import type { Loss } from '../destination.js'
import { intentKey } from '../journal/journal.js'
import type { PlanStep } from '../plan/plan-step.js'
import type { Reason } from '../reason.js'
import { fieldReferences, hasOwnId } from '../structure.js'
import { type ApplyContext, isFirstStep } from './apply-context.js'
import { type CountedEnding, countEndings } from './count-endings.js'
import { findGoneMatches } from './gone-matches.js'
import { dealLanes, laneOf, runRows } from './lanes.js'
import { type Prepared, prepareStep, type Unprepared } from './prepare-step.js'
import { targetsOf } from './step-targets.js'
import { later } from '../translate/translate.js'
import { type PlannedRecord, writes } from './walk-plan.js'
import { writeSteps } from './write-steps.js'

/**
 * Does a window of steps of one phase: intents into the journal, the writes, endings into the journal. What needs something
 * that is about to be made elsewhere waits for the next round. `ended`: steps that this run did before it broke off.
 */
export async function applyWindow(
  window: readonly PlannedRecord[],
  ended: ReadonlySet<string>,
  context: ApplyContext,
): Promise<void> {
  const { journal, run, totals, rate } = context
  const rest: Rest = { endings: [], settled: [] }
  let waiting = await unpreparedOf(window, ended, rest, context)
  while (waiting.length > 0) waiting = await doRound(waiting, rest, context)
  // Counted only now, with the number of the last step: a run that breaks off before comes here again.
  countEndings(totals, [...rest.endings, ...rest.settled])
  totals.settled += rest.settled.length
  const last = window.at(-1)?.step
  const reached = last === undefined ? undefined : { step: last.n, phase: last.phase, ...rate.read(last.n) }
  journal.end(run.id, rest.endings, totals, reached)
}

/** How steps ended that wrote nothing; `settled` stands in the journal already. */
interface Rest {
  readonly endings: CountedEnding[]
  readonly settled: CountedEnding[]
}

/** The steps that write, with their ids and lanes. How the others end is put into `rest`. */
async function unpreparedOf(
  window: readonly PlannedRecord[],
  ended: ReadonlySet<string>,
  rest: Rest,
  context: ApplyContext,
): Promise<readonly Unprepared[]> {
  const { journal, index, limits } = context
  const left = ended.size === 0 ? window : window.filter(({ step }) => !ended.has(step.id))
  const writing = left.filter(({ step, item }) => item !== undefined && writes(step.action))
  const targets = await targetsOf(writing, context)
  const references = writing.flatMap(({ item }) =>
    item === undefined ? [] : fieldReferences(item.stream, item.record).map(({ id }) => id),
  )
  journal.prefetch(references)
  index.prefetch(references)
  const steps = left.map(({ step }) => step)
  const gone = await findGoneMatches(steps, context.archive.manifest.source.siteId, context.destination, context)
  return left.flatMap(({ step, item }): Unprepared[] => {
    if (item === undefined || !writes(step.action)) {
      rest[step.settled === true ? 'settled' : 'endings'].push(endingOf(step, gone.get(step.n)))
      return []
    }
    // Where nothing is ever under way at the same time, all is on one lane.
    const lane = limits.concurrency > 1 ? laneOf(item, index) : ''
    return [{ planned: step, item, lane, target: targets.get(step.id) }]
  })
}

/** Does all that can be done now. Returns what has to wait for it, in order. */
async function doRound(
  steps: readonly Unprepared[],
  rest: Rest,
  context: ApplyContext,
): Promise<readonly Unprepared[]> {
  const { limits, pending, journal, run, totals } = context
  const ready: Prepared[] = []
  const waiting: Unprepared[] = []
  const waitingLanes = new Set<string>()
  for (const step of steps) {
    // What comes later on a lane never overtakes what waits there.
    const made = waitingLanes.has(step.lane) ? { kind: 'waits' as const } : await prepareStep(step, context)
    const { planned, lane } = step
    const makes = isFirstStep(planned) && hasOwnId(planned.stream)
    if (made.kind === 'waits') {
      waiting.push(step)
      waitingLanes.add(lane)
      if (makes) pending.set(planned.id, { target: later, lane })
    } else if (made.kind === 'ended') rest.endings.push(made.ending)
    else {
      ready.push(made.prepared)
      if (makes) pending.set(planned.id, { target: step.target ?? later, lane })
    }
  }
  if (waiting.length === steps.length) throw new TypeError('Steps wait for each other')
  try {
    journal.intend(
      run.id,
      ready.filter((one) => !isIntended(one, context)).map(({ intent }) => intent),
    )
    const isLast = waiting.length === 0 && limits.concurrency === 1 && ready.length <= limits.batch
    await runRows(dealLanes(ready, limits.concurrency), limits.batch, async (piece) => {
      context.signal?.throwIfAborted()
      const done = await writeSteps(piece, context)
      // The only call of a window ends with it, in one transaction.
      if (isLast) rest.endings.push(...done)
      else {
        countEndings(totals, done)
        journal.end(run.id, done, totals)
      }
    })
  } finally {
    pending.clear()
  }
  return waiting
}

/** A step in doubt that turned out to be done has its intent in the journal. */
function isIntended({ planned }: Prepared, { inDoubt }: ApplyContext): boolean {
  return inDoubt.size > 0 && isFirstStep(planned) && inDoubt.has(intentKey(planned.id, planned.phase))
}

/** Tells what the plan refused from what the destination did. */
function refusedByPlan(what: string): Reason {
  return { code: 'PLAN_REFUSED', what }
}

/** The ending of a step that writes nothing. */
function endingOf(step: PlanStep, gone: Loss | undefined): CountedEnding {
  const { id: record, phase, stream, action, target, loss } = step
  const reason = step.reason ?? (action === 'refuse' && loss !== undefined ? refusedByPlan(loss.why) : undefined)
  const losses: Loss[] = loss === undefined ? [] : [{ ...loss, stream, record }]
  const base = { record, phase, losses, ...(reason === undefined ? {} : { reason }) }
  if (gone !== undefined) return { ...base, outcome: 'refused', losses: [gone] }
  if (action !== 'match') return { ...base, outcome: action === 'skip' ? 'skipped' : 'refused' }
  return { ...base, outcome: 'matched', ...(target !== undefined && hasOwnId(stream) ? { target } : {}) }
}
