import type { AnyRecord, Archive } from '@spacecrate/format'
import type { Counterpart, Destination, DestinationDescription, Naming } from '../destination.js'
import type { MappedTo, PlaceUnder } from '../mapping.js'
import type { Decisions } from '../mapping/decisions.js'
import type { DoneBefore } from '../journal/done-before.js'
import type { ImportPolicies } from '../policies.js'
import type { SourceIndex } from '../references/source-index.js'
import type { Selector } from '../selection.js'
import type { PlanCount } from '../plan/plan-summary.js'
import type { Planned, PlanIndex } from '../plan/plan-index.js'
import type { PlannedAct } from '../plan/plan-step.js'
import type { Restricted } from '../source-access/restricted.js'
import type { SiteUse } from '../source-access/site-use.js'
import type { LossCode } from '../loss-codes.js'

/** Everything that a decision may look at. */
export interface PlanContext {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly policies: ImportPolicies
  readonly decisions: Decisions
  readonly selector: Selector
  /** Of the policy for people: the person of the destination. */
  readonly standIn?: MappedTo
  /** Of the policy for space keys: the page of the destination. */
  readonly place?: PlaceUnder
  readonly index: PlanIndex
  readonly sources: SourceIndex
  readonly restricted: Restricted
  readonly siteUse: SiteUse
  readonly journal: DoneBefore
  readonly count: PlanCount
}

/** A counterpart with what it says, where that may be something else than the record of the archive. */
export interface FoundCounterpart extends Counterpart {
  readonly there?: AnyRecord
}

/** A step of a plan before it has its place, without what all decisions of a stream share. */
export type DecidedStep = Extract<PlannedAct, { readonly action: Planned['action'] }>

/** Leaves a record out with a loss. */
export function refuse(code: LossCode, what: string, why: string, remedy?: string): DecidedStep {
  return { action: 'refuse', loss: { code, what, why, ...(remedy === undefined ? {} : { remedy }) } }
}

/** Leaves a record out because a row of a mapping file says so. */
export function skippedByMapping(what: 'person' | 'group' | 'space' | 'content'): DecidedStep {
  return { action: 'skip', reason: { code: 'MAPPING_SKIPS', what: `the mapping leaves this ${what} out` } }
}

/** Uses what stands at the destination. */
export function match(target: string, relation: 'ours' | 'same'): Extract<DecidedStep, { readonly action: 'match' }> {
  return { action: 'match', precondition: 'present', target, relation }
}

/** Makes a new one. */
export const create: Extract<DecidedStep, { readonly action: 'create' }> = { action: 'create', precondition: 'absent' }

/** What the index keeps of a decided record beside its step. */
export interface PlannedFacts {
  readonly named?: Naming
  /** Why nobody is added to a group, or that a role makes administrators. */
  readonly guarded?: string | undefined
  readonly standIn?: Planned['standIn'] | undefined
  /** Page of the destination that takes its content. */
  readonly under?: string | undefined
}

/** What the index keeps of a decided record. */
export function plannedOf(
  step: DecidedStep,
  rest: PlannedFacts & { readonly owner?: string | undefined; readonly version?: number | undefined },
): Planned {
  return {
    action: step.action,
    ...(step.relation === undefined ? {} : { relation: step.relation }),
    ...(step.target === undefined ? {} : { target: step.target }),
    ...(rest.owner === undefined ? {} : { owner: rest.owner }),
    ...(rest.version === undefined ? {} : { version: rest.version }),
    ...(rest.named === undefined ? {} : { named: rest.named }),
    ...(rest.guarded === undefined ? {} : { guarded: rest.guarded }),
    ...(rest.standIn === undefined ? {} : { standIn: rest.standIn }),
    ...(rest.under === undefined ? {} : { under: rest.under }),
  }
}
