import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import type { Archive } from '@spacecrate/format'
import { applyPlan } from './apply/apply-plan.js'
import { explainDiskError } from './database.js'
import type { CallOptions, Destination } from './destination.js'
import { ImportError } from './error.js'
import { hasFailures, headOf, type ImportSummary, summarise } from './import-summary.js'
import { Journal, type Run } from './journal/journal.js'
import { type Mapping, noMapping } from './mapping.js'
import { makePlan } from './plan/make-plan.js'
import type { PlanSummary } from './plan/plan-summary.js'
import { defaultPolicies, type ImportPolicies } from './policies.js'
import { type WorkPaths, workPaths } from './work-paths.js'

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
  /** Folder for plan, index and journal; made if it isn't there. */
  readonly workDir: string
  readonly policies?: Partial<ImportPolicies>
  /** @default noMapping */
  readonly mapping?: Mapping
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
 * Throws `CONFLICTS` before anything is written, `JOURNAL_IN_USE`, `JOURNAL_INVALID`, `ARCHIVE_NOT_VERIFIED`, `DISK_FULL`,
 * whatever archive and destination throw, and the reason of `signal`.
 */
export async function runImport(request: ImportRequest): Promise<ImportSummary> {
  try {
    return await importOnce(request)
  } catch (error) {
    // SQLite may find the disk full at any statement, also while it closes.
    throw explainDiskError(error, request.workDir)
  }
}

async function importOnce(request: ImportRequest): Promise<ImportSummary> {
  const { archive, destination, workDir, planOnly = false, confirm, signal } = request
  const policies = { ...defaultPolicies, ...request.policies }
  const mapping = request.mapping ?? noMapping
  const description = await destination.describe(request)
  const { source, archive: identity } = archive.manifest
  const paths = workPaths(workDir, {
    source: source.siteId,
    destination: description.siteId,
    archive: identity.id,
  })
  await makeFolder(paths.run)
  using journal = Journal.open(paths.pair, { source: source.siteId, destination: description.siteId })
  const options = createHash('sha256')
    .update(JSON.stringify([policies, mapping.digest]))
    .digest('hex')
  const started = performance.now()
  const unfinished = await findUnfinished(journal, archive, options, paths)
  const plan = unfinished?.plan ?? (await planNow())
  const head = headOf(archive, description)
  const planSeconds = (performance.now() - started) / 1000
  if (planOnly) return { status: 'planned', ...head, plan, seconds: { plan: planSeconds, apply: 0 } }
  refuseConflicts(plan)
  if (unfinished === undefined) await confirm?.(plan)
  const applying = performance.now()
  const run =
    unfinished?.run ??
    journal.beginRun({ archive: identity.id, manifest: archive.manifestDigest, plan: plan.digest, options })
  const totals = await applyPlan({
    archive,
    destination,
    journal,
    run,
    path: paths.plan,
    indexPath: paths.index,
    ...(signal === undefined ? {} : { signal }),
    onBatch: (phase, done, { bytes }) => {
      report({ stage: 'applying', phase, done, total: plan.steps, bytes })
    },
  })
  const facts = { journalDir: paths.pair, run: run.id, resumed: unfinished !== undefined }
  return {
    status: hasFailures(totals) ? 'partial' : 'complete',
    ...head,
    plan,
    applied: summarise(archive, totals, facts),
    seconds: { plan: planSeconds, apply: (performance.now() - applying) / 1000 },
  }

  async function planNow(): Promise<PlanSummary> {
    const total = archive.manifest.streams.reduce((sum, { records }) => sum + records, 0)
    let before = 0
    let phaseNow = ''
    let inPhase = 0
    const summary = await makePlan({
      archive,
      destination,
      description,
      policies,
      mapping,
      // An empty journal knows nothing, however often it is asked.
      journal: journal.isEmpty() ? { isDone: () => false, doneAmong: () => new Map() } : journal,
      options,
      path: paths.plan,
      indexPath: paths.index,
      onRecords: (phase, records) => {
        if (phase !== phaseNow) before += inPhase
        phaseNow = phase
        inPhase = records
        report({ stage: 'planning', phase, done: before + records, total, bytes: 0 })
      },
      ...(signal === undefined ? {} : { signal }),
    })
    await writeWhole(paths.planSummary, JSON.stringify(summary))
    return summary
  }

  function report(progress: Omit<ImportProgress, 'bytesTotal'>): void {
    request.onProgress?.({ ...progress, bytesTotal: archive.manifest.blobs.bytes })
  }
}

/** A run of this archive that was begun with the same policies and did not come to its end, with its plan. */
async function findUnfinished(
  journal: Journal,
  archive: Archive,
  options: string,
  paths: WorkPaths,
): Promise<{ readonly run: Run; readonly plan: PlanSummary } | undefined> {
  const run = journal.lastRun(archive.manifest.archive.id)
  if (run === undefined || run.finished || run.options !== options || run.manifest !== archive.manifestDigest) {
    return undefined
  }
  if (!existsSync(paths.plan) || !existsSync(paths.index)) return undefined
  const plan = await readSummary(paths.planSummary)
  return plan?.digest === run.plan ? { run, plan } : undefined
}

async function readSummary(path: string): Promise<PlanSummary | undefined> {
  try {
    const summary: unknown = JSON.parse(await readFile(path, 'utf8'))
    return typeof summary === 'object' && summary !== null && 'digest' in summary ? (summary as PlanSummary) : undefined
  } catch {
    return undefined
  }
}

function refuseConflicts({ conflicts }: PlanSummary): void {
  if (conflicts.count === 0) return
  const keys = conflicts.first.map(({ key }) => key)
  const named = keys.slice(0, 10).join(', ')
  throw new ImportError(
    'CONFLICTS',
    `The destination has ${conflicts.count} of these spaces already: ${named}${keys.length > 10 ? ' …' : ''}. ` +
      'Nothing was written; choose what happens to them',
    { count: conflicts.count, keys },
  )
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw explainDiskError(error, path)
  }
}

/** Under its name only when it is whole. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await writeFile(`${path}.part`, text)
    await rename(`${path}.part`, path)
  } catch (error) {
    throw explainDiskError(error, path)
  }
}
