import type { Archive } from '@spacecrate/format'
import type { ImportProgress, ImportSummary, PlanSummary } from '@spacecrate/importer'
import type { ImportReport, RunClock } from '@spacecrate/report'
import type { ReportFiles } from '../reports/report-files.js'
import { writeImportReport } from '../reports/write-import-report.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context } from '../run/session.js'
import { describeImport } from './import-text.js'
import { describeRepair } from './links.js'
import { describeMapping } from './mapping-text.js'
import { verifyWhole } from './verify.js'

/** Verifies the archive of an import as it is open, if that is wanted: what is verified is what is imported. */
export async function verifyFirst(context: Context, archive: Archive, clock: RunClock, wanted: boolean): Promise<void> {
  if (!wanted) return
  await clock.stage(
    'verify',
    () => verifyWhole(context, archive, undefined),
    (report) => report.counts.bytes,
  )
}

/** Shows how far an import is. */
export function showProgress(progress: ReturnType<Context['progress']>): (now: ImportProgress) => void {
  return ({ stage, done, total, bytes }) => {
    const unit = stage === 'planning' ? 'records' : 'steps'
    progress.update({ stage, done, total, unit, bytes: bytes > 0 ? bytes : undefined })
  }
}

/** What ended, and how it is told. */
export interface EndedImport {
  readonly archive: Archive
  readonly summary: ImportSummary
  /** What the destination was called on the command line. */
  readonly to: string
  readonly clock: RunClock
  readonly strict: boolean
}

/** Writes the report on an import or a plan, prints its outcome, and says how the command ends. */
export async function endImport(context: Context, { archive, summary, to, clock, strict }: EndedImport): Promise<Exit> {
  const { terminal, signal } = context
  clock.add('plan', summary.seconds.plan * 1000)
  if (summary.applied !== undefined) clock.add('apply', summary.seconds.apply * 1000, summary.applied.bytes)
  const { report, files } = await writeImportReport(archive, summary, to, clock, signal)
  const text = context.json
    ? `${JSON.stringify(documentOf(summary, report, files))}\n`
    : `${describeImport(report, files, terminal)}${summary.applied === undefined ? describeMapping(summary.plan, terminal) : ''}`
  await terminal.print(text)
  if (summary.repaired !== undefined && !context.json) terminal.note(describeRepair(summary.repaired, terminal))
  return exitOf(summary, report, strict)
}

function documentOf(summary: ImportSummary, report: ImportReport, files: ReportFiles): object {
  const { status, archive, source, destination, applied, repaired, plan, seconds } = summary
  const head = {
    status,
    complete: status === 'complete' && report.total.unexplained === 0,
    archive: report.exported?.partial === true ? { ...archive, partial: true } : archive,
    source,
    destination,
  }
  const losses = { count: report.losses.count, codes: report.losses.codes }
  const tail = { spaces: report.spaces, losses, seconds, report: files }
  if (applied === undefined) return { ...head, ...refusalOf(plan), plan: planDocument(plan), ...tail }
  const { journalDir, resumed, references } = applied
  return {
    ...head,
    resumed,
    streams: applied.streams,
    total: report.total,
    references,
    repaired,
    ...tail,
    plan: { path: plan.path },
    journal: journalDir,
  }
}

function planDocument(plan: PlanSummary): object {
  const { path, steps, writes, streams, conflicts, renames, changes, closed, selection, policies, mapping } = plan
  const { sourceUrls, hosts } = plan
  return {
    path,
    steps,
    writes,
    closed,
    streams,
    conflicts,
    renames,
    changes,
    selection,
    policies,
    sourceUrls,
    hosts,
    mapping,
  }
}

/** The code with which such a plan is refused when it is applied. */
function refusalOf({ mapping, conflicts }: PlanSummary): { readonly refused?: string } {
  if (mapping.wrong.count > 0) return { refused: 'MAPPING_INVALID' }
  return conflicts.count > 0 ? { refused: 'CONFLICTS' } : {}
}

function exitOf({ status, plan }: ImportSummary, { total, losses, exported }: ImportReport, strict: boolean): Exit {
  if (total.unexplained !== 0) return 'bug'
  if (status === 'planned' && refusalOf(plan).refused !== undefined) return 'conflicts'
  if (status === 'partial') return 'partial'
  return strict && (losses.count > 0 || exported?.partial === true) ? 'partial' : 'complete'
}
