import { createHash } from 'node:crypto'
import type { Archive, Bytes } from '@spacecrate/format'
import type { CallOptions, Destination, Loss, Outcome, Step, StepContext } from '../destination.js'
import { type Intent, intentKey, type Journal, type Run } from '../journal/journal.js'
import type { RunTotals } from '../journal/totals.js'
import type { PlanIndex } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import { type ReadStepRecord, stepOf } from '../record-batches.js'
import type { Resolver } from '../references/resolver.js'
import { hasOwnId } from '../structure.js'
import { type CountedEnding, countEndings } from './count-endings.js'
import { findGoneMatches } from './gone-matches.js'
import { later, translate, type Translation } from './translate.js'
import { type PlannedRecord, writes } from './walk-plan.js'

/** What applying needs, over all batches. */
export interface ApplyContext extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly journal: Journal
  readonly run: Run
  readonly index: PlanIndex
  readonly resolver: Resolver
  /** Ids of this batch that the journal doesn't hold yet; the resolver asks here first. */
  readonly pending: Map<string, string | typeof later>
  /** Steps that a run which broke off had begun. */
  readonly inDoubt: Map<string, Intent>
  readonly totals: RunTotals
}

type Ready = Extract<Translation, { kind: 'ready' }>

interface Prepared {
  readonly planned: PlanStep
  readonly intent: Intent
  readonly translation: Ready
  readonly step: Step
}

/**
 * Does a batch: intents into the journal, the writes, endings into the journal. Where the destination can't say ids
 * beforehand, what needs an id of the same batch waits until that one is made.
 */
export async function applyBatch(batch: readonly PlannedRecord[], context: ApplyContext): Promise<void> {
  const { journal, run, pending } = context
  const targets = await targetsOf(batch, context)
  const steps = batch.map(({ step }) => step)
  const gone = await findGoneMatches(steps, context.archive.manifest.source.siteId, context.destination, context)
  let endings: CountedEnding[] = []
  let prepared: Prepared[] = []
  let last = 0
  for (const { step, item } of batch) {
    if (item === undefined || !writes(step.action)) {
      endings.push(...endingOf(step, context.totals, gone.get(step.n)))
      last = step.n
      continue
    }
    let made = await prepare(step, item, targets.get(step.id), context)
    if (made.kind === 'waits') {
      await flush()
      made = await prepare(step, item, targets.get(step.id), context)
    }
    if (made.kind === 'prepared') {
      prepared.push(made.prepared)
      if (step.action !== 'complete' && step.action !== 'open' && hasOwnId(step.stream)) {
        pending.set(step.id, made.prepared.step.target ?? later)
      }
    } else if (made.kind === 'ended') endings.push(made.ending)
    last = step.n
  }
  await flush()

  async function flush(): Promise<void> {
    const done = await write(prepared, context)
    const all = [...endings, ...done]
    countEndings(context.totals, all)
    journal.end(run.id, all, last, context.totals)
    pending.clear()
    ;({ endings, prepared } = { endings: [], prepared: [] })
  }
}

/** Ids that the things to be made have or will have: found after a crash, reserved before it, or reserved now. */
async function targetsOf(batch: readonly PlannedRecord[], context: ApplyContext): Promise<ReadonlyMap<string, string>> {
  const { destination, journal, archive, inDoubt } = context
  const targets = new Map<string, string>()
  const wanted: ReadStepRecord[] = []
  for (const { step, item } of batch) {
    if (item === undefined) continue
    if (step.action === 'complete' || step.action === 'open') {
      const target = journal.resolve(step.id)
      if (target !== undefined) targets.set(step.id, target)
    } else if (hasOwnId(step.stream)) {
      const begun = inDoubt.get(intentKey(step.id, step.phase))?.target
      if (begun === undefined) wanted.push(item)
      else targets.set(step.id, begun)
    }
  }
  const doubtful = batch.flatMap(({ step, item }) =>
    item !== undefined && inDoubt.has(intentKey(step.id, step.phase)) && isFirstStep(step) ? [item] : [],
  )
  if (doubtful.length > 0) {
    const found = await destination.find(archive.manifest.source.siteId, doubtful, context)
    doubtful.forEach((item, at) => {
      const counterpart = found[at]
      if (counterpart?.relation !== 'ours') inDoubt.delete(intentKey(item.record.id, item.stream))
      else if (hasOwnId(item.stream)) targets.set(item.record.id, counterpart.target)
    })
  }
  if (wanted.length > 0) {
    const reserved = await destination.reserve(wanted, context)
    wanted.forEach((item, at) => {
      const target = reserved[at]
      if (target !== undefined) targets.set(item.record.id, target)
    })
  }
  return targets
}

function isFirstStep({ action }: PlanStep): boolean {
  return action === 'create' || action === 'rename'
}

/** The ending of a step that writes nothing. One that the journal knows is only counted. */
function endingOf(step: PlanStep, totals: RunTotals, gone: Loss | undefined): CountedEnding[] {
  const { id: record, phase, stream, action, target, reason } = step
  const losses: Loss[] = step.loss === undefined ? [] : [{ ...step.loss, stream, record }]
  const base = { record, phase, losses, ...(reason === undefined ? {} : { reason }) }
  if (gone !== undefined) return [{ ...base, outcome: 'refused', losses: [gone] }]
  if (action !== 'match') return [{ ...base, outcome: action === 'skip' ? 'skipped' : 'refused' }]
  if (step.settled === true) {
    totals.settled++
    countEndings(totals, [{ ...base, outcome: 'matched' }])
    return []
  }
  return [{ ...base, outcome: 'matched', ...(target !== undefined && hasOwnId(stream) ? { target } : {}) }]
}

