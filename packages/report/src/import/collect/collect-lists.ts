import { basename, dirname, join } from 'node:path'
import { LineFile } from '@spacecrate/disk'
import type { Archive } from '@spacecrate/format'
import { type ImportSummary, readUnresolved } from '@spacecrate/importer'
import type { FindingCollector } from '../../findings.js'
import type { ImportReport, PartyCount, ReferenceOutcome } from '../import-report.js'
import { ReportLists } from '../../lists.js'
import { namePlaces } from '../../name-places.js'
import { listAccess } from './access-list.js'
import { type CollectRequest, collectOutcomes } from './collect-outcomes.js'
import { type ImportListName, importLists } from '../import-lists.js'
import { listOmissions } from './omission-list.js'
import type { StreamOutcome } from '../outcome-sums.js'
import { recallOutcomes } from './recall-outcomes.js'
import { listReferences, readPlannedReferences } from './reference-list.js'
import { describeSample } from './sample-pages.js'
import type { SamplePicker } from './sample-picker.js'
import { describeSpaces } from './space-rows.js'
import { listSurvey } from './survey-lists.js'

/** Everything that is counted and listed while plan, journal and archive are read. */
export interface CollectedLists extends Pick<
  ImportReport,
  'losses' | 'omissions' | 'spaces' | 'references' | 'survey' | 'untouched' | 'sample' | 'lists'
> {
  /** Records by kind as they were listed, to compare with the summary. */
  readonly kinds: readonly StreamOutcome[]
  readonly sorts: readonly PartyCount[]
}

/** What is read, and where the lists go. */
export interface ListRequest {
  readonly archive: Archive
  readonly summary: ImportSummary
  /** Path that the files of this report begin with. */
  readonly stem: string
  readonly signal: AbortSignal
}

/** Reads plan, journal and archive once, writes the lists, and gives the numbers. */
export async function collectLists({ archive, summary, stem, signal }: ListRequest): Promise<CollectedLists> {
  const { applied, plan } = summary
  const planDir = dirname(plan.path)
  const journalDir = applied?.journalDir
  await using lists = await ReportLists.create<ImportListName>(`${stem}.lists`, importLists)
  await using lossFile = new LineFile(`${stem}.losses.ndjson`)
  const request: CollectRequest = {
    archive,
    planDir,
    settled: isSettled(summary),
    lists,
    onLoss: (line) => lossFile.add(line),
    flush: async () => {
      await lists.flush()
      await lossFile.flush()
    },
    signal,
    journalDir,
  }
  const collected = (await recallOutcomes(request, summary)) ?? (await collectOutcomes(request))
  const spaces = await describeSpaces(archive, collected, plan, applied !== undefined, lists, signal)
  const omissions = await listOmissions(archive, lists, signal)
  const references = await describeReferences({ archive, summary, stem, signal }, lists, collected.picker)
  if (plan.access !== undefined) await listAccess(join(planDir, plan.access.file), lists, signal)
  const survey = plan.survey === undefined ? undefined : await listSurvey(plan.survey, archive, lists)
  const full = await lossFile.finish()
  return {
    spaces,
    losses: { ...(await lostOf(archive, collected.losses)), codes: collected.losses.codes(), full: nameOf(full) },
    omissions: await lostOf(archive, omissions),
    references,
    survey,
    untouched: collected.untouched,
    sample: await describeSample(archive, collected.picker.picks(), plan, {
      product: summary.destination.product,
      journalDir,
    }),
    kinds: collected.sums.kinds(),
    sorts: collected.parties,
    lists: await lists.finish(),
  }
}

/** True if the import changed nothing: its plan is that of the earlier one. */
function isSettled(summary: ImportSummary): boolean {
  return summary.settled === true
}

async function lostOf(archive: Archive, collector: FindingCollector): Promise<ImportReport['omissions']> {
  return { count: collector.total, findings: await namePlaces(archive, collector.findings()) }
}

function nameOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : basename(path)
}

/** The outcome of references: of an import the actual one, of a plan the expected one, where it looked. */
async function describeReferences(
  { archive, summary, stem }: ListRequest,
  lists: ReportLists<ImportListName>,
  picker: Pick<SamplePicker, 'addUnresolved'>,
): Promise<ReferenceOutcome | undefined> {
  const { applied, plan } = summary
  const totals = applied?.references ?? plan.survey?.references
  if (totals === undefined) return undefined
  await using file = new LineFile(`${stem}.unresolved.ndjson`)
  const broken =
    applied === undefined
      ? readPlannedReferences(join(dirname(plan.path), plannedReferences))
      : readUnresolved(applied.journalDir, applied.run)
  const collector = await listReferences(broken, lists, picker, async (line) => {
    // A plan has them in its folder already.
    if (applied !== undefined) file.add(line)
    await file.flush()
  })
  const { rewritten, unchanged, unresolved, reasons } = totals
  const findings = await namePlaces(archive, collector.findings())
  const written = nameOf(await file.finish())
  const full = applied === undefined && collector.total > 0 ? plannedReferences : written
  return { rewritten, unchanged, unresolved, reasons, findings, full }
}

/** The file of a plan with the references that will lead nowhere. */
const plannedReferences = 'references.ndjson'
