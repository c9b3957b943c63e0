import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import type { ImportSummary } from '@spacecrate/importer'
import { decideImport, decidePlan } from './decide-import.js'
import { writeWhole } from './files.js'
import { FindingCollector } from './findings.js'
import { lossLines, plannedLossLines, unresolvedLines } from './import-findings.js'
import { renderImportReport } from './import-page.js'
import {
  checkOutcomes,
  type CheckedOutcome,
  type ImportReport,
  type ReferenceOutcome,
  type StreamOutcome,
  sumOutcomes,
} from './import-report.js'
import { namePlaces } from './name-places.js'
import type { RunClock } from './run-facts.js'
import { describeSelection } from './scope.js'
import { describeSpaces } from './space-outcomes.js'
import type { ReportFiles } from './write-export-report.js'

/** What the report on an import is made from. */
export interface ImportReportRequest {
  readonly archive: Archive
  readonly summary: ImportSummary
  /** What the destination was called on the command line. */
  readonly destinationPath: string
  readonly clock: RunClock
  readonly version: string
  readonly signal: AbortSignal
}

/** Writes the report on an import, or on its plan, beside the plan: HTML, JSON, and the whole lists. */
export async function writeImportReport(
  request: ImportReportRequest,
): Promise<{ readonly report: ImportReport; readonly files: ReportFiles }> {
  const { archive, summary, clock, version, signal } = request
  const { applied, plan } = summary
  const dir = dirname(plan.path)
  await mkdir(dir, { recursive: true })
  // Each import has a report of its own: a second one must not take the place of the first.
  const stem = join(dir, applied === undefined ? 'plan' : `import-${applied.run}`)
  const collector = new FindingCollector()
  const { full, references, spaces } = await clock.stage('report', async () => {
    const lines = applied === undefined ? plannedLossLines(plan.path, collector, signal) : lossLines(applied, collector)
    return {
      full: await writeList(`${stem}.losses.ndjson`, lines, collector),
      references: applied === undefined ? undefined : await describeReferences(archive, applied, stem),
      spaces: await describeSpaces(archive, plan, applied?.journalDir, signal, summary.settled),
    }
  })
  const outcomes = checkOutcomes(outcomesOf(summary))
  const report = reportOf(request, outcomes, {
    losses: {
      count: collector.total,
      findings: await namePlaces(archive, collector.findings()),
      ...(full !== undefined && { full: basename(full) }),
    },
    spaces,
    ...(references !== undefined && { references }),
    run: clock.facts(version),
  })
  const files = { html: `${stem}.report.html`, json: `${stem}.report.json`, ...(full !== undefined && { full }) }
  await writeWhole(files.html, [renderImportReport(report)])
  await writeWhole(files.json, [`${JSON.stringify(report, undefined, 2)}\n`])
  return { report, files }
}

function reportOf(
  { archive, summary, destinationPath }: ImportReportRequest,
  outcomes: readonly CheckedOutcome[],
  parts: Pick<ImportReport, 'losses' | 'spaces' | 'references' | 'run'>,
): ImportReport {
  const { manifest, manifestDigest, path } = archive
  const { conflicts, mapping } = summary.plan
  const conflictWords = [
    ...conflicts.first.map(({ key }) => `The destination has a space ${key} already`),
    ...mapping.wrong.first.map(({ file, line, why }) => `${file}, line ${line}: ${why}`),
  ]
  const total = sumOutcomes(outcomes)
  const people = outcomes.find(({ stream }) => stream === 'people')
  const applied = summary.applied !== undefined
  const losses = parts.losses.count - total.skipped
  // A destination always keeps its own name: the record of the site that is skipped is no reason to pause.
  const kept = outcomes.find(({ stream }) => stream === 'site')?.skipped ?? 0
  const decisive = { ...total, skipped: total.skipped - kept }
  return {
    report: 'import',
    version: 1,
    applied,
    decision: applied ? decideImport(decisive, losses) : decidePlan(decisive, losses, conflictWords),
    scope: describeSelection(manifest.selection),
    archive: {
      path,
      id: manifest.archive.id,
      contentRoot: manifest.contentRoot,
      manifestDigest,
      source: manifest.source.name ?? manifest.source.siteId,
    },
    destination: { path: destinationPath, ...summary.destination },
    outcomes,
    total,
    people: { matched: people?.matched ?? 0, created: people?.created ?? 0 },
    conflicts: conflictWords,
    ...parts,
  }
}

/** Records by outcome; of a plan, by what is to be done with them. */
function outcomesOf({ applied, plan }: ImportSummary): StreamOutcome[] {
  if (applied !== undefined) {
    return applied.streams.map(({ name, records, created, matched, skipped, refused, failed }) => {
      return { stream: name, records, created, matched, skipped, refused, failed }
    })
  }
  return plan.streams.map(({ name, records, create, rename, match, skip, refuse }) => {
    return {
      stream: name,
      records,
      created: create + rename,
      matched: match,
      skipped: skip,
      refused: refuse,
      failed: 0,
    }
  })
}

async function describeReferences(
  archive: Archive,
  applied: NonNullable<ImportSummary['applied']>,
  stem: string,
): Promise<ReferenceOutcome> {
  const { rewritten, unchanged, unresolved } = applied.references
  const collector = new FindingCollector()
  const full = await writeList(`${stem}.unresolved.ndjson`, unresolvedLines(applied, collector), collector)
  const findings = await namePlaces(archive, collector.findings())
  return { rewritten, unchanged, unresolved, findings, ...(full !== undefined && { full: basename(full) }) }
}

/** Writes a list; one without a line is no file. */
async function writeList(
  path: string,
  lines: AsyncIterable<string>,
  collector: FindingCollector,
): Promise<string | undefined> {
  await writeWhole(path, lines)
  if (collector.total > 0) return path
  await rm(path, { force: true })
  return undefined
}
