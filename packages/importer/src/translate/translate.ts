import type { MarkupFault } from '@spacecrate/confluence'
import { mapIds, siteId, streamRules } from '@spacecrate/format'
import type { AnyRecord, Archive, Body } from '@spacecrate/format'
import type { CallOptions, Loss, StepRecord } from '../destination.js'
import { missingParty } from '../kinds/missing-party.js'
import { ownerSkipped, type Reason } from '../reason.js'
import type { Planned, PlanIndex } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import { stepRecord } from '../record-batches.js'
import { addCounts, type ReferenceCount } from '../references/count-references.js'
import { plainFieldsOf, rewriteFields } from '../references/rewrite-fields.js'
import type { Resolver } from '../references/resolver.js'
import { fieldReferences, ownerOf } from '../structure.js'
import { deferredFields, kindOf } from '../kinds/stream-kinds.js'
import { placeOf } from './body-place.js'
import { countOf, translateBody, type TranslatedBody } from './translate-bodies.js'

/** What translating asks. */
export interface TranslatorContext {
  readonly archive: Pick<Archive, 'openBlob'>
  readonly index: PlanIndex
  readonly resolver: Resolver
  /**
   * Id at the destination of a record with an id of its own; `undefined` if it is not there; `later` if it is about to be
   * made and its id is not known yet.
   */
  readonly resolve: (id: string) => string | undefined | typeof later
}

/** Says that an id will be known once what is under way is done. */
export const later: unique symbol = Symbol('later')

/** What of a step decides how its record is translated. */
export type TranslatedStep = Pick<PlanStep, 'action' | 'key' | 'title' | 'loss'>

/** A record as the destination gets it, or why it doesn't. */
export type Translation =
  | {
      readonly kind: 'ready'
      /** Stream, record, and the translated record. */
      readonly item: Required<Pick<StepRecord, 'translated'>> & StepRecord
      readonly losses: readonly Loss[]
      readonly references?: ReferenceCount
      /** Of a completion: the fields that it fills in. */
      readonly fields: readonly string[]
      /** Bytes of bodies that became new blobs, by digest. */
      readonly blobs: ReadonlyMap<string, Buffer>
    }
  | { readonly kind: 'refused'; readonly loss: Loss }
  | { readonly kind: 'skipped'; readonly reason: Reason }
  | { readonly kind: 'waits' }

/**
 * Translates a record: ids, keys, titles, and the references in its bodies. A record without something that it needs is
 * refused; what it can do without is left out, with a loss. Answers at once unless a body is or becomes a blob.
 *
 * @param target id at the destination, of a record with an id of its own
 */
export function translate(
  item: StepRecord,
  step: TranslatedStep,
  target: string | undefined,
  context: TranslatorContext,
  options: CallOptions = {},
): Translation | Promise<Translation> {
  const { stream, record } = item
  const deferred = deferredFields(stream, record)
  const completes = step.action === 'complete'
  const bare: Record<string, unknown> = { ...record }
  if (!completes) for (const field of deferred) delete bare[field]
  const bodies = takeBodies(item, bare)
  const kind = kindOf(stream)
  const planned = kind.placeholder === undefined ? undefined : context.index.find(record.id)
  if (kind.placeholder !== undefined && planned?.standIn === 'placeholder') {
    const placeholder = kind.placeholder(record, planned.named, target ?? record.id)
    return ready(item, placeholder, lossesOf(item, step), [], completes)
  }
  const losses = lossesOf(item, step)
  if (bare['parent'] === record.id) {
    losses.push(dropped(item, 'parent', record.id))
    delete bare['parent']
  }
  const targets = new Map<string, string>()
  for (const { id, path, required } of fieldReferences(stream, asRecord(bare))) {
    const planned = context.index.find(id)
    // The site stands for itself: no step makes it.
    const known = id === siteId ? planned?.target : context.resolve(id)
    const found = isNotForStandIn(item, path, planned) ? undefined : known
    if (found === later) return { kind: 'waits' }
    if (found !== undefined) targets.set(id, found)
    else if (id === ownerOf(stream, record)) return { kind: 'skipped', reason: ownerSkipped }
    else if (required) return { kind: 'refused', loss: { ...missingParty(stream, id), stream, record: record.id } }
    else if (!completes || deferred.includes(path.split('.')[0] ?? '')) losses.push(dropped(item, path, id))
  }
  if (target !== undefined) targets.set(record.id, target)
  const mapped: Record<string, unknown> = { ...mapIds(stream, asRecord(bare), (id) => targets.get(id)) }
  kind.rename?.(record, step, mapped)
  if (mapped['parent'] === undefined && kind.isRoot?.(record) === true) {
    const under = context.index.find(ownerOf(stream, record) ?? '')?.under
    if (under !== undefined) mapped['parent'] = under
  }
  const hasPlain = plainFieldsOf(stream).some((field) => bare[field] !== undefined)
  if (bodies.length === 0 && !hasPlain) return ready(item, mapped, losses, deferred, completes)
  const place = placeOf(item, context.index)
  const plain = rewriteFields(stepRecord(stream, asRecord(bare)), place, context.resolver)
  Object.assign(mapped, plain.changed)
  const translated = bodies.map(({ body }) => translateBody(body, place, context.resolver, context.archive, options))
  return translated.every(isDone) ? withBodies(translated) : waitFor(translated)

  async function waitFor(started: readonly (TranslatedBody | Promise<TranslatedBody>)[]): Promise<Translation> {
    const done: TranslatedBody[] = []
    for (const body of started) done.push(body instanceof Promise ? await body : body)
    return withBodies(done)
  }

  function withBodies(done: readonly TranslatedBody[]): Translation {
    const blobs = new Map<string, Buffer>()
    done.forEach(({ body, blob, notRewrittenWhy, fault }, at) => {
      bodies[at]?.put(mapped, body)
      if (blob !== undefined && 'blob' in body) blobs.set(body.blob, blob)
      if (notRewrittenWhy !== undefined) losses.push(notRewritten(item, notRewrittenWhy))
      if (fault !== undefined) losses.push(notWellFormed(item, fault))
    })
    const references = addCounts(countOf(done), plain.references)
    if (references.unresolved > 0) losses.push(unresolvedReferences(item, references))
    return { ...ready(item, mapped, losses, deferred, completes), references, blobs }
  }
}

