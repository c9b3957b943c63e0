import { nothingAllowed } from '../policies.js'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Archive, siteId, type StreamName, streamRules } from '@spacecrate/format'
import { translate, type Translation } from '../translate/translate.js'
import { canonicalJson } from '../canonical-json.js'
import type { CallOptions, Destination, Held, Loss, Step } from '../destination.js'
import type { Journal } from '../journal/journal.js'
import type { UnresolvedRecord, UnresolvedRecords } from '../journal/unresolved-records.js'
import { type ReadStepRecord, stepOf, stepRecord } from '../record-batches.js'
import type { ArchiveIndex } from '../references/pair-indexes.js'
import { plainFieldsOf } from '../references/rewrite-fields.js'
import { hasOwnId, ownerOf } from '../structure.js'
import type { EditedText } from './repair-summary.js'

/** What repairing a batch needs. */
export interface RepairContext extends CallOptions {
  readonly archive: Archive
  readonly own: ArchiveIndex
  readonly destination: Destination
  readonly journal: Journal
  readonly records: UnresolvedRecords
  readonly dryRun: boolean
}

/** What became of a batch. */
export interface RepairCounts {
  texts: number
  references: number
  settled: number
  unchanged: number
  failed: number
  readonly edited: EditedText[]
}

type Ready = Extract<Translation, { kind: 'ready' }>

interface Candidate {
  readonly item: ReadStepRecord
  readonly waiting: UnresolvedRecord
  readonly ready: Ready
  readonly held: Held
  /** Names of the texts that come out otherwise now. */
  readonly fields: readonly string[]
}

/** Translates texts again, and rewrites those that come out otherwise and that nobody has edited since. */
export async function repairBatch(
  batch: readonly { readonly item: ReadStepRecord; readonly waiting: UnresolvedRecord }[],
  context: RepairContext,
): Promise<RepairCounts> {
  const { records, dryRun } = context
  const counts: RepairCounts = { texts: 0, references: 0, settled: 0, unchanged: 0, failed: 0, edited: [] }
  const candidates = await candidatesOf(batch, context, counts)
  const rewritten = candidates.filter(({ fields }) => fields.length > 0)
  const settled: Parameters<UnresolvedRecords['settle']>[0][number][] = []
  for (const candidate of candidates) {
    if (candidate.fields.length > 0) continue
    if (gain(candidate) > 0 || candidate.waiting.intended !== undefined) {
      counts.settled++
      settled.push(endingOf(candidate))
    } else counts.unchanged++
  }
  if (dryRun) {
    counts.texts = rewritten.length
    counts.references = sumOf(rewritten)
    return counts
  }
  records.intend(rewritten.map((one) => ({ record: one.item.record.id, state: stateOf(afterOf(one)) })))
  const outcomes = rewritten.length === 0 ? [] : await write(rewritten, context)
  for (const [at, candidate] of rewritten.entries()) {
    const outcome = outcomes[at]
    if (outcome?.status === 'created' || outcome?.status === 'matched') {
      counts.texts++
      counts.references += gain(candidate)
      const mark = outcome.status === 'created' ? outcome.written : undefined
      settled.push({ ...endingOf(candidate), ...(mark === undefined ? {} : { mark }) })
    } else if (outcome?.status === 'refused') counts.edited.push(editedOf(candidate, outcome.loss.why))
    else counts.failed++
  }
  records.settle(settled)
  return counts
}

