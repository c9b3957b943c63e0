import { nothingAllowed } from '../policies.js'
import { join } from 'node:path'
import { asDiskFull } from '@spacecrate/disk'
import { type StreamName, streamNames } from '@spacecrate/format'
import type { CallOptions, Destination, Held, Step } from '../destination.js'
import { ImportError } from '../error.js'
import type { Journal } from '../journal/journal.js'
import { type ArchiveRuns, runsOf, UndoneRecords } from './undone-records.js'
import { undoableStreams } from './undoable-streams.js'
import { stepOf } from '../record-batches.js'
import { ScratchDatabase } from '../scratch-database.js'
import { hasOwnId } from '../structure.js'
import { decideUndo, hangingOn, type LookContext } from './look-at-things.js'
import type { StayingThing, UndoSummary } from './undo-summary.js'
import { type Thing, UndoThings } from './undo-things.js'

/** What is undone. */
export interface UndoRequest extends CallOptions {
  readonly destination: Destination
  /** The journal of the pair, open to write. */
  readonly journal: Journal
  /** Site id of the source. */
  readonly source: string
  /** Archive id. @default that of the last run that made something */
  readonly archive?: string
  /** Look only. @default false */
  readonly dryRun?: boolean
  /** Called with everything that stays. */
  readonly found?: (thing: StayingThing) => Promise<void>
  readonly onProgress?: (progress: UndoProgress) => void
}

/** How far an undo is. */
export interface UndoProgress {
  readonly stage: 'looking' | 'undoing'
  readonly done: number
  readonly total: number
}

const listed = 20

/**
 * Moves to the trash what the imports of one archive made and nobody has touched since: nobody edited it, and nothing that
 * this import did not make hangs on it or lies in it. People and groups stay. What was taken back can be imported again.
 * Broken off, it goes on when it is asked again. Throws `NOTHING_TO_UNDO`, `DISK_FULL`, and what the destination throws.
 */
export async function undoImport(request: UndoRequest): Promise<UndoSummary> {
  const { destination, journal, source, dryRun = false, signal, onProgress, found } = request
  const { reader } = destination
  const runs = runsOf(journal, request.archive)
  if (runs === undefined) throw nothingToUndo(journal, request.archive)
  const undone = new UndoneRecords(journal)
  try {
    await using scratch = await ScratchDatabase.open(join(journal.dir, 'undo.sqlite'))
    const things = new UndoThings(scratch.db)
    const options = signal === undefined ? {} : { signal }
    const context: LookContext = { reader, source, undone, things, ...options }
    const total = undoableStreams.reduce((sum, stream) => sum + undone.countCreated(stream, runs.runs), 0)
    let looked = 0
    const gone = await decideUndo(
      runs.runs,
      context,
      (absent) => {
        // What an undo that broke off had taken back already.
        const begun = undone.undoneAmong(absent.map(({ target }) => target))
        if (!dryRun) undone.settle(absent.filter(({ target }) => begun.has(target)))
      },
      (count) => onProgress?.({ stage: 'looking', done: (looked += count), total }),
    )
    const left = new Map(streamNames.map((stream) => [stream, undone.countCreated(stream, runs.runs)]))
    const counts = new Map<StreamName, number>()
    let failed = 0
    let taken = 0
    if (!dryRun) undone.endRuns(runs.runs)
    for (const batch of things.going()) {
      signal?.throwIfAborted()
      const hanging = await hangingOf(batch, context)
      const result = dryRun ? { done: batch, failed: 0 } : await takeBack(batch, hanging, runs, request, context)
      failed += result.failed
      taken += result.done.length
      for (const { stream, target } of result.done) {
        counts.set(stream, (counts.get(stream) ?? 0) + 1)
        for (const { stream: other } of hanging.get(target) ?? []) left.set(other, (left.get(other) ?? 0) - 1)
      }
      onProgress?.({ stage: 'undoing', done: taken, total })
    }
    if (!dryRun && failed === 0) undone.markUndone(runs.runs)
    const first: StayingThing[] = []
    for (const { stream, record, target, why } of things.staying()) {
      if (first.length < listed) first.push({ stream, record, target, why })
      await found?.({ stream, record, target, why })
    }
    const streams = undoableStreams.map((name) => ({
      name,
      undone: counts.get(name) ?? 0,
      stay: things.count(name).stays,
      gone: gone.get(name) ?? 0,
    }))
    for (const { name, undone: back, stay, gone: absent } of streams) {
      left.set(name, hasOwnId(name) ? 0 : (left.get(name) ?? 0) - back - stay - absent)
    }
    return {
      status: failed === 0 ? 'complete' : 'partial',
      dryRun,
      import: runs,
      streams: streams.filter((row) => row.undone + row.stay + row.gone > 0),
      stays: { count: streams.reduce((sum, { stay }) => sum + stay, 0), first },
      left: Object.fromEntries([...left].filter(([, count]) => count > 0)),
      failed,
    }
  } catch (error) {
    throw asDiskFull(journal.dir, error)
  }
}

