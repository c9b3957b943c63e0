import type { AnyRecord, Archive, StreamName } from '@spacecrate/format'
import { mapIds, siteId } from '@spacecrate/format'
import type { CallOptions, Counterpart, Destination, StepRecord } from '../destination.js'
import { kindOf } from '../kinds/stream-kinds.js'
import { stepRecord } from '../record-batches.js'
import { fieldReferences, hasOwnId, ownerOf } from '../structure.js'
import { decideByOwner } from './decide-owned.js'
import { type FoundCounterpart, match, type PlanContext, plannedOf } from '../kinds/decision.js'
import type { PlanIndex } from '../plan/plan-index.js'

/** Notes what stands for the site itself: it keeps its name, and what belongs to the site at large belongs to it. */
export async function findSite(
  { archive, destination, ...options }: CallOptions & { readonly archive: Archive; readonly destination: Destination },
  index: PlanIndex,
): Promise<void> {
  const { siteId: source, product } = archive.manifest.source
  const item = stepRecord('site', { id: siteId, product })
  const [found] = await destination.find(source, [item], options)
  if (found !== undefined) index.put(siteId, plannedOf(match(found.target, 'same'), {}))
}

/** Asks the destination for what may be there: not for what hangs on something new. */
export async function askFor(
  batch: readonly StepRecord[],
  context: PlanContext,
  options: CallOptions,
): Promise<ReadonlyMap<string, FoundCounterpart>> {
  const found = new Map<string, FoundCounterpart>()
  const worth = batch.filter(
    (item) =>
      kindOf(item.stream).isNeverAsked !== true &&
      context.description.supports.has(item.stream) &&
      (isNamed(item) || (decideByOwner(item, context) === undefined && mayExist(item, context))),
  )
  if (worth.length === 0) return found
  const asked = worth.map((item) => withKnownIds(questionOf(item, context), context))
  const answers = await context.destination.find(context.archive.manifest.source.siteId, asked, options)
  const others: { readonly item: StepRecord; readonly counterpart: Counterpart }[] = []
  worth.forEach((item, at) => {
    const counterpart = answers[at]
    if (counterpart === undefined) return
    found.set(item.record.id, counterpart)
    if (counterpart.relation === 'same' && !isNamed(item)) others.push({ item, counterpart })
  })
  for (const [id, there] of await loadOthers(others, context, options)) {
    const counterpart = found.get(id)
    if (counterpart !== undefined) found.set(id, { ...counterpart, there })
  }
  return found
}

/** What stands there in the place of records, by their ids. */
async function loadOthers(
  others: readonly { readonly item: StepRecord; readonly counterpart: Counterpart }[],
  { archive, destination }: PlanContext,
  options: CallOptions,
): Promise<ReadonlyMap<string, AnyRecord>> {
  const [first] = others
  if (first === undefined) return new Map()
  const { stream } = first.item
  const targets = others.map(({ counterpart }) => counterpart.target)
  const held = await destination.reader.load<StreamName>(archive.manifest.source.siteId, stream, targets, options)
  return new Map(
    others.flatMap(({ item }, at): [string, AnyRecord][] => {
      const there = held[at]
      return there === undefined ? [] : [[item.record.id, there.record]]
    }),
  )
}

/** True if something may stand at the destination already: what hangs on a new thing can't. */
function mayExist(item: StepRecord, context: PlanContext): boolean {
  const ownerId = ownerOf(item.stream, item.record)
  return ownerId === undefined || context.index.find(ownerId)?.action === 'match'
}

/** The same record with ids of the destination, if it is a kind that is found again by what it points to. */
function withKnownIds(item: StepRecord, { index }: PlanContext): StepRecord {
  const { stream, record } = item
  const owner = index.find(ownerOf(stream, record) ?? '')
  if (hasOwnId(stream) || (kindOf(stream).isFoundByTargets !== true && owner?.relation !== 'same')) return item
  const targetOf = (id: string): string | undefined => index.find(id)?.target
  const known = fieldReferences(stream, record).every(({ id, required }) => !required || targetOf(id) !== undefined)
  return known ? stepRecord(stream, record, mapIds(stream, record, targetOf)) : item
}

function questionOf({ stream, record, ...item }: StepRecord, context: PlanContext): StepRecord {
  const question = kindOf<StreamName>(stream).question?.(record, context)
  return question === undefined
    ? stepRecord<StreamName>(stream, record, item.translated)
    : stepRecord<StreamName>(stream, question)
}

function isNamed({ stream }: { readonly stream: StreamName }): boolean {
  return kindOf(stream).isFoundByName === true
}
