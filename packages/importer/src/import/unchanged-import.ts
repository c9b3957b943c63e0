import { resolve } from 'node:path'
import { mapIds, siteId, type Archive, type StreamName, streamNames, streamRules } from '@spacecrate/format'
import { kindOf } from '../kinds/stream-kinds.js'
import type { CallOptions, Counterpart, Destination, DestinationDescription, StepRecord } from '../destination.js'
import { headOf, type ImportSummary, summarise } from './import-summary.js'
import type { Journal, Run } from '../journal/journal.js'
import type { StepRow } from '../journal/step-rows.js'
import { isRepairDue } from '../journal/unresolved-records.js'
import { noOutcomes, noTotals, type RunTotals } from '../journal/totals.js'
import type { LossCode } from '../loss-codes.js'
import { findPhase } from '../phases.js'
import { readPlanSummary } from '../plan/plan-summary-file.js'
import type { PlanSummary } from '../plan/plan-summary.js'
import type { ReasonCode } from '../reason.js'
import { recordBatches, stepRecord } from '../record-batches.js'
import { fieldReferences, hasOwnId } from '../structure.js'
import type { SurveySummary } from '../plan/survey-summary.js'
import { planDirOf } from '../work-paths.js'

/** What is asked. */
export interface UnchangedRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly journal: Journal
  /** Names the decisions. */
  readonly options: string
  /** Called with the steps that were looked at, and how many there are. */
  readonly onSteps?: (done: number, total: number) => void
}

/** Loss codes of records that the archive and the decisions alone left out: asking again changes nothing. */
const decidedForGood: ReadonlySet<LossCode> = new Set([
  'ROLE_GIVES_MORE',
  'SITE_PERMISSION_NOT_CARRIED',
  'SITE_SETTING_NOT_ALLOWED',
  'SITE_TEMPLATE_NOT_ALLOWED',
  'KIND_UNSUPPORTED',
  'OWNER_NOT_IN_ARCHIVE',
  'PARTY_NOT_CARRIED',
  'MEMBER_UNMAPPED',
  'RESTRICTION_SUBJECT_UNMAPPED',
  'PERMISSION_SUBJECT_UNMAPPED',
  'PERSON_UNMAPPED',
  'EXISTING_NOT_CHANGED',
])
/** Reasons that follow from archive, mapping and selection. */
const skippedForGood: ReadonlySet<ReasonCode> = new Set([
  'KEEPS_ITS_OWN',
  'OWNER_SKIPPED',
  'SPACE_NOT_SELECTED',
  'KIND_NOT_SELECTED',
  'MAPPING_SKIPS',
])

/** Streams whose records may stand for what was there before: these are asked about one by one, and there are few of them. */
const namedStreams: ReadonlySet<StreamName> = new Set(
  streamNames.filter((stream) => isAskedByName(stream) || streamRules[stream].owners.includes('site')),
)

/** Found by its name, or by what it points to. */
function isAskedByName(stream: StreamName): boolean {
  const { isFoundByName, isFoundByTargets } = kindOf(stream)
  return isFoundByName === true || isFoundByTargets === true
}

/**
 * The summary of an import that has nothing to do: the last run under this journal was of the same archive and decisions,
 * it did all that it could, and everything that it made or found stands there still. The archive is not read for it, but
 * for the records of the kinds that are matched by name. `undefined`: a plan must say what is to be done.
 */
export async function findUnchanged(request: UnchangedRequest): Promise<Omit<ImportSummary, 'seconds'> | undefined> {
  const { archive, description, journal, options } = request
  const run = journal.lastRun()
  // Links that a run had still to repair when it broke off are repaired by the next one that applies a plan.
  if (run === undefined || run.undone || isRepairDue(journal) || !didAll(run, archive, options)) return undefined
  const plan = await readPlanSummary(planDirOf(journal.dir, run))
  // What was verified then were these bytes.
  if (plan?.digest !== run.plan || plan.archive.seal !== archive.seal) return undefined
  const losses = await standsStill(run, plan, request)
  if (losses === undefined) return undefined
  const again = journal.beginRun({ ...run, archivePath: resolve(archive.path) })
  const totals = totalsOf(run.totals, losses)
  journal.repeat(run.id, again.id, totals)
  return {
    status: 'complete',
    settled: true,
    ...headOf(archive, description),
    plan: planOf(plan, totals),
    applied: summarise(archive, totals, { journalDir: journal.dir, run: again.id, resumed: false }),
  }
}

