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

/** One line of plan.ndjson. */
export interface PlanStep {
  /** Place in the plan, from 1. */
  readonly n: number
  readonly phase: PhaseName
  readonly stream: StreamName
  /** Id of the record in the archive. */
  readonly id: string
  readonly action: PlanAction
  /** What must hold just before the write: nothing stands there yet, or `target` does. */
  readonly precondition?: 'absent' | 'present'
  /** Of a match: id at the destination. */
  readonly target?: string
  /** Of a match: made by an earlier import of the same record, or something else that stands for the same. */
  readonly relation?: 'ours' | 'same'
  /** Of a match: the journal knows it already. */
  readonly settled?: true
  /** Shut to everybody but the importing user until an `open`. */
  readonly closed?: true
  /** Of `open`: what must be there first. */
  readonly needs?: readonly Grant[]
  /** Of a space that is renamed. */
  readonly key?: string
  /** Of a content that is renamed. */
  readonly title?: string
  /** Of a content without a parent of its own that goes under a page of the destination: id of that page. */
  readonly under?: string
  /** Of a person who is made without a login, so that something can be theirs. */
  readonly placeholder?: true
  /** Why it stays closed, in words. */
  readonly closedWhy?: string
  /** Why it is skipped. */
  readonly reason?: Reason
  readonly loss?: PlannedLoss
}

const actions: ReadonlySet<string> = new Set([
  'create',
  'match',
  'rename',
  'skip',
  'refuse',
  'complete',
  'open',
] satisfies PlanAction[])

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
  if (!isPlanStep(value)) return undefined
  const reason = readReason(value.reason)
  return reason === value.reason || reason === undefined ? value : { ...value, reason }
}

function isPlanStep(value: unknown): value is PlanStep {
  if (typeof value !== 'object' || value === null) return false
  const step: Partial<Record<keyof PlanStep, unknown>> = value
  return (
    Number.isSafeInteger(step.n) &&
    typeof step.id === 'string' &&
    typeof step.stream === 'string' &&
    isStreamName(step.stream) &&
    typeof step.phase === 'string' &&
    findPhase(step.phase)?.stream === step.stream &&
    typeof step.action === 'string' &&
    actions.has(step.action) &&
    (step.action !== 'match' || typeof step.target === 'string')
  )
}
