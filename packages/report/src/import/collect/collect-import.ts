import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Archive } from '@spacecrate/format'
import type { ImportSummary } from '@spacecrate/importer'
import type { RunClock } from '../../run-facts.js'
import { describeSelection } from '../../words/scope.js'
import { checkSums, partialWords } from '../../words/sums.js'
import { decideImport, decidePlan, ofPartial } from '../decide-import.js'
import type { ImportReport } from '../import-report.js'
import { likelyHosts } from '../likely-hosts.js'
import { checkOutcomes, type CheckedOutcome, differenceOf, type StreamOutcome, sumOutcomes } from '../outcome-sums.js'
import { collectLists, type CollectedLists } from './collect-lists.js'
import { forecastOf } from './forecast.js'

/** What the report on an import is made from. */
export interface ImportReportRequest {
  readonly archive: Archive
  readonly summary: ImportSummary
  /** Destination and folder of the plan, as somebody would name them on the command line. */
  readonly destinationPath: string
  readonly planDir: string
  /** Path that the files of the report begin with: the lists are written there. */
  readonly stem: string
  readonly clock: RunClock
  /** Of the tool. */
  readonly version: string
  readonly signal: AbortSignal
}

/** Reads plan, journal and archive for the report on an import, or on a plan, and writes the lists beside it. */
export async function collectImportReport(request: ImportReportRequest): Promise<ImportReport> {
  const { archive, summary, destinationPath, planDir, stem, clock, version, signal } = request
  const parts = await clock.stage('report', () => collectLists({ archive, summary, stem, signal }))
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
      bytes: size?.isFile() === true ? size.size : undefined,
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
      dir: planDir,
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
    run: clock.facts(version),
    outcomes,
    total,
    exported: exported.accounts.length > 0 ? exported : undefined,
    people: {
      sorts,
      matched: people?.matched ?? 0,
      created: people?.created ?? 0,
      newAccounts: plan.survey?.newPeople,
    },
    conflicts,
    renames: plan.renames.count,
    access: plan.access,
    ...rest,
    forecast: await forecastOf(summary),
  }
}

function decide(
  { applied, plan }: ImportSummary,
  total: CheckedOutcome,
  parts: CollectedLists,
  conflicts: readonly string[],
  difference: number,
): ImportReport['decision'] {
  // A destination always keeps its own name, so the skipped record of the site is no loss.
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