async function candidatesOf(
  batch: readonly { readonly item: ReadStepRecord; readonly waiting: UnresolvedRecord }[],
  context: RepairContext,
  counts: RepairCounts,
): Promise<Candidate[]> {
  const { archive, own, destination, journal } = context
  const resolve = (id: string): string | undefined => journal.resolve(id)
  const source = archive.manifest.source.siteId
  const translator = { archive, ...own, resolve }
  const found: Candidate[] = []
  for (const { item, waiting } of batch) {
    context.signal?.throwIfAborted()
    const { stream, record } = item
    const target = hasOwnId(stream) ? resolve(record.id) : undefined
    const translation = await translate(stepRecord(stream, record), { action: 'complete' }, target, translator, context)
    const translated = translation.kind === 'ready' ? translation : undefined
    const id = translated?.item.translated.id
    const [held] = id === undefined ? [] : await destination.reader.load<StreamName>(source, stream, [id], context)
    if (translated === undefined || held === undefined) {
      counts.edited.push({ record: record.id, target: id ?? '', why: 'it is not at the destination any more' })
      continue
    }
    const candidate = { item, waiting, ready: translated, held, fields: changedTexts(stream, translated, held) }
    if (await isEdited(candidate, source, context)) {
      counts.edited.push(editedOf(candidate, 'somebody edited it at the destination since'))
    } else found.push(candidate)
  }
  return found
}

/** The text itself, or what it is a text of. What a repair that broke off left is not an edit. */
async function isEdited(
  { item, held, waiting }: Candidate,
  source: string,
  { journal, destination, signal }: RepairContext,
): Promise<boolean> {
  const { stream, record } = item
  const ours = journal.markOf(record.id) === held.written || waiting.intended === stateOf(held.record)
  if (!ours) return true
  const holder = hasOwnId(stream) ? undefined : ownerOf<StreamName>(stream, record)
  if (holder === undefined || holder === siteId) return false
  const target = journal.resolve(holder)
  if (target === undefined) return true
  const options = signal === undefined ? {} : { signal }
  for (const owners of streamRules[stream].owners) {
    const [above] = await destination.reader.load<StreamName>(source, owners, [target], options)
    if (above !== undefined) return above.written !== journal.markOf(holder)
  }
  return true
}

function changedTexts(stream: StreamName, { item }: Ready, { record }: Held): string[] {
  return [...streamRules[stream].blobs, ...plainFieldsOf(stream)].filter((name) => {
    const wanted: unknown = Reflect.get(item.translated, name)
    return wanted !== undefined && !isDeepStrictEqual(wanted, Reflect.get(record, name))
  })
}

async function write(candidates: readonly Candidate[], context: RepairContext): ReturnType<Destination['apply']> {
  const { archive, destination } = context
  const blobs = new Map(candidates.flatMap(({ ready }) => [...ready.blobs]))
  const steps = candidates.map(({ item, ready, held, fields }): Step => {
    const rest = { action: 'repair', target: held.record.id, fields, expected: held.written } as const
    return stepOf<StreamName, typeof rest>(item.stream, item.record, ready.item.translated, rest)
  })
  return destination.apply(steps, {
    source: archive.manifest.source.siteId,
    archive: archive.manifest.archive.id,
    ...nothingAllowed,
    openBlob: (digest) => {
      const own = blobs.get(digest)
      return own === undefined ? archive.openBlob(digest, context) : [own]
    },
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  })
}

function afterOf({ held, ready, fields }: Candidate): object {
  const texts = fields.map((field) => [field, Reflect.get(ready.item.translated, field)])
  return { ...held.record, ...Object.fromEntries(texts) }
}

/** Names a state of a record, whatever the order of its fields. */
function stateOf(record: object): string {
  return createHash('sha256')
    .update(canonicalJson(JSON.stringify(record)))
    .digest('hex')
}

function endingOf({ item, ready, held, waiting }: Candidate): Parameters<UnresolvedRecords['settle']>[0][number] {
  const loss: Loss | undefined = ready.losses.find(({ code }) => code === 'REFERENCE_UNRESOLVED')
  return {
    record: item.record.id,
    unresolved: ready.references?.listed ?? [],
    ...(waiting.intended === undefined ? {} : { mark: held.written }),
    ...(loss === undefined ? {} : { loss }),
  }
}

/** How many references lead somewhere now that led nowhere. */
function gain({ waiting, ready }: Candidate): number {
  return Math.max(0, waiting.count - (ready.references?.listed.length ?? 0))
}

function sumOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, candidate) => sum + gain(candidate), 0)
}

function editedOf({ item, held }: Candidate, why: string): EditedText {
  return { record: item.record.id, target: held.record.id, why }
}
