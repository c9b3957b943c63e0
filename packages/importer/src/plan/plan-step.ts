import { isStreamName } from '@spacecrate/format'
import type { StreamName } from '@spacecrate/format'
import type { Grant } from '../destination.js'
import { findPhase, type PhaseName } from '../phases.js'
import type { LossCode } from '../loss-codes.js'
import { type Reason, readReason } from '../reason.js'

/**
 * What is to be done with a record. `match`: use what exists. `rename`: create under another key or title. `skip`: leave
 * out by policy or with its owner. `refuse`: leave out with a loss. `complete` and `open` are second steps of a record.
 */
export type PlanAction = 'create' | 'match' | 'rename' | 'skip' | 'refuse' | 'complete' | 'open'

/** The part of a loss that the step itself doesn't say. */
export interface PlannedLoss {
  readonly code: LossCode
  readonly what: string
  readonly why: string
  readonly remedy?: string
}

/** What every line of plan.ndjson says. */
export interface StepPlace {
  /** Place in the plan, from 1. */
  readonly n: number
  readonly phase: PhaseName
  readonly stream: StreamName
  /** Id of the record in the archive. */
  readonly id: string
}

/** What is made. */
interface Making {
  /** Nothing stands there just before the write. */
  readonly precondition?: 'absent'
  /** Shut to everybody but the importing user until an `open`. */
  readonly closed?: true
  /** Why it stays closed, in words. */
  readonly closedWhy?: string
  /** Of a content without a parent of its own that goes under a page of the destination: id of that page. */
  readonly under?: string
  /** Of a person who is made without a login, so that something can be theirs. */
  readonly placeholder?: true
  /** What of it is lost. */
  readonly loss?: PlannedLoss
}

/** What each action says. */
type Acts =
  | (Making & { readonly action: 'create' })
  | (Making & {
      readonly action: 'rename'
      /** Of a space. */
      readonly key?: string
      /** Of a content. */
      readonly title?: string
    })
  | {
      readonly action: 'match'
      /** `target` stands there. */
      readonly precondition?: 'present'
      /** Id at the destination. */
      readonly target: string
      /** Made by an earlier import of the same record, or something else that stands for the same. */
      readonly relation: 'ours' | 'same'
      /** The journal knows it already. */
      readonly settled?: true
      /** Of a space: id of the page of the destination that its content goes under. */
      readonly under?: string
      /** What it says otherwise, or does not get. */
      readonly loss?: PlannedLoss
    }
  | {
      readonly action: 'skip'
      readonly reason: Reason
      readonly loss?: PlannedLoss
    }
  | { readonly action: 'refuse'; readonly loss: PlannedLoss }
  | { readonly action: 'complete' }
  | {
      readonly action: 'open'
      /** What must be there first. */
      readonly needs: readonly Grant[]
    }

type KeysOf<Union> = Union extends unknown ? keyof Union : never
/** Every member has every field, those of the others as `undefined`: a field can be read before the action is known. */
type Exact<Union, Keys extends PropertyKey> = Union extends unknown
  ? Union & { readonly [Key in Exclude<Keys, keyof Union>]?: never }
  : never

/** What a step of a plan does, without its place. */
export type PlannedAct = Exact<Acts, KeysOf<Acts>>

/** One line of plan.ndjson. */
export type PlanStep = StepPlace & PlannedAct

/** The line of a step, without its line feed. */
export function encodeStep(step: PlanStep): string {
  return JSON.stringify(step)
}

/** The step of a line, or `undefined` where the line is none. Fields that decide nothing are not looked at. */
export function parseStep(line: string): PlanStep | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  return isObject(value) ? readStep(value) : undefined
}

/** Earlier versions wrote why a step is skipped in words alone. */
function readStep(value: Readonly<Record<string, unknown>>): PlanStep | undefined {
  const reason = readReason(value['reason'])
  const step = reason === undefined || reason === value['reason'] ? value : { ...value, reason }
  return isPlanStep(step) ? step : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** What each action can't do without. */
const needed: { readonly [Action in PlanAction]: (step: Readonly<Record<string, unknown>>) => boolean } = {
  create: () => true,
  rename: () => true,
  match: ({ target, relation }) => typeof target === 'string' && (relation === 'ours' || relation === 'same'),
  skip: ({ reason }) => isObject(reason),
  refuse: ({ loss }) => isObject(loss),
  complete: () => true,
  open: ({ needs }) => needs === undefined || Array.isArray(needs),
}

function isAction(value: unknown): value is PlanAction {
  return typeof value === 'string' && Object.hasOwn(needed, value)
}

function isPlanStep(step: Readonly<Partial<Record<keyof PlanStep, unknown>>>): step is PlanStep {
  return (
    Number.isSafeInteger(step.n) &&
    typeof step.id === 'string' &&
    typeof step.stream === 'string' &&
    isStreamName(step.stream) &&
    typeof step.phase === 'string' &&
    findPhase(step.phase)?.stream === step.stream &&
    isAction(step.action) &&
    needed[step.action](step)
  )
}
