import { blobsOf, type StreamName } from '@spacecrate/format'
import type { CallOptions, Held, Loss } from '../destination.js'
import type { JournalEntry } from '../journal/read-journal.js'
import { lineDigest } from '../line-digest.js'
import type { LossCode } from '../loss-codes.js'
import type { ReadStepRecord } from '../record-batches.js'
import type { RecordMap, WrittenRecord } from '../record-map.js'
import { secondPhaseOf } from '../phases.js'
import { hasOwnId } from '../structure.js'
import type { FileCheck } from './check-files.js'
import type { CheckDifference } from './check-summary.js'
import { type ComparisonContext, differingFields } from './compare-record.js'

/** What checking a batch needs. */
export interface BatchContext extends ComparisonContext, CallOptions {
  /** Site id of the source. */
  readonly source: string
  readonly map: RecordMap
  readonly files: FileCheck
  /** Called with every difference. */
  readonly report: (difference: CheckDifference) => Promise<void>
}

/** A record that must be at the destination. */
export interface Expected {
  readonly item: ReadStepRecord
  readonly entries: readonly JournalEntry[]
  readonly target: string
  /** Absent for a record that stands for something of others: it need only be there. */
  readonly written?: WrittenRecord<StreamName>
}

/** What was found of a batch. */
export interface BatchResult {
  readonly expected: readonly Expected[]
  /** How many of them are there. */
  readonly found: number
  /** How many of them our imports made. */
  readonly ours: number
}

/** Compares records of one stream with what stands at the destination, and reports each difference. */
export async function checkBatch(batch: readonly ReadStepRecord[], context: BatchContext): Promise<BatchResult> {
  const { map, reader, source, report, signal } = context
  const stream = batch[0]?.stream
  if (stream === undefined) return { expected: [], found: 0, ours: 0 }
  const ids = batch.map(({ record }) => record.id)
  const entries = map.journal.entriesOf(ids)
  const marks = map.journal.marksOf(ids)
  map.prefetch(batch)
  const expected: Expected[] = []
  for (const item of batch) {
    signal?.throwIfAborted()
    const own = entries.get(item.record.id) ?? []
    await reportLosses(item, own, report)
    const one = await expectedOf(item, own, context)
    if (one !== undefined) expected.push(one)
  }
  const targets = expected.map(({ target }) => target)
  const held = targets.length === 0 ? [] : await reader.load(source, stream, targets, context)
  let found = 0
  let ours = 0
  for (const [at, one] of expected.entries()) {
    const there = held[at]
    if (there !== undefined) found++
    if (there?.madeOf !== undefined) ours++
    await compareOne(one, there, marks.get(one.item.record.id), context)
  }
  return { expected, found, ours }
}

/** Everything that the import itself says is lost of a record. */
async function reportLosses(
  { stream, record }: ReadStepRecord,
  entries: readonly JournalEntry[],
  report: BatchContext['report'],
): Promise<void> {
  for (const { phase, outcome, losses, reason } of entries) {
    const left = phase === stream && (outcome === 'skipped' || outcome === 'refused' || outcome === 'failed')
    const kind = left ? 'not-carried' : 'changed-on-the-way'
    for (const { code, what, why } of losses) {
      await report({ explained: true, kind, stream, record: record.id, code, reason: `${what}: ${why}` })
    }
    if (left && losses.length === 0) {
      await report({ explained: true, kind, stream, record: record.id, reason: reason?.what ?? outcome })
    }
  }
}

async function expectedOf(
  item: ReadStepRecord,
  entries: readonly JournalEntry[],
  { map, report, signal }: BatchContext,
): Promise<Expected | undefined> {
  const { stream, record } = item
  const first = entries.find(({ phase }) => phase === stream)
  if (first === undefined || first.outcome === 'intent') {
    const reason = first === undefined ? 'no import of it is in the journal' : 'its import has not come to its end'
    await report({ explained: false, kind: 'unknown', stream, record: record.id, reason })
    return undefined
  }
  if (first.outcome !== 'created' && first.outcome !== 'matched') return undefined
  const base = { item, entries }
  const own = hasOwnId(stream) ? map.idOf(record.id) : undefined
  if (own !== undefined && map.isOfOthers(record.id)) return { ...base, target: own }
  const options = signal === undefined ? {} : { signal }
  const written = await map.written<StreamName>(stream, record, first, options)
  if (written !== undefined) return { ...base, target: written.record.id, written }
  const reason = 'what it belongs to is not in the journal any more'
  await report({ explained: false, kind: 'unknown', stream, record: record.id, reason })
  return undefined
}

