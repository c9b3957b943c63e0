import { kindOf } from '../kinds/stream-kinds.js'
import { type StreamName, streamNames, type StreamRecords, streamRules } from '@spacecrate/format'
import type { CallOptions, DestinationReader, Held } from '../destination.js'
import type { MadeThing, UndoneRecords } from './undone-records.js'
import { undoableStreams } from './undoable-streams.js'
import { hasOwnId, ownerOf } from '../structure.js'
import type { Thing, UndoThings } from './undo-things.js'

/** Of the streams that may hang on a thing of a stream: those without a life of their own. */
export function hangingOn(stream: StreamName): readonly StreamName[] {
  return streamNames.filter((other) => !hasOwnId(other) && streamRules[other].owners.includes(stream))
}

/** What looking needs. */
export interface LookContext extends CallOptions {
  readonly reader: DestinationReader
  readonly source: string
  readonly undone: UndoneRecords
  readonly things: UndoThings
}

/**
 * Notes what an import made and is still there, and lets stay what somebody edited: itself, or what hangs on it. Returns
 * what is not there any more, or was taken back.
 */
async function noteThings(
  stream: StreamName,
  made: readonly MadeThing[],
  context: LookContext,
): Promise<readonly MadeThing[]> {
  const { reader, source, things, undone } = context
  const held = await reader.load(
    source,
    stream,
    made.map(({ target }) => target),
    context,
  )
  const marks = undone.marksOf(made.map(({ record }) => record))
  const gone: MadeThing[] = []
  const found: Thing[] = []
  const edited: string[] = []
  for (const [at, one] of made.entries()) {
    const there = held[at]
    if (there === undefined || there.madeOf !== one.record) {
      gone.push(one)
      continue
    }
    const holder = holderOf(stream, there.record)
    const space = kindOf<StreamName>(stream).undo?.space?.(there.record)
    found.push({
      ...one,
      stream,
      mark: there.written,
      ...(holder === undefined ? {} : { holder }),
      ...(space === undefined ? {} : { space }),
    })
    if (there.written !== marks.get(one.record)) edited.push(one.target)
  }
  things.add(found)
  for (const target of edited) things.keep(target, 'somebody edited it since')
  for (const { target } of found) await lookAtHanging(stream, target, context)
  return gone
}

async function lookAtHanging(stream: StreamName, target: string, context: LookContext): Promise<void> {
  const { reader, source, things, undone, signal } = context
  for (const other of hangingOn(stream)) {
    for await (const batch of inBatches(reader.list(source, other, target, context))) {
      signal?.throwIfAborted()
      const marks = undone.marksOf(batch.flatMap(({ madeOf }) => madeOf ?? []))
      const touched = batch.find(({ madeOf, written }) => madeOf === undefined || marks.get(madeOf) !== written)
      if (touched === undefined) continue
      const what = touched.madeOf === undefined ? 'added' : 'edited'
      things.keep(target, `somebody ${what} ${touched.record.id} since`)
      return
    }
  }
}

/** Looks into a thing: what it holds that this import did not make lets it stay. */
async function lookInside(stream: StreamName, target: string, context: LookContext): Promise<void> {
  const { reader, source, things, undone, signal } = context
  for (const other of undoableStreams) {
    if (!hasOwnId(other) || !streamRules[other].owners.includes(stream)) continue
    for await (const batch of inBatches(reader.list<StreamName>(source, other, target, context))) {
      signal?.throwIfAborted()
      const ids = batch.map(({ record }) => record.id)
      const own = things.among(ids)
      const before = undone.undoneAmong(ids)
      for (const { record } of batch) {
        if (own.has(record.id) || before.has(record.id)) continue
        const why = `it holds ${record.id}, which this import did not make`
        things.keep(holderOf<StreamName>(other, record) ?? target, why)
        things.keep(target, why)
        const draftOf: unknown = Reflect.get(record, 'draftOf')
        if (typeof draftOf === 'string')
          things.keep(draftOf, `${record.id}, which this import did not make, is a draft of it`)
      }
    }
  }
}

/**
 * Decides of everything that runs made whether it goes or stays. Returns the numbers of what is not there any more.
 *
 * @param onGone called with what is not there any more
 * @param onDone called with the number of things that were looked at
 */
export async function decideUndo(
  runs: readonly number[],
  context: LookContext,
  onGone: (made: readonly MadeThing[]) => void,
  onDone: (things: number) => void,
): Promise<ReadonlyMap<StreamName, number>> {
  const { undone, things, reader, source, signal } = context
  const gone = new Map<StreamName, number>()
  for (const stream of undoableStreams) {
    for (const made of undone.created(stream, runs)) {
      signal?.throwIfAborted()
      const absent = await noteThings(stream, made, context)
      gone.set(stream, (gone.get(stream) ?? 0) + absent.length)
      onGone(absent)
      onDone(made.length)
    }
  }
  for (const { stream, target } of things.all()) await lookInside(stream, target, context)
  for (const space of things.otherSpaces()) await lookInside('spaces', space, context)
  things.keepHolders()
  for (const { stream, target } of things.staying()) {
    const { undo } = kindOf<StreamName>(stream)
    if (undo?.needs === undefined) continue
    const [held] = await reader.load<StreamName>(source, stream, [target], context)
    for (const needed of held === undefined ? [] : undo.needs(held.record)) {
      things.keep(needed, 'the space, which stays, begins with it or shows it')
    }
  }
  things.keepHolders()
  things.findDepths()
  return gone
}

function holderOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string | undefined {
  return streamRules[stream].parent?.(record) ?? ownerOf(stream, record)
}

const batchSize = 200

async function* inBatches<Name extends StreamName>(
  items: AsyncIterable<Held<Name>>,
): AsyncGenerator<readonly Held<Name>[]> {
  let batch: Held<Name>[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
