import { resolve } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { applyPlan } from '../apply/apply-plan.js'
import type { CallOptions, Destination, DestinationDescription } from '../destination.js'
import { hasFailures, headOf, type ImportSummary, summarise } from './import-summary.js'
import type { Journal, Run } from '../journal/journal.js'
import { readPlanSummary } from '../plan/plan-summary-file.js'
import { areBound } from '../plan/bound-files.js'
import type { PlanSummary } from '../plan/plan-summary.js'
import { isRepairDue, noteDueRepair } from '../journal/unresolved-records.js'
import { repairLinks } from '../repair/repair-links.js'
import { planDirOf, planPaths } from '../work-paths.js'

/** What is applied. */
export interface ApplyImportRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly journal: Journal
  readonly planDir: string
  readonly plan: PlanSummary
  /** A run of this plan that broke off. */
  readonly unfinished?: Run
  /** Called after every batch with the phase, the number of steps that are done, and the bytes of blobs so far. */
  readonly onBatch?: (phase: string, done: number, bytes: number) => void
}

/** Applies a plan under the journal, from where an earlier run of it broke off. */
export async function applyImport(request: ApplyImportRequest): Promise<Omit<ImportSummary, 'seconds'>> {
  const { archive, destination, description, journal, planDir, plan, unfinished, onBatch, signal } = request
  const paths = planPaths(planDir)
  const run =
    unfinished ??
    journal.beginRun({
      archive: archive.manifest.archive.id,
      manifest: archive.manifestDigest,
      plan: plan.digest,
      options: plan.options,
      // A later command may run in another folder.
      planDir: resolve(planDir),
      archivePath: resolve(archive.path),
      steps: plan.steps,
    })
  if (plan.streams.some(({ create, rename }) => create + rename > 0)) {
    noteDueRepair(journal, archive.manifest.archive.id)
  }
  const totals = await applyPlan({
    archive,
    destination,
    limits: description.limits,
    allow: plan.policies.allow,
    journal,
    run,
    resumed: unfinished !== undefined,
    path: paths.steps,
    indexPath: paths.index,
    ...(signal === undefined ? {} : { signal }),
    onBatch: (phase, done, { bytes }) => onBatch?.(phase, done, bytes),
  })
  // What this run brought may be what texts of earlier imports refer to.
  const repaired = isRepairDue(journal)
    ? await repairLinks({ destination, journal, archives: [archive], ...(signal === undefined ? {} : { signal }) })
    : undefined
  const facts = { journalDir: journal.dir, run: run.id, resumed: unfinished !== undefined }
  return {
    status: hasFailures(totals) ? 'partial' : 'complete',
    ...headOf(archive, description),
    plan,
    applied: summarise(archive, totals, facts),
    ...(repaired === undefined ? {} : { repaired }),
  }
}

/** A run of this archive that was begun with the same decisions and did not come to its end, with its plan. */
export async function findUnfinished(
  journal: Journal,
  archive: Archive,
  options: string,
): Promise<{ readonly run: Run; readonly plan: PlanSummary; readonly planDir: string } | undefined> {
  const run = journal.lastRun(archive.manifest.archive.id)
  if (run === undefined || run.finished || run.options !== options || run.manifest !== archive.manifestDigest) {
    return undefined
  }
  const planDir = planDirOf(journal.dir, run)
  const paths = planPaths(planDir)
  const plan = await readPlanSummary(planDir)
  if (plan === undefined || !(await areBound(paths, plan.files))) return undefined
  return plan.digest === run.plan && plan.archive.seal === archive.seal ? { run, plan, planDir } : undefined
}