async function compareOne(
  { item, entries, target, written }: Expected,
  held: Held | undefined,
  mark: string | undefined,
  context: BatchContext,
): Promise<void> {
  const { stream, record } = item
  const { report, files } = context
  const about = { stream, record: record.id, target }
  if (held === undefined) {
    await report({ ...about, explained: false, kind: 'removed', reason: 'it is not at the destination any more' })
    return
  }
  // What stood there before is used as it is.
  const isOfOthers =
    held.madeOf !== record.id && entries.some((one) => one.phase === stream && one.outcome === 'matched')
  if (written === undefined || isOfOthers) return
  const fields = await differingFields<StreamName>(stream, written, held.record, context)
  if (fields.length > 0) {
    const why = explain(item, entries, held, mark)
    // The loss of the import itself, which is told already, is the same difference.
    const isTold = why.code === 'NOT_ADVANCED' && entries.some(({ losses }) => losses.some(isNotAdvanced))
    if (!isTold) await report({ ...about, fields, ...why })
  }
  for (const digest of blobsOf<StreamName>(stream, held.record)) {
    const fault = await files.faultOf(digest, context)
    if (fault !== '') await report({ ...about, explained: false, kind: 'bytes', reason: fault })
  }
  if (secondPhaseOf(stream, 'open') !== undefined) await compareClosed(about, entries, held, report)
}

function isNotAdvanced({ code }: Pick<Loss, 'code'>): boolean {
  return code === 'NOT_ADVANCED'
}

/** Why a record is not as the import must have made it. */
function explain(
  { line }: ReadStepRecord,
  entries: readonly JournalEntry[],
  held: Held,
  mark: string | undefined,
): Pick<CheckDifference, 'explained' | 'kind' | 'reason' | 'code'> {
  if (mark !== undefined && mark !== held.written) {
    return { explained: false, kind: 'edited', reason: 'somebody edited it at the destination since' }
  }
  const way = { explained: true, kind: 'changed-on-the-way' } as const
  const imported = entries.find(({ digest }) => digest !== undefined)?.digest
  const isOther = imported === undefined ? mark === undefined : !imported.equals(lineDigest(line))
  if (isOther) {
    return {
      ...way,
      code: 'NOT_ADVANCED',
      reason: 'an earlier import brought it in another state, and what an import made is not advanced',
    }
  }
  const undone = entries.find(({ outcome }) => outcome !== 'created' && outcome !== 'matched')
  if (undone !== undefined) {
    return {
      ...way,
      reason: `${undone.phase} was not done: ${undone.losses[0]?.why ?? undone.reason?.what ?? undone.outcome}`,
    }
  }
  const code: LossCode = 'REFERENCE_UNRESOLVED'
  if (entries.some(({ losses }) => losses.some((loss) => loss.code === code))) {
    return { ...way, code, reason: 'references in it lead to what came later; links repair rewrites them' }
  }
  return {
    explained: false,
    kind: 'defect',
    reason: 'it is not as the import must have made it, and nobody has edited it',
  }
}

const closedLosses: ReadonlySet<string> = new Set(['CONTENT_LEFT_CLOSED', 'SPACE_LEFT_PRIVATE'])

async function compareClosed(
  about: Pick<CheckDifference, 'stream' | 'record' | 'target'>,
  entries: readonly JournalEntry[],
  held: Held,
  report: BatchContext['report'],
): Promise<void> {
  const opening = entries.filter(({ phase }) => phase === 'content-opening' || phase === 'space-opening')
  const staysShut = opening.some(({ losses }) => losses.some(({ code }) => closedLosses.has(code)))
  if (held.closed === true && !staysShut) {
    const reason = 'it is shut to everybody but the importing user, and the import says nothing of it'
    await report({ ...about, explained: false, kind: 'shut', reason })
  }
  if (held.closed !== true && staysShut) {
    const reason = 'the import left it shut, and it is open'
    await report({ ...about, explained: false, kind: 'opened', reason })
  }
}