/** What the plan knew already. */
function lossesOf({ stream, record }: StepRecord, { loss }: TranslatedStep): Loss[] {
  return loss === undefined ? [] : [{ ...loss, stream, record: record.id }]
}

/** To own something, or to have written a draft, opens it, and a task is a duty: nothing for who stands in for another. */
function isNotForStandIn({ stream, record }: StepRecord, path: string, person: Planned | undefined): boolean {
  if (person?.standIn !== 'author') return false
  return path === 'owner' || kindOf(stream).duties?.(record).includes(path) === true
}

function isDone(body: TranslatedBody | Promise<TranslatedBody>): body is TranslatedBody {
  return !(body instanceof Promise)
}

function ready(
  { stream, record }: StepRecord,
  mapped: Record<string, unknown>,
  losses: readonly Loss[],
  deferred: readonly string[],
  completes: boolean,
): Extract<Translation, { kind: 'ready' }> {
  const item = { ...stepRecord(stream, record), translated: asRecord(mapped) }
  const fields = completes ? deferred.filter((field) => mapped[field] !== undefined) : []
  return {
    kind: 'ready',
    item: item as Extract<Translation, { kind: 'ready' }>['item'],
    losses,
    fields,
    blobs: new Map(),
  }
}

/** Takes the bodies out of a record, so that copying it costs nothing, and says how to put them back. */
function takeBodies(
  { stream }: StepRecord,
  record: Record<string, unknown>,
): { readonly body: Body; readonly put: (into: Record<string, unknown>, body: Body) => void }[] {
  return streamRules[stream].blobs.flatMap((field) => {
    const value = record[field]
    if (Array.isArray(value)) {
      const list: Body[] = [...value]
      delete record[field]
      return list.map((body, at) => ({
        body,
        put: (into: Record<string, unknown>, changed: Body) => {
          list[at] = changed
          into[field] = list
        },
      }))
    }
    if (!isBody(value)) return []
    delete record[field]
    return [{ body: value, put: (into: Record<string, unknown>, changed: Body) => void (into[field] = changed) }]
  })
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && 'format' in value
}

/** The shape was a record's before and still is: only optional fields were taken out, and come back. */
function asRecord(fields: Record<string, unknown>): AnyRecord {
  const record: unknown = fields
  return record as AnyRecord
}

function dropped({ stream, record }: StepRecord, path: string, id: string): Loss {
  return {
    code: path === 'parent' ? 'PARENT_DROPPED' : 'REFERENCE_DROPPED',
    stream,
    record: record.id,
    what: `The field ${path}`,
    why: `${id} is not at the destination`,
  }
}

function notRewritten({ stream, record }: StepRecord, why: string): Loss {
  const what = 'The references in its text are as they were at the source'
  return { code: 'BODY_NOT_REWRITTEN', stream, record: record.id, what, why }
}

function notWellFormed({ stream, record }: StepRecord, { offset, reason }: MarkupFault): Loss {
  const what = `The references in its text behind character ${offset}, as far as they could not be read`
  return { code: 'BODY_NOT_WELL_FORMED', stream, record: record.id, what, why: reason }
}

function unresolvedReferences({ stream, record }: StepRecord, { unresolved, reasons }: ReferenceCount): Loss {
  const why = [...reasons].map(([reason, count]) => `${reason} ${count}`).join(', ')
  const what = `${unresolved} ${unresolved === 1 ? 'reference' : 'references'} in it`
  return { code: 'REFERENCE_UNRESOLVED', stream, record: record.id, what, why }
}
