import type { Archive } from '@spacecrate/format'
import type { CallOptions, Destination, DestinationLimits } from '../destination.js'
import type { Intent, Journal, Run } from '../journal/journal.js'
import type { AllowedChange } from '../policies.js'
import type { RunTotals } from '../journal/totals.js'
import { PlanIndex } from '../plan/plan-index.js'
import { createResolver } from '../references/resolver.js'
import { SourceIndex } from '../references/source-index.js'
import type { ApplyContext, Pending } from './apply-context.js'
import { applyWindow } from './apply-window.js'
import { StepRate } from './step-rate.js'
import { mostSteps, walkPlan } from './walk-plan.js'

/** What is applied, and how. */
export interface ApplyRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly limits: Pick<DestinationLimits, 'batch' | 'concurrency'>
  readonly journal: Journal
  readonly run: Run
  /** Classes of changes that somebody allowed by name. */
  readonly allow: readonly AllowedChange[]
  /** True for a run that broke off. */
  readonly resumed: boolean
  /** Path of plan.ndjson. */
  readonly path: string
  /** Path of the index that was made with it. */
  readonly indexPath: string
  /** Called after every window of steps. */
  readonly onBatch?: (phase: string, step: number, totals: RunTotals) => void
}

/**
 * Does what the plan says, from where the run stopped, under the journal. Stops between two calls of the destination when `signal` says so,
 * and throws its reason. Returns the sums of the whole run.
 */
export async function applyPlan(request: ApplyRequest): Promise<RunTotals> {
  const { archive, limits, journal, run, path, indexPath, signal, onBatch } = request
  using index = new PlanIndex(indexPath)
  const sources = new SourceIndex(index.db)
  const pending = new Map<string, Pending>()
  const resolve = (id: string): string | undefined => {
    const target = pending.get(id)?.target
    return typeof target === 'string' ? target : journal.resolve(id)
  }
  const resolver = createResolver(index, sources, resolve, archive.manifest.source)
  const inDoubt = new Map<string, Intent>(journal.intents(run.id))
  const { totals } = run
  const known = { index, resolver, pending, inDoubt, totals, places: index.places(), rate: new StepRate() }
  const context: ApplyContext = { ...request, ...known }
  // Of a window in which the run broke off some steps may have ended: with several calls at once any of them.
  const mayHaveEnded = run.doneThrough + mostSteps
  const options = signal === undefined ? {} : { signal }
  for await (const window of walkPlan(path, archive, run.doneThrough, limits, options)) {
    signal?.throwIfAborted()
    const [first] = window
    const isOpen = request.resumed && first !== undefined && first.step.n <= mayHaveEnded
    const ids = isOpen ? window.map(({ step }) => step.id) : []
    const ended = isOpen ? journal.endedIn(run.id, ids, first.step.phase) : new Set<string>()
    await applyWindow(window, ended, context)
    const last = window.at(-1)?.step
    if (last !== undefined) onBatch?.(last.phase, last.n, totals)
  }
  journal.finishRun(run.id)
  return totals
}
