import { resolve } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'
import type { Archive } from '@spacecrate/format'
import { applyImport, findUnfinished } from './apply-import.js'
import type { CallOptions, Destination } from '../destination.js'
import { headOf, type ImportSummary } from './import-summary.js'
import { Journal } from '../journal/journal.js'
import { makeFolder, mappingDigest, optionsDigest, planImport, refuseConflicts } from './plan-import.js'
import type { PlanSummary } from '../plan/plan-summary.js'
import { defaultPolicies, type ImportPolicies } from '../policies.js'
import type { ImportSelection } from '../selection.js'
import { findUnchanged, holdsAll } from './unchanged-import.js'
import { defaultPlanDir, journalDir, planDirOf } from '../work-paths.js'

/** How far an import is. */
export interface ImportProgress {
  readonly stage: 'planning' | 'applying'
  /** The phase, such as `people` or `content-opening`. */
  readonly phase: string
  /** Records planned, or steps done. */
  readonly done: number
  readonly total: number
  /** Bytes of blobs that the destination took. */
  readonly bytes: number
  readonly bytesTotal: number
}

/** What is imported, and how. */
export interface ImportRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  /** Folder for journals, and for plans that have no folder of their own; made if it isn't there. */
  readonly workDir: string
  /** Folder of the plan. @default one beside the journal */
  readonly planDir?: string
  readonly policies?: Partial<ImportPolicies>
  /** Called before the first record is read; not where everything stands there already and nothing has to be read. */
  readonly verify?: () => Promise<void>
  /** The part of the archive. @default all of it */
  readonly selection?: ImportSelection
  /** More base URLs of the source than the archive knows. */
  readonly sourceUrls?: readonly string[]
  /** The destination as somebody named it, for the plan. */
  readonly destinationPath?: string
  /** Stop before the first write. @default false */
  readonly planOnly?: boolean
  /** Asked between plan and the first write of a new run; what it throws ends the import with nothing written. */
  readonly confirm?: (plan: PlanSummary) => Promise<void>
  readonly onProgress?: (progress: ImportProgress) => void
}

/**
 * Plans an import and applies the plan under a journal. Run again after a crash, or after `signal`, it continues: the same
 * result, and no duplicates. Run again after its end it creates nothing.
 *
 * Throws `CONFLICTS` and `MAPPING_INVALID` before anything is written, what `planImport` throws, `JOURNAL_IN_USE`, `JOURNAL_INVALID`, `ARCHIVE_NOT_VERIFIED`, `DISK_FULL`,
 * whatever archive and destination throw, and the reason of `signal`.
 */
export async function runImport(request: ImportRequest): Promise<ImportSummary> {
  try {
    return await importOnce(request)
  } catch (error) {
    // SQLite may find the disk full at any statement, also while it closes.
    throw asDiskFull(request.workDir, error)
  }
}

async function importOnce(request: ImportRequest): Promise<ImportSummary> {
  const { archive, destination, planOnly = false, confirm, signal } = request
  const workDir = resolve(request.workDir)
  const { selection = {}, sourceUrls = [], destinationPath } = request
  const options = { policies: { ...defaultPolicies, ...request.policies }, selection, sourceUrls }
  const description = await destination.describe(request)
  const pair = { source: archive.manifest.source.siteId, destination: description.siteId }
  const dir = journalDir(workDir, pair)
  await makeFolder(dir)
  using journal = Journal.open(dir, pair)
  const started = performance.now()
  const last = journal.lastRun(archive.manifest.archive.id)
  const lastDir = last === undefined ? undefined : planDirOf(dir, last)
  // A plan that is wanted in a folder of its own is made there, whatever runs elsewhere.
  const planDir = request.planDir ?? lastDir ?? defaultPlanDir(dir, archive.manifest.archive.id)
  const decided = planDir === lastDir ? optionsDigest(options, await mappingDigest(planDir)) : undefined
  const settled =
    planOnly || decided === undefined
      ? undefined
      : await findUnchanged({
          ...request,
          description,
          journal,
          options: decided,
          onSteps: (done, total) => report({ stage: 'planning', phase: 'comparing', done, total, bytes: 0 }),
        })
  if (settled !== undefined) {
    return { ...settled, seconds: { plan: (performance.now() - started) / 1000, apply: 0 } }
  }
  await request.verify?.()
  const begun = decided === undefined ? undefined : await findUnfinished(journal, archive, decided)
  const unfinished = begun !== undefined && (await holdsAll({ ...request, journal })) ? begun : undefined
  const shared = {
    archive,
    destination,
    description,
    journal,
    planDir,
    ...(signal === undefined ? {} : { signal }),
  }
  const plan =
    unfinished?.plan ??
    (await planImport({
      ...shared,
      ...options,
      workDir,
      ...(destinationPath === undefined ? {} : { destinationPath }),
      onRecords: (phase, done, total) => report({ stage: 'planning', phase, done, total, bytes: 0 }),
    }))
  const planSeconds = (performance.now() - started) / 1000
  if (planOnly) {
    return { status: 'planned', ...headOf(archive, description), plan, seconds: { plan: planSeconds, apply: 0 } }
  }
  refuseConflicts(plan)
  if (unfinished === undefined) await confirm?.(plan)
  const applying = performance.now()
  const applied = await applyImport({
    ...shared,
    plan,
    ...(unfinished === undefined ? {} : { unfinished: unfinished.run }),
    onBatch: (phase, done, bytes) => report({ stage: 'applying', phase, done, total: plan.steps, bytes }),
  })
  return { ...applied, seconds: { plan: planSeconds, apply: (performance.now() - applying) / 1000 } }

  function report(progress: Omit<ImportProgress, 'bytesTotal'>): void {
    request.onProgress?.({ ...progress, bytesTotal: archive.manifest.blobs.bytes })
  }
}
