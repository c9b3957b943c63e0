import type { Archive } from '@spacecrate/format'
import type { CallOptions, Destination, DestinationLimits } from '../destination.js'
import type { Intent, Journal, Run } from '../journal/journal.js'
import type { RunTotals } from '../journal/totals.js'
import type { PlanIndex } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import type { Resolver } from '../references/resolver.js'
import type { AllowedChange } from '../policies.js'
import type { StepRate } from './step-rate.js'
import type { later } from '../translate/translate.js'

/** What applying needs, over all windows. */
export interface ApplyContext extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly limits: Pick<DestinationLimits, 'batch' | 'concurrency'>
  readonly journal: Journal
  readonly run: Run
  readonly index: PlanIndex
  readonly resolver: Resolver
  /** What is about to be made and the journal doesn't know yet; the resolver asks here first. */
  readonly pending: Map<string, Pending>
  /** Steps that a run which broke off had begun. */
  readonly inDoubt: Map<string, Intent>
  readonly totals: RunTotals
  /** What the import may change of what is not ours. */
  readonly allow: readonly AllowedChange[]
  readonly places: ReadonlySet<string>
  readonly rate: StepRate
}

/** Something that is about to be made, and where. */
export interface Pending {
  readonly target: string | typeof later
  readonly lane: string
}

/** True for a step that makes something: the first one of its record. */
export function isFirstStep({ action }: Pick<PlanStep, 'action'>): boolean {
  return action === 'create' || action === 'rename'
}