type Hanging = ReadonlyMap<string, readonly { readonly stream: StreamName; readonly record: string }[]>

/** What of our imports hangs on things and goes with them, by their ids at the destination. */
async function hangingOf(batch: readonly Thing[], { reader, source, signal }: LookContext): Promise<Hanging> {
  const options = signal === undefined ? {} : { signal }
  const found = new Map<string, { readonly stream: StreamName; readonly record: string }[]>()
  for (const { stream, target } of batch) {
    const records: { readonly stream: StreamName; readonly record: string }[] = []
    for (const other of hangingOn(stream)) {
      for await (const { madeOf } of reader.list(source, other, target, options)) {
        if (madeOf !== undefined) records.push({ stream: other, record: madeOf })
      }
    }
    found.set(target, records)
  }
  return found
}

async function takeBack(
  batch: readonly Thing[],
  hanging: Hanging,
  { archive }: ArchiveRuns,
  { destination, signal }: UndoRequest,
  { reader, source, things, undone }: LookContext,
): Promise<{ readonly done: readonly Thing[]; readonly failed: number }> {
  const [first] = batch
  if (first === undefined) return { done: [], failed: 0 }
  const options = signal === undefined ? {} : { signal }
  undone.intend(
    batch.map((thing) => ({ ...thing, hanging: (hanging.get(thing.target) ?? []).map(({ record }) => record) })),
  )
  const targets = batch.map(({ target }) => target)
  const held = await reader.load<StreamName>(source, first.stream, targets, options)
  const there = batch.flatMap((thing, at) => {
    const one = held[at]
    return one === undefined ? [] : [{ thing, step: stepOfThing(thing, one) }]
  })
  const steps = there.map(({ step }) => step)
  const outcomes = await destination.apply(steps, { source, archive, ...nothingAllowed, openBlob: noBlob, ...options })
  const by = (status: string): Thing[] =>
    there.flatMap(({ thing }, at) => (outcomes[at]?.status === status ? thing : []))
  const [done, refused] = [by('created'), by('refused')]
  for (const { target } of refused) things.keep(target, 'somebody edited it while it was to be taken back')
  undone.settle(done, refused)
  return { done, failed: batch.length - done.length - refused.length }
}

function stepOfThing({ stream, target, record, mark }: Thing, held: Held): Step {
  const original = Object.assign({}, held.record, { id: record })
  const act = { action: 'trash', target, expected: mark } as const
  return stepOf<StreamName, typeof act>(stream, original, held.record, act)
}

function noBlob(digest: string): never {
  throw new TypeError(`An undo has no blob ${digest}`)
}

function nothingToUndo(journal: Journal, archive: string | undefined): ImportError<'NOTHING_TO_UNDO'> {
  const what =
    archive === undefined
      ? 'No import has made anything that is still there'
      : `No import of the archive ${archive} is in the journal`
  return new ImportError('NOTHING_TO_UNDO', what, { path: journal.dir })
}
