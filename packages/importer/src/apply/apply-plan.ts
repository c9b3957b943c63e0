import type { Archive } from '@spacecrate/format'
import type { CallOptions, Destination } from '../destination.js'
import type { Intent, Journal, Run } from '../journal/journal.js'
import type { RunTotals } from '../journal/totals.js'
import { PlanIndex } from '../plan/plan-index.js'
import { createResolver } from '../references/resolver.js'
import { SourceIndex } from '../references/source-index.js'
import { applyBatch } from './apply-batch.js'
import type { later } from './translate.js'
import { walkPlan } from './walk-plan.js'

/** What is applied, and how. */
export interface ApplyRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly journal: Journal
  readonly run: Run
  /** Path of plan.ndjson. */
  readonly path: string
  /** Path of the index that was made with it. */
  readonly indexPath: string
  /** Called after every batch. */
  readonly onBatch?: (phase: string, step: number, totals: RunTotals) => void
}

/**
 * Does what the plan says, from where the run stopped, under the journal. Stops between two batches when `signal` says so,
 * and throws its reason. Returns the sums of the whole run.
 */
export async function applyPlan(request: ApplyRequest): Promise<RunTotals> {
  const { archive, journal, run, path, indexPath, signal, onBatch } = request
  using index = new PlanIndex(indexPath)
  const sources = new SourceIndex(index.db)
  const pending = new Map<string, string | typeof later>()
  const resolve = (id: string): string | undefined => {
    const target = pending.get(id)
    return typeof target === 'string' ? target : journal.resolve(id)
  }
  const resolver = createResolver(index, sources, resolve, archive.manifest.source)
  const inDoubt = new Map<string, Intent>(journal.intents(run.id))
  const { totals } = run
  const context = { ...request, index, resolver, pending, inDoubt, totals }
  for await (const batch of walkPlan(path, archive, run.doneThrough, signal === undefined ? {} : { signal })) {
    signal?.throwIfAborted()
    await applyBatch(batch, context)
    const last = batch.at(-1)?.step
    if (last !== undefined) onBatch?.(last.phase, last.n, totals)
  }
  journal.finishRun(run.id)
  return totals
}