type Preparation =
  | { readonly kind: 'prepared'; readonly prepared: Prepared }
  | { readonly kind: 'ended'; readonly ending: CountedEnding }
  | { readonly kind: 'waits' }

async function prepare(
  planned: PlanStep,
  item: ReadStepRecord,
  target: string | undefined,
  context: ApplyContext,
): Promise<Preparation> {
  const { id: record, phase, stream } = planned
  const ended = (outcome: Outcome['status'], losses: readonly Loss[], reason?: string): Preparation => ({
    kind: 'ended',
    ending: { record, phase, outcome, losses, ...(reason === undefined ? {} : { reason }) },
  })
  const second = planned.action === 'complete' || planned.action === 'open'
  if (second && target === undefined) return ended('skipped', [], 'its first step was not done')
  const resolve = (id: string): string | typeof later | undefined =>
    context.pending.get(id) ?? context.journal.resolve(id)
  const answer = translate(item, planned, target, { ...context, resolve }, context)
  const translation = answer instanceof Promise ? await answer : answer
  if (translation.kind === 'waits') return { kind: 'waits' }
  if (translation.kind === 'refused') return ended('refused', [translation.loss])
  if (translation.kind === 'skipped') return ended('skipped', [], translation.reason)
  if (planned.action === 'complete' && translation.fields.length === 0)
    return ended('skipped', translation.losses, 'nothing to fill in')
  const own = target !== undefined && hasOwnId(stream) && !second
  const intent: Intent = {
    record,
    phase,
    losses: planned.action === 'open' ? [] : translation.losses,
    ...(own ? { target } : {}),
    ...(second ? {} : { digest: createHash('sha256').update(item.line).digest() }),
  }
  const { translated } = translation.item
  const step = stepOf(stream, item.record, translated, {
    action: planned.action === 'complete' || planned.action === 'open' ? planned.action : 'create',
    ...(target === undefined ? {} : { target }),
    ...(planned.closed === true ? { closed: true } : {}),
    ...(planned.action === 'complete' ? { fields: translation.fields } : {}),
    ...(planned.needs === undefined ? {} : { needs: planned.needs }),
  })
  return { kind: 'prepared', prepared: { planned, intent, translation, step } }
}

async function write(prepared: readonly Prepared[], context: ApplyContext): Promise<CountedEnding[]> {
  const { archive, destination, journal, run, inDoubt, totals } = context
  if (prepared.length === 0) return []
  const isThere = ({ planned }: Prepared): boolean =>
    isFirstStep(planned) && inDoubt.delete(intentKey(planned.id, planned.phase))
  const there = new Set(inDoubt.size === 0 ? [] : prepared.filter(isThere))
  const todo = there.size === 0 ? prepared : prepared.filter((one) => !there.has(one))
  journal.intend(
    run.id,
    todo.map(({ intent }) => intent),
  )
  const blobs = new Map(todo.flatMap(({ translation }) => [...translation.blobs]))
  const stepContext: StepContext = {
    source: archive.manifest.source.siteId,
    archive: archive.manifest.archive.id,
    openBlob: (digest) => counted(blobs.get(digest), digest),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  }
  const outcomes =
    todo.length === 0
      ? []
      : await destination.apply(
          todo.map(({ step }) => step),
          stepContext,
        )
  if (outcomes.length !== todo.length) throw new TypeError(`${todo.length} steps had ${outcomes.length} outcomes`)
  const byStep = new Map(todo.map((one, at) => [one, outcomes[at]]))
  return prepared.map((one) => {
    const outcome = byStep.get(one) ?? { status: 'created', target: one.step.target ?? '', losses: [] }
    return endingWith(one, outcome)
  })

  async function* counted(own: Buffer | undefined, digest: string): AsyncGenerator<Uint8Array> {
    const bytes: Bytes = own === undefined ? archive.openBlob(digest, context) : [own]
    for await (const chunk of bytes) {
      totals.bytes += chunk.byteLength
      yield chunk
    }
  }
}

function endingWith({ planned, intent, translation }: Prepared, outcome: Outcome): CountedEnding {
  const { record, phase, digest } = intent
  const base = { record, phase, ...(digest === undefined ? {} : { digest }) }
  switch (outcome.status) {
    case 'created':
    case 'matched': {
      const own = hasOwnId(planned.stream) && isFirstStep(planned) && outcome.target !== ''
      return {
        ...base,
        outcome: outcome.status,
        losses: [...intent.losses, ...outcome.losses],
        ...(own ? { target: outcome.target } : {}),
        ...(outcome.status === 'created' && outcome.written !== undefined ? { written: outcome.written } : {}),
        ...(translation.references === undefined ? {} : { references: translation.references }),
        ...(translation.references === undefined ? {} : { unresolved: translation.references.listed }),
      }
    }
    case 'skipped':
      return { ...base, outcome: 'skipped', losses: [], reason: outcome.reason }
    case 'refused':
    case 'failed':
      return { ...base, outcome: outcome.status, losses: [outcome.loss] }
    default:
      outcome satisfies never
      throw new TypeError('Unknown outcome')
  }
}
