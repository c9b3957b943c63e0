import { existsSync } from 'node:fs'
import type { CallOptions, Loss, Outcome } from '../destination.js'
import { type JournalEntry, type JournalLookup, openJournalLookup } from '../journal/read-journal.js'
import { findPhase } from '../phases.js'
import { readPlan } from '../plan/plan-file.js'
import { PlanIndex } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import { writes } from '../apply/walk-plan.js'
import { hasOwnId } from '../structure.js'
import { planPaths } from '../work-paths.js'
import { PlannedPlaces } from './planned-places.js'

/** A step of a plan, and how it ended or is going to end. */
export interface StepOutcome {
  readonly step: PlanStep
  /** False for a second step of a record: it counts no record. */
  readonly first: boolean
  /** Absent where the journal knows no end of it. */
  readonly outcome: Outcome['status'] | undefined
  /** Id at the destination, of a record with an id of its own. */
  readonly target: string | undefined
  /** Why it was skipped, in words. */
  readonly reason: string | undefined
  readonly losses: readonly Loss[]
  /** Archive id of what the record belongs to. */
  readonly owner: string | undefined
  /** Archive id of the space that it lies in. */
  readonly space: string | undefined
  /** Of a person who has no counterpart: what stands in for them. */
  readonly standIn: 'placeholder' | 'author' | undefined
  /** True if what it belongs to stood at the destination before any of our imports. */
  readonly underExisting: boolean
}

/** Which plan, and which import of it. */
export interface OutcomeRequest extends CallOptions {
  readonly planDir: string
  /** Folder of the journal, of a plan that was applied; without it the plan says how each step is going to end. */
  readonly journalDir?: string
  /** The import found everything as an earlier one under this plan had left it, and made no plan of its own. */
  readonly settled?: boolean
}

/**
 * The steps of a plan in order with how they ended, in arrays as they come off the disk: the one pass that every number and
 * list of a report is made in. Throws `PLAN_INVALID`, `PLAN_STALE`, `JOURNAL_NOT_FOUND`.
 */
export async function* walkOutcomes(request: OutcomeRequest): AsyncGenerator<readonly StepOutcome[]> {
  const { planDir, journalDir, settled = false } = request
  const paths = planPaths(planDir)
  using journal = journalDir === undefined ? undefined : openJournalLookup(journalDir)
  using index = existsSync(paths.index) ? new PlanIndex(paths.index) : undefined
  const places = new PlannedPlaces(index)
  for await (const steps of readPlan(paths.steps, request)) {
    places.prepare(steps)
    const ends = journal === undefined ? undefined : endsOf(steps, journal)
    const outcomes = steps.map((step) => outcomeOf(step, ends, places))
    yield settled ? outcomes.map(settle) : outcomes
  }
}

/** What the journal says of the steps that write something; the end of the others stands in the plan. */
function endsOf(steps: readonly PlanStep[], journal: JournalLookup): (step: PlanStep) => JournalEntry | undefined {
  const written = steps.flatMap(({ action, id }) => (writes(action) ? [id] : []))
  const found = journal.entriesOf(written)
  return ({ phase, id }) => found.get(id)?.find((entry) => entry.phase === phase)
}

function outcomeOf(
  step: PlanStep,
  ends: ((step: PlanStep) => JournalEntry | undefined) | undefined,
  places: PlannedPlaces,
): StepOutcome {
  const { id: record, stream, phase } = step
  const owner = places.ownerOf(stream, record)
  const end = !writes(step.action) || ends === undefined ? endInPlan(step) : ends(step)
  return {
    step,
    first: findPhase(phase)?.act === 'create',
    outcome: end === undefined || end.outcome === 'intent' ? undefined : end.outcome,
    target: end?.target,
    reason: end?.reason?.what,
    losses: end?.losses ?? [],
    owner,
    space: places.spaceOf(hasOwnId(stream) ? record : owner),
    standIn: hasOwnId(stream) ? places.standInOf(record) : undefined,
    underExisting: owner !== undefined && places.wasThere(owner),
  }
}

/** What an earlier import did is there already, and lost nothing this time. */
function settle(one: StepOutcome): StepOutcome {
  if (one.outcome !== 'created' && one.outcome !== 'matched') return one
  const { n, phase, stream, id, ...act } = one.step
  const place = { n, phase, stream, id }
  const matched: PlanStep =
    act.action === 'match' ? one.step : { ...place, action: 'match', relation: 'ours', target: one.target ?? '' }
  return { ...one, step: matched, outcome: 'matched', losses: [] }
}

type End = Pick<JournalEntry, 'outcome' | 'target' | 'reason' | 'losses'>

/** How the plan says that a step ends. */
function endInPlan({ action, target, reason, loss, stream, id }: PlanStep): End {
  return {
    outcome: planned[action],
    losses: loss === undefined ? [] : [{ ...loss, stream, record: id }],
    ...(target === undefined ? {} : { target }),
    ...(reason === undefined ? {} : { reason }),
  }
}

const planned: Readonly<Record<PlanStep['action'], Outcome['status']>> = {
  create: 'created',
  rename: 'created',
  complete: 'created',
  open: 'created',
  match: 'matched',
  skip: 'skipped',
  refuse: 'refused',
}
