import { isStreamName, type StreamName } from '@spacecrate/format'
import { dirname } from 'node:path'
import { asDiskFull, removeDatabase } from '@spacecrate/disk'
import type { Archive } from '@spacecrate/format'
import { scanSiteUse } from '../source-access/site-use.js'
import { PlanAccess } from '../access/plan-access.js'
import type { CallOptions, Destination, DestinationDescription, StepRecord } from '../destination.js'
import { ImportError } from '../error.js'
import type { MappedTo, PlaceUnder } from '../mapping.js'
import type { Decisions } from '../mapping/decisions.js'
import { type Phase, phases } from '../phases.js'
import type { ImportPolicies } from '../policies.js'
import { type ReadStepRecord, recordBatches } from '../record-batches.js'
import { type ImportSelection, Selector } from '../selection.js'
import { fieldReferences, hasOwnId, ownerOf } from '../structure.js'
import { SourceIndex } from '../references/source-index.js'
import { askFor, findSite } from './ask-destination.js'
import { checkDecisions } from './check-decisions.js'
import type { ChosenTitle } from '../kinds/content-titles.js'
import { kindOf } from '../kinds/stream-kinds.js'
import { decideByOwner } from './decide-owned.js'
import { PlanSurvey } from '../survey/plan-survey.js'
import { planPaths } from '../work-paths.js'
import type { DecidedStep, PlanContext } from '../kinds/decision.js'
import type { DoneBefore } from '../journal/done-before.js'
import { PlanWriter } from '../plan/plan-file.js'
import { decideOpening, type LaterNote } from './decide-opening.js'
import { PlanIndex } from '../plan/plan-index.js'
import { findAdvanced, noteNotAdvanced } from './find-advanced.js'
import { GoneRecords } from './gone-records.js'
import type { PlannedAct, StepPlace } from '../plan/plan-step.js'
import { PlanCount, type PlanFacts, type PlanSummary } from '../plan/plan-summary.js'
import { type Known, planAsking, planRecord } from './plan-record.js'
import { scanRestrictions } from '../source-access/restricted.js'

/** What a plan is made of. */
export interface PlanRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly policies: ImportPolicies
  readonly selection: ImportSelection
  /** More base URLs of the source than the archive knows. */
  readonly sourceUrls: readonly string[]
  readonly decisions: Decisions
  /** What the policies name at the destination. */
  readonly standIn?: MappedTo
  readonly place?: PlaceUnder
  readonly journal: DoneBefore
  /** Names policies and mapping. */
  readonly options: string
  /** Path of plan.ndjson. */
  readonly path: string
  /** Path of the index that goes with it. */
  readonly indexPath: string
  /** Called with the number of records that have their step. */
  readonly onRecords?: (phase: string, records: number) => void
}

/**
 * Decides what happens to each record, in phases, and writes it down step by step. Reads archive and destination; writes
 * nothing at the destination. Throws `ARCHIVE_NOT_VERIFIED` when a stream has not as many records as the manifest says.
 */
export async function makePlan(request: PlanRequest): Promise<Omit<PlanSummary, keyof PlanFacts>> {
  try {
    return await decideAll(request)
  } catch (error) {
    throw asDiskFull(request.path, error)
  }
}

