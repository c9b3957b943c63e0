import { type StreamName, type StreamRecords, streamNames } from '@spacecrate/format'
import type {
  CallOptions,
  Counterpart,
  Destination,
  DestinationDescription,
  DestinationReader,
  Held,
  Outcome,
  Step,
  StepContext,
  StepRecord,
  StepTo,
} from '../destination.js'

/** How a destination holds one stream. */
export interface HeldStream<Name extends StreamName> {
  /** Counterparts of records of this stream, in the same order (`Destination.find`). */
  find(
    source: string,
    records: readonly StreamRecord<Name>[],
    options?: CallOptions,
  ): Promise<readonly (Counterpart | undefined)[]>
  /** Makes the thing, with its provenance in the same write. */
  create(step: StepTo<'create'> & { readonly stream: Name }, context: StepContext): Promise<Outcome>
  /** Does what comes later to a thing that is there: fills it in, opens it, repairs it or takes it back. */
  settle(step: Exclude<Step, { readonly action: 'create' }>, context: StepContext): Promise<Outcome>
  /** What stands there, by ids, in the same order. */
  load(source: string, ids: readonly string[], options?: CallOptions): Promise<readonly (Held<Name> | undefined)[]>
  /** Everything of one owner, or all of it. */
  list(source: string, owner?: string, options?: CallOptions): AsyncIterable<Held<Name>>
  /** An id for a record that is going to be made, where it can be said beforehand. */
  reserve?(record: StreamRecords[Name]): Promise<string | undefined>
  /** Ids by record of what imports made. @default found in `list` */
  made?(source: string, records: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, string>>
  /** Path of the page that shows a record. @default none */
  addressOf?(record: StreamRecords[Name]): string | undefined
}

/** A record that a stream is asked for; `translated` where all ids of the destination are known. */
export interface StreamRecord<Name extends StreamName> {
  readonly record: StreamRecords[Name]
  readonly translated?: StreamRecords[Name]
}

/** The streams that a destination holds; an absent one is not in `supports`. */
export type HeldStreams = { readonly [Name in StreamName]?: HeldStream<Name> }

/** What a destination is, beside its streams. */
export interface Connection extends AsyncDisposable {
  /** Asked once, first; all but what follows from the streams. */
  describe(options?: CallOptions): Promise<Omit<DestinationDescription, 'supports'>>
  /** Bytes of a file or body. Throws while they flow if they are not there. */
  openBlob: DestinationReader['openBlob']
  /** Does a batch all or nothing. @default step by step */
  transaction?<Result>(work: () => Promise<Result>): Promise<Result>
}

/** A destination that is a connection and a table: what it supports and how each stream is held are data. */
export function tableDestination(connection: Connection, streams: HeldStreams): Destination {
  const supports: ReadonlySet<StreamName> = new Set(streamNames.filter((name) => streams[name] !== undefined))
  const held = <Name extends StreamName>(stream: Name): HeldStream<Name> | undefined => streams[stream]
  return {
    reader: tableReader(connection, held),
    describe: async (options) => ({ ...(await connection.describe(options)), supports }),
    async find(source, records, options) {
      const found = new Map<StepRecord, Counterpart | undefined>()
      for (const stream of new Set(records.map((item) => item.stream))) {
        const asked = records.filter((item) => item.stream === stream)
        const answers = await held<StreamName>(stream)?.find(source, asked, options)
        asked.forEach((item, at) => found.set(item, answers?.[at]))
      }
      return records.map((item) => found.get(item))
    },
    reserve: (records) =>
      Promise.all(records.map(async ({ stream, record }) => held<StreamName>(stream)?.reserve?.(record))),
    addressOf: (stream, record) => held(stream)?.addressOf?.(record),
    async apply(steps, context) {
      const work = async (): Promise<readonly Outcome[]> => {
        const outcomes: Outcome[] = []
        for (const step of steps) outcomes.push(await applyOne(step, held<StreamName>(step.stream), context))
        return outcomes
      }
      return connection.transaction === undefined ? work() : connection.transaction(work)
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  }
}

async function applyOne(step: Step, held: HeldStream<StreamName> | undefined, context: StepContext): Promise<Outcome> {
  if (held !== undefined) return step.action === 'create' ? held.create(step, context) : held.settle(step, context)
  // The plan left it out already, unless somebody wrote it anew.
  const what = `A record of ${step.stream}`
  const why = 'the destination cannot hold this kind'
  return {
    status: 'refused',
    loss: { code: 'KIND_UNSUPPORTED', stream: step.stream, record: step.record.id, what, why },
  }
}

function tableReader(
  connection: Connection,
  held: <Name extends StreamName>(stream: Name) => HeldStream<Name> | undefined,
): DestinationReader {
  return {
    load: async (source, stream, ids, options) =>
      (await held(stream)?.load(source, ids, options)) ?? ids.map(() => undefined),
    async *list(source, stream, owner, options) {
      yield* held(stream)?.list(source, owner, options) ?? []
    },
    async made(source, stream, records, options) {
      const one = held(stream)
      if (one?.made !== undefined) return one.made(source, records, options)
      const wanted = new Set(records)
      const found = new Map<string, string>()
      for await (const { madeOf, record } of one?.list(source, undefined, options) ?? []) {
        if (madeOf !== undefined && wanted.has(madeOf)) found.set(madeOf, record.id)
      }
      return found
    },
    async counts(source, options) {
      const counts = new Map<StreamName, number>()
      for (const stream of streamNames) {
        for await (const { madeOf } of held<StreamName>(stream)?.list(source, undefined, options) ?? []) {
          if (madeOf !== undefined) counts.set(stream, (counts.get(stream) ?? 0) + 1)
        }
      }
      return counts
    },
    openBlob: (digest, options) => connection.openBlob(digest, options),
  }
}
