import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeOwnFile } from '@spacecrate/disk'
import { type Archive } from '@spacecrate/format'
import type { ImportSummary } from '@spacecrate/importer'
import { collectLists, type CollectedLists } from './import/collect-lists.js'
import { decideImport, decidePlan, ofPartial } from './import/decide-import.js'
import { forecastOf } from './import/forecast.js'
import { renderImportReport } from './import/import-page.js'
import {
  checkOutcomes,
  type CheckedOutcome,
  differenceOf,
  type StreamOutcome,
  sumOutcomes,
} from './import/outcome-sums.js'
import type { ImportReport } from './import-report.js'
import type { RunClock, RunFacts } from './run-facts.js'
import { likelyHosts } from './likely-hosts.js'
import { shortPath } from './short-path.js'
import { describeSelection } from './scope.js'
import { checkSums, partialWords } from './sums.js'
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

/**
 * Writes the report on an import, or on its plan, into the folder of the plan: `plan.html` or `import-1.report.html`, the
 * same as JSON, and a folder of lists.
 */
export async function writeImportReport(
  request: ImportReportRequest,
): Promise<{ readonly report: ImportReport; readonly files: ReportFiles }> {
  const { archive, summary, clock, version, signal } = request
  const { applied, plan } = summary
  const dir = dirname(plan.path)
  await mkdir(dir, { recursive: true })
  // Each import has a report of its own: a second one must not take the place of the first.
  const stem = join(dir, applied === undefined ? 'plan' : `import-${applied.run}`)
  const parts = await clock.stage('report', () => collectLists({ archive, summary, stem, signal }))
  const forecast = await forecastOf(summary)
  const report = {
    ...(await reportOf(request, parts, clock.facts(version))),
    ...(forecast !== undefined && { forecast }),
  }
  const files = {
    html: applied === undefined ? `${stem}.html` : `${stem}.report.html`,
    json: `${stem}.report.json`,
    ...(report.losses.full !== undefined && { full: join(dir, report.losses.full) }),
  }
  await writeOwnFile(files.html, [renderImportReport(report)])
  await writeOwnFile(files.json, [`${JSON.stringify(report, undefined, 2)}\n`])
  return { report, files }
}

async function reportOf(
  { archive, summary, destinationPath }: ImportReportRequest,
  parts: CollectedLists,
  run: RunFacts,
): Promise<ImportReport> {
  const { manifest, manifestDigest, path } = archive
  const { plan } = summary
  const outcomes = checkOutcomes(outcomesOf(summary))
  const total = sumOutcomes(outcomes)
  const people = outcomes.find(({ stream }) => stream === 'people')
  const exported = checkSums(manifest)
  const size = await stat(path).catch(() => undefined)
  const conflicts = plan.conflicts.first.map(({ key, why }) =>
    why === undefined ? `The destination has a space ${key} already` : `The space ${key}: ${why}`,
  )
  const { kinds, sorts, ...rest } = parts
  return {
    report: 'import',
    version: 2,
    applied: summary.applied !== undefined,
    resumed: summary.applied?.resumed === true,
    decision: ofPartial(
      decide(summary, total, parts, conflicts, differenceOf(outcomes, kinds)),
      partialWords(manifest),
    ),
    scope: describeSelection(manifest.selection),
    archive: {
      path,
      ...(size?.isFile() === true && { bytes: size.size }),
      id: manifest.archive.id,
      created: manifest.archive.created.at,
      contentRoot: manifest.contentRoot,
      manifestDigest,
      source: manifest.source.name ?? manifest.source.siteId,
      baseUrls: summary.plan.sourceUrls,
      likelyHosts: likelyHosts(summary.plan).slice(0, 20),
    },
    destination: { path: destinationPath, ...summary.destination },
    plan: {
      dir: shortPath(dirname(plan.path)),
      file: basename(plan.path),
      digest: plan.digest,
      options: plan.options,
      steps: plan.steps,
      writes: plan.writes,
      closed: plan.closed,
      policies: plan.policies,
      selection: plan.selection,
    },
    mapping: plan.mapping,
    run,
    outcomes,
    total,
    ...(exported.accounts.length > 0 && { exported }),
    people: {
      sorts,
      matched: people?.matched ?? 0,
      created: people?.created ?? 0,
      ...(plan.survey !== undefined && { newAccounts: plan.survey.newPeople }),
    },
    conflicts,
    renames: plan.renames.count,
    ...(plan.access !== undefined && { access: plan.access }),
    ...rest,
  }
}

function decide(
  { applied, plan }: ImportSummary,
  total: CheckedOutcome,
  parts: CollectedLists,
  conflicts: readonly string[],
  difference: number,
): ImportReport['decision'] {
  // A destination always keeps its own name: the record of the site that is skipped is no loss and no reason to pause.
  const kept = parts.kinds.find(({ stream }) => stream === 'site')?.skipped ?? 0
  const decisive = { ...total, skipped: total.skipped - kept }
  const losses = parts.losses.count - decisive.skipped
  if (applied !== undefined) return decideImport(decisive, losses, difference)
  const questions = {
    conflicts,
    gains: plan.access?.gains ?? 0,
    brokenLinks: plan.survey?.references.unresolved ?? 0,
    wrongRows: plan.mapping.wrong.count,
  }
  return decidePlan(decisive, losses, questions, difference)
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