async function decideAll(request: PlanRequest): Promise<Omit<PlanSummary, keyof PlanFacts>> {
  const { archive, description, path, indexPath, options } = request
  const { source, archive: identity } = archive.manifest
  await removeDatabase(indexPath)
  using index = new PlanIndex(indexPath)
  const sources = new SourceIndex(index.db)
  sources.setUrls(description.urls)
  noteHosts(request, sources)
  const count = new PlanCount()
  const restricted = await scanRestrictions(archive, index.db, request)
  const siteUse = await scanSiteUse(archive, index.db, restricted, request)
  await registerNames(archive, index, sources, request)
  await findSite(request, index)
  const selector = new Selector(request.selection)
  const context: PlanContext = { ...request, selector, index, sources, count, restricted, siteUse }
  await using writer = new PlanWriter(path)
  await using survey = new PlanSurvey({ ...request, ...context, path: planPaths(dirname(path)).references })
  await using access = new PlanAccess({ ...request, ...context, path: planPaths(dirname(path)).access })
  const look = async (steps: readonly PlannedItem[]): Promise<void> => {
    access.look(steps)
    await survey.look(steps)
  }
  const gone = context.journal.knowsOther(identity.id) ? new GoneRecords(context) : undefined
  for (const phase of phases) {
    if (phase.act === 'create') await planStream(phase, context, writer, look, gone, request)
    else {
      if (phase === firstAdvance) await gone?.finish(request)
      await planLater(phase, context, writer)
    }
  }
  for (const { name, records } of archive.manifest.streams) if (!isStreamName(name)) count.addUnread(name, records)
  checkDecisions(context)
  const seen = { survey: await survey.finish(), access: await access.finish() }
  const digest = await writer.finish()
  return {
    archive: { id: identity.id, manifestDigest: archive.manifestDigest, seal: archive.seal },
    source: { siteId: source.siteId, ...(source.name === undefined ? {} : { name: source.name }) },
    destination: { siteId: description.siteId, name: description.name },
    path,
    digest,
    options,
    steps: writer.steps,
    ...count.totals(),
    ...seen,
  }
}

/** A record with the step that was decided for it. */
interface PlannedItem {
  readonly item: StepRecord
  readonly step: Omit<StepPlace, 'n'> & PlannedAct
}

async function planStream(
  phase: Phase,
  context: PlanContext,
  writer: PlanWriter,
  look: (steps: readonly PlannedItem[]) => Promise<void>,
  gone: GoneRecords | undefined,
  request: PlanRequest,
): Promise<void> {
  const { archive, count } = context
  const kind = kindOf(phase.stream)
  let records = 0
  for await (const { batch, next } of withNext(recordBatches(archive, phase.stream, request))) {
    request.signal?.throwIfAborted()
    prefetch(batch, context.index)
    const counterparts = await askFor(batch, context, request)
    const leftOut = (item: StepRecord): boolean => decideByOwner(item, context) !== undefined
    const titles =
      (await kind.chooseTitles?.(batch, counterparts, context, leftOut, request)) ?? new Map<string, ChosenTitle>()
    const done: ReadonlyMap<string, string | undefined> =
      counterparts.size === 0
        ? new Map<string, string>()
        : context.journal.doneAmong([...counterparts.keys()], phase.name)
    const advanced = await findAdvanced(batch, counterparts, phase, context, request)
    const planned: PlannedItem[] = []
    const add = (item: ReadStepRecord, decided: DecidedStep): void => {
      const { stream, record } = item
      const step = withUnknown(decided, item)
      const place = { phase: phase.name, stream, id: record.id }
      const known = step.action === 'match' && done.has(record.id)
      const line =
        known && (!hasOwnId(stream) || done.get(record.id) === step.target)
          ? { ...place, ...step, settled: true as const }
          : { ...place, ...step }
      count.add(writer.add(line), true)
      planned.push({ item, step: line })
    }
    const knownOf = (id: string): Known => ({ counterpart: counterparts.get(id), title: titles.get(id) })
    if (kind.decideAsking !== undefined) {
      for (const item of batch) add(item, await planAsking(item, knownOf(item.record.id), context, request))
    } else {
      const plan = (): void =>
        batch.forEach((item, at) => {
          const { id } = item.record
          const last = isLast(item, batch[at + 1] ?? next)
          add(item, planRecord(item, { ...knownOf(id), isLast: last }, context))
        })
      context.decisions.transaction(() => {
        context.index.transaction(plan)
      })
    }
    noteAdvanced(planned, advanced, context)
    gone?.meet(batch)
    await look(planned)
    records += batch.length
    request.onRecords?.(phase.name, records)
    await writer.flush()
  }
  const said = archive.manifest.streams.find(({ name }) => name === phase.stream)?.records ?? 0
  if (said === records) return
  const problem = `the manifest says ${said} records of ${phase.stream}, and there are ${records}`
  throw new ImportError(
    'ARCHIVE_NOT_VERIFIED',
    `The archive ${archive.path} is not what its manifest says: ${problem}`,
    {
      path: archive.path,
      problem,
    },
  )
}

