import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'
import type { Archive } from '@spacecrate/format'
import { applyImport } from './apply-import.js'
import type { CallOptions, Destination, DestinationDescription } from '../destination.js'
import { ImportError } from '../error.js'
import { hasFailures, headOf, type ImportSummary, summarise } from './import-summary.js'
import { Journal, type Run } from '../journal/journal.js'
import { makeFolder, mappingDigest, refuseConflicts } from './plan-import.js'
import { readPlanSummary } from '../plan/plan-summary-file.js'
import { checkBoundFiles, invalidPlan } from '../plan/bound-files.js'
import type { PlanSummary } from '../plan/plan-summary.js'
import type { ImportProgress } from './run-import.js'
import { holdsAll } from './unchanged-import.js'
import { journalDir, planPaths } from '../work-paths.js'

/** Which plan is applied, with what it was made for. */
export interface ApplyPlannedRequest extends CallOptions {
  readonly planDir: string
  readonly archive: Archive
  readonly destination: Destination
  readonly onProgress?: (progress: ImportProgress) => void
}

/** The plan in a folder. Throws `PLAN_NOT_FOUND`, `PLAN_INVALID`. */
export async function loadPlan(planDir: string): Promise<PlanSummary> {
  const plan = await readPlanSummary(planDir)
  if (plan !== undefined) return plan
  const { summary } = planPaths(planDir)
  if (existsSync(summary)) throw invalidPlan(planDir, basename(summary), 'is not one that was made here')
  throw new ImportError('PLAN_NOT_FOUND', `There is no whole plan in ${planDir}`, { path: planDir })
}

/**
 * Does what a plan says, and nothing else. Run again it goes on where it stopped; once it is done it writes nothing.
 *
 * Throws `PLAN_NOT_FOUND`, `PLAN_INVALID` for a file of the plan that is gone or was changed, `PLAN_STALE` for another archive or destination and for mapping files that somebody has changed
 * since, `MAPPING_INVALID`, `CONFLICTS`, and what `runImport` throws.
 */
export async function applyPlanned(request: ApplyPlannedRequest): Promise<ImportSummary> {
  const plan = await loadPlan(request.planDir)
  try {
    return await applyOnce(request, plan)
  } catch (error) {
    throw asDiskFull(plan.workDir, error)
  }
}

async function applyOnce(request: ApplyPlannedRequest, plan: PlanSummary): Promise<ImportSummary> {
  const { archive, destination, planDir, onProgress, signal } = request
  const description = await destination.describe(request)
  await checkFresh(plan, planDir, archive, description)
  refuseConflicts(plan)
  const pair = { source: archive.manifest.source.siteId, destination: description.siteId }
  const dir = journalDir(plan.workDir, pair)
  await makeFolder(dir)
  using journal = Journal.open(dir, pair)
  const run = runOf(journal, plan, planDir)
  if (run !== undefined && run.planDir !== resolve(planDir)) journal.movePlan(run.id, resolve(planDir))
  const started = performance.now()
  const seconds = (): ImportSummary['seconds'] => ({ plan: 0, apply: (performance.now() - started) / 1000 })
  if (run !== undefined && !(await holdsAll({ ...request, journal }))) {
    throw stale(planDir, 'the destination lacks something that this import wrote')
  }
  if (run?.finished === true) {
    const facts = { journalDir: dir, run: run.id, resumed: true }
    const status = hasFailures(run.totals) ? 'partial' : 'complete'
    const applied = summarise(archive, run.totals, facts)
    // The last run of this plan may be one that found all of it there already.
    const settled = run.totals.settled > plan.settled ? ({ settled: true } as const) : {}
    return { status, ...headOf(archive, description), plan, applied, ...settled, seconds: seconds() }
  }
  const applied = await applyImport({
    archive,
    destination,
    description,
    journal,
    planDir,
    plan,
    ...(run === undefined ? {} : { unfinished: run }),
    ...(signal === undefined ? {} : { signal }),
    onBatch: (phase, done, bytes) =>
      onProgress?.({
        stage: 'applying',
        phase,
        done,
        total: plan.steps,
        bytes,
        bytesTotal: archive.manifest.blobs.bytes,
      }),
  })
  return { ...applied, seconds: seconds() }
}

/** The run of this plan, if there was one. Throws `PLAN_STALE` if something else has changed the destination since. */
function runOf(journal: Journal, plan: PlanSummary, planDir: string): Run | undefined {
  const last = journal.lastRun(plan.archive.id)
  if (last?.undone === true) throw stale(planDir, 'what it made was taken back since')
  if (last?.plan === plan.digest) return last
  if (last !== undefined && last.started > plan.made) {
    throw stale(planDir, 'another import of this archive was begun since it was made')
  }
  if (plan.settled > 0 && journal.isEmpty()) throw stale(planDir, `the journal that it was made with is gone`)
  return undefined
}

async function checkFresh(
  plan: PlanSummary,
  planDir: string,
  archive: Archive,
  description: DestinationDescription,
): Promise<void> {
  if (archive.manifestDigest !== plan.archive.manifestDigest) {
    throw stale(planDir, `it was made for another archive than ${archive.path}`)
  }
  if (archive.seal !== plan.archive.seal) {
    throw stale(planDir, `${archive.path} was sealed anew since: its bytes are others than those that were planned`)
  }
  if (description.siteId !== plan.destination.siteId) {
    throw stale(planDir, `it was made for ${plan.destination.name}, another site than ${description.name}`)
  }
  if ((await mappingDigest(planDir)) !== plan.mapping.digest) {
    throw stale(planDir, 'decisions in its mapping folder were changed since it was made')
  }
  const paths = planPaths(planDir)
  await checkBoundFiles(paths, { ...plan.files, [basename(paths.steps)]: plan.digest })
}

function stale(path: string, problem: string): ImportError<'PLAN_STALE'> {
  return new ImportError('PLAN_STALE', `The plan in ${path} does not hold any more: ${problem}; plan again`, {
    path,
    problem,
  })
}