/**
 * True if everything that imports made stands at the destination: a run that broke off goes on where it was only then. A
 * destination that was restored from an earlier copy lacks some of it.
 */
export async function holdsAll(
  request: Pick<UnchangedRequest, 'archive' | 'destination' | 'journal'> & CallOptions,
): Promise<boolean> {
  for (const rows of request.journal.steps()) {
    request.signal?.throwIfAborted()
    const there = new Map<StreamName, StepRow[]>()
    for (const row of rows) {
      const phase = findPhase(row.phase)
      if (phase?.act !== 'create' || row.outcome !== 'created') continue
      ;(there.get(phase.stream) ?? added(there, phase.stream)).push(row)
    }
    for (const [stream, wanted] of there) if (!(await areMade(stream, wanted, request))) return false
  }
  return true
}

/** True if each of these steps left what the journal says. */
async function areMade(
  stream: StreamName,
  steps: readonly StepRow[],
  request: Pick<UnchangedRequest, 'archive' | 'destination'> & CallOptions,
): Promise<boolean> {
  const { archive, destination } = request
  const records = steps.map(({ record }) => record)
  const made = await destination.reader.made(archive.manifest.source.siteId, stream, records, request)
  return steps.every(({ record, target }) =>
    hasOwnId(stream) ? target !== undefined && made.get(record) === target : made.has(record),
  )
}

function didAll(
  { archive, manifest, options: decided, finished, totals }: Run,
  now: Archive,
  options: string,
): boolean {
  return (
    finished &&
    archive === now.manifest.archive.id &&
    manifest === now.manifestDigest &&
    decided === options &&
    summarise(now, totals, { journalDir: '', run: 0, resumed: false }).unexplained === 0
  )
}

/** Losses of what is left out again; `undefined` if something is missing, or may be decided otherwise now. */
async function standsStill(
  run: Run,
  plan: PlanSummary,
  request: UnchangedRequest,
): Promise<ReadonlyMap<string, number> | undefined> {
  const { journal, onSteps, signal } = request
  const losses = new Map<string, number>()
  const asked = new Set<StreamName>()
  let done = 0
  for (const rows of journal.steps()) {
    signal?.throwIfAborted()
    const there = new Map<StreamName, StepRow[]>()
    for (const row of rows) {
      const phase = findPhase(row.phase)
      if (phase === undefined) return undefined
      if (row.outcome === 'created' || row.outcome === 'matched') {
        if (phase.act === 'create') (there.get(phase.stream) ?? added(there, phase.stream)).push(row)
      } else if (!isForGood(row)) {
        // Asked again: somebody who becomes plain text, and who was not put into a group.
        const isOfNames = row.reason?.code === 'NAMED_IN_TEXT' || kindOf(phase.stream).isFoundByTargets === true
        if (!isOfNames || row.outcome === 'failed' || row.outcome === 'intent') return undefined
        asked.add(phase.stream)
      }
      for (const { code } of row.losses) losses.set(code, (losses.get(code) ?? 0) + 1)
    }
    for (const [stream, wanted] of there) {
      if (await areMade(stream, wanted, request)) continue
      if (!namedStreams.has(stream)) return undefined
      asked.add(stream)
    }
    done += rows.length
    onSteps?.(Math.min(done, run.steps), run.steps)
  }
  // Steps that are gone were taken back.
  if (done !== journal.stepsAtEnd()) return undefined
  if (asked.size === 0) return losses
  // A membership is asked for with its group and member.
  for (const stream of streamNames) if (isAskedByName(stream)) asked.add(stream)
  return (await sameByName([...asked], plan, request)) ? losses : undefined
}