/** Looks up at once what the steps of a batch will ask of the index. */
function prefetch(batch: readonly StepRecord[], index: PlanIndex): void {
  index.prefetch(batch.flatMap(({ stream, record }) => fieldReferences(stream, record).map(({ id }) => id)))
}

/** What comes last, when every record was met. */
const firstAdvance = phases.find(({ act }) => act === 'advance')

function noteAdvanced(
  planned: readonly PlannedItem[],
  advanced: ReadonlyMap<string, string>,
  context: PlanContext,
): void {
  if (advanced.size === 0) return
  context.index.transaction(() => {
    for (const { step } of planned) {
      const why = step.action === 'match' && step.relation === 'ours' ? advanced.get(step.id) : undefined
      if (why !== undefined) noteNotAdvanced(step.stream, step.id, why, context)
    }
  })
}

/** A record that is made without fields which a newer version of the format has. */
function withUnknown(step: DecidedStep, { unknown }: ReadStepRecord): DecidedStep {
  if (unknown === undefined || step.loss !== undefined || (step.action !== 'create' && step.action !== 'rename')) {
    return step
  }
  const what = `${unknown.length === 1 ? 'The field' : 'The fields'} ${unknown.join(', ')}`
  return { ...step, loss: { code: 'FIELD_UNKNOWN', what, why: 'the archive is of a newer version of the format' } }
}

/** Batches, each with the record that comes after it. */
async function* withNext(
  batches: AsyncIterable<readonly ReadStepRecord[]>,
): AsyncGenerator<{ readonly batch: readonly ReadStepRecord[]; readonly next?: ReadStepRecord }> {
  let waiting: readonly ReadStepRecord[] | undefined
  for await (const batch of batches) {
    const [next] = batch
    if (waiting !== undefined) yield { batch: waiting, ...(next === undefined ? {} : { next }) }
    waiting = batch
  }
  if (waiting !== undefined) yield { batch: waiting }
}

/** True for the last record of its owner: records of one owner stand together. */
function isLast(item: StepRecord, next: StepRecord | undefined): boolean {
  return next === undefined || ownerOf(next.stream, next.record) !== ownerOf(item.stream, item.record)
}

async function planLater(phase: Phase, context: PlanContext, writer: PlanWriter): Promise<void> {
  for (const note of context.index.later(phase.name)) {
    if (!isNote(note)) continue
    context.count.add(writer.add({ phase: phase.name, stream: phase.stream, ...decideOpening(note, context) }), false)
    await writer.flush()
  }
}

/** The index is our own file: a look at the two fields that every step has is enough. */
function isNote(value: unknown): value is LaterNote {
  return typeof value === 'object' && value !== null && 'id' in value && 'action' in value
}

/** What somebody said about hosts in URLs. */
function noteHosts({ decisions, sourceUrls }: PlanRequest, sources: SourceIndex): void {
  for (const url of sourceUrls) sources.addSourceUrl(url)
  for (const { id } of decisions.decided('hosts')) {
    const decision = decisions.of('hosts', id)
    if (decision?.word === 'source') sources.addHost(id, 'source')
    if (decision?.word === 'to') sources.addHost(id, { goesTo: new URL(decision.url).host })
  }
}

/** All keys and titles first, so that no new one is that of another space or page of the archive. */
async function registerNames(
  archive: Archive,
  index: PlanIndex,
  sources: SourceIndex,
  options: CallOptions,
): Promise<void> {
  for (const { stream, act } of phases) {
    const { registerFirst } = kindOf<StreamName>(stream)
    if (registerFirst === undefined || act !== 'create') continue
    for await (const batch of recordBatches(archive, stream, options)) {
      index.transaction(() => {
        for (const { record } of batch) registerFirst(record, sources)
      })
    }
  }
}