function added<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list: Item[] = []
  lists.set(key, list)
  return list
}

/** True for a step that would be left out again. A second step is refused for good where the plan did it and not the destination. */
function isForGood({ phase, outcome, reason, losses }: StepRow): boolean {
  const [loss] = losses
  if (findPhase(phase)?.act !== 'create') return outcome === 'refused' && reason?.code === 'PLAN_REFUSED'
  if (outcome === 'skipped') return reason !== undefined && skippedForGood.has(reason.code)
  return outcome === 'refused' && loss !== undefined && decidedForGood.has(loss.code)
}

/**
 * True if each person, group, space and membership still has the counterpart that the journal knows, or still has none. Where
 * people decide who stands for whom, it is enough that what they chose is there.
 */
async function sameByName(
  streams: readonly StreamName[],
  { mapping, policies }: PlanSummary,
  request: UnchangedRequest,
): Promise<boolean> {
  const { archive, destination, journal } = request
  const source = archive.manifest.source.siteId
  for (const stream of streams) {
    const isDecided =
      mapping.files.some(({ name, decided }) => name === stream && decided > 0) ||
      (kindOf(stream).placeholder !== undefined && typeof policies.unmappedPeople !== 'string')
    for await (const batch of recordBatches(archive, stream, request)) {
      const ids = batch.map(({ record }) => record.id)
      const done = journal.doneAmong(ids, stream)
      const asked = batch.map((item) => withTargets(item, journal))
      const found = await destination.find(source, asked, request)
      const chosen: string[] = []
      const same = (id: string, counterpart: Counterpart | undefined): boolean => {
        if (!done.has(id)) return counterpart === undefined || isDecided
        const target = done.get(id)
        if (counterpart !== undefined && (!hasOwnId(stream) || counterpart.target === target)) return true
        if (!isDecided || target === undefined || counterpart?.relation === 'ours') return false
        chosen.push(target)
        return true
      }
      if (!ids.every((id, at) => same(id, found[at]))) return false
      const held = await destination.reader.load<StreamName>(source, stream, chosen, request)
      if (held.includes(undefined)) return false
    }
  }
  return true
}

function withTargets(item: StepRecord, journal: Journal): StepRecord {
  const { stream, record } = item
  if (hasOwnId(stream)) return item
  const resolve = (id: string): string | undefined => (id === siteId ? siteId : journal.resolve(id))
  const known = fieldReferences(stream, record).every(({ id, required }) => !required || resolve(id) !== undefined)
  return known ? stepRecord(stream, record, mapIds(stream, record, resolve)) : item
}

function totalsOf(before: RunTotals, losses: ReadonlyMap<string, number>): RunTotals {
  const totals = noTotals()
  for (const [stream, { created, matched, skipped, refused }] of Object.entries(before.streams)) {
    totals.streams[stream as StreamName] = { ...noOutcomes(), matched: created + matched, skipped, refused }
    totals.settled += created + matched
  }
  totals.secondSteps.refused = before.secondSteps.refused
  totals.losses = Object.fromEntries(losses)
  return totals
}

/** Nothing is written, so there is nothing to look at. */
const nothingWritten: SurveySummary = {
  bodies: 0,
  references: { rewritten: 0, unchanged: 0, unresolved: 0, reasons: {}, total: 0 },
  macros: [],
  hosts: [],
  limits: [],
  newPeople: 0,
}

/** What a plan would say: everything is there. */
function planOf(plan: PlanSummary, totals: RunTotals): PlanSummary {
  return {
    ...plan,
    writes: 0,
    streams: plan.streams.map((row) => ({
      ...row,
      create: 0,
      rename: 0,
      match: row.create + row.rename + row.match,
    })),
    renames: { count: 0, first: [] },
    losses: totals.losses,
    closed: 0,
    settled: totals.settled,
    ...(plan.survey === undefined ? {} : { survey: nothingWritten }),
  }
}
