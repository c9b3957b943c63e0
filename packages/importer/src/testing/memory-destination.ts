import type { LossCode } from '../loss-codes.js'
import { createHash } from 'node:crypto'
import { blobsOf, siteId, streamNames, streamRules } from '@spacecrate/format'
import type { AnyRecord, StreamName, StreamRecords, StreamRule } from '@spacecrate/format'
import { otherFields } from '../same-record.js'
import { hasOwnId, ownerOf } from '../structure.js'
import { memoryGuard, memoryStanding } from './memory-standing.js'
import { MemoryAccess } from './memory-access.js'
import { whyNotMade } from '../existing/why-not-made.js'
import { stepRecord } from '../record-batches.js'
import type {
  Counterpart,
  Destination,
  DestinationDescription,
  DestinationLimits,
  Held,
  Loss,
  Outcome,
  Step,
  StepContext,
  StepRecord,
  StepTo,
} from '../destination.js'

/** What a destination of a test lets a test look at. */
export interface Observed {
  readonly destination: Destination
  /** Every row with its stream, in no order. */
  rows(): Iterable<{ readonly stream: StreamName; readonly record: AnyRecord; readonly madeOf?: string }>
  /** Whether a person (by id at the destination) may read a content. */
  mayRead(person: string, content: string): boolean
  /** Whether a person may see a space. */
  mayReadSpace(person: string, space: string): boolean
  /** Changes fields of a row (by its id at the destination) as an edit by a person would. */
  edit(stream: StreamName, id: string, fields: Readonly<Record<string, unknown>>): void
  /** Puts something there that no import made. */
  add<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): void
}

/** Options of `createMemoryDestination`. */
export interface MemoryOptions {
  /** Say new ids beforehand. @default true */
  readonly reserves?: boolean
  readonly siteId?: string
  /** @default 1 */
  readonly concurrency?: number
  readonly limits?: Partial<DestinationLimits>
}

/** Kinds with a state, and so with a trash. */
const trashes: ReadonlySet<StreamName> = new Set(['spaces', 'content', 'comments', 'attachments'])

interface Row {
  readonly stream: StreamName
  record: AnyRecord
  source?: string | undefined
  madeOf?: string | undefined
  archive?: string | undefined
  formerKey?: string | undefined
}

/** A destination in memory: the second implementation of the contract, for tests. */
export function createMemoryDestination(options: MemoryOptions = {}): Observed {
  const { reserves = true, siteId: identity = 'memory', concurrency = 1 } = options
  let rows = new Map<string, Row>()
  let closed = new Set<string>()
  const blobs = new Map<string, Buffer>()
  let counter = 1000
  const nextId = (id: string): string => `${id.slice(0, id.indexOf(':'))}:${++counter}`

  const records = <Name extends StreamName>(stream: Name): StreamRecords[Name][] =>
    [...rows.values()].filter((row) => row.stream === stream).map(({ record }) => record as StreamRecords[Name])

  const ours = (source: string, record: string): string | undefined =>
    [...rows].find(([, row]) => row.source === source && row.madeOf === record)?.[0]

  const known = { records, sourceOf: (id: string) => rows.get(id)?.source }

  const find = (source: string, item: StepRecord): Counterpart | undefined => {
    const made = ours(source, item.record.id)
    if (made !== undefined) return describe(source, made, 'ours')
    if (item.stream === 'site') return { target: siteId, relation: 'same' }
    const target = namesake(item.stream, item.record) ?? sameTitle(item.translated) ?? item.translated?.id
    return target === undefined || !rows.has(target) ? undefined : describe(source, target, 'same')
  }

  const describe = (source: string, target: string, relation: 'ours' | 'same'): Counterpart => {
    const { record, formerKey } = rows.get(target) ?? {}
    const version = record !== undefined && 'version' in record ? record.version : undefined
    const names = ['accountId', 'userKey', 'userName', 'key', 'formerKey', 'title'].flatMap((name) => {
      const value: unknown = Reflect.get({ ...record, formerKey }, name)
      return typeof value === 'string' ? [[name, value]] : []
    })
    const name: unknown = rows.get(target)?.stream === 'groups' ? Reflect.get(record ?? {}, 'name') : undefined
    if (typeof name === 'string') names.push(['groupName', name])
    const guarded = typeof name === 'string' ? memoryGuard(known, source).whyNot(target) : undefined
    return {
      target,
      relation,
      ...(guarded === undefined ? {} : { guarded }),
      named: Object.fromEntries(names),
      ...(typeof version === 'number' ? { version } : {}),
    }
  }

  const namesake = (stream: StreamName, record: AnyRecord): string | undefined => {
    const same = (name: string): string | undefined => {
      const value: unknown = Reflect.get(record, name)
      if (typeof value !== 'string') return undefined
      const taken = ({ id }: AnyRecord): boolean =>
        stream !== 'spaces' || Reflect.get(rows.get(id)?.record ?? {}, 'status') !== 'trashed'
      return records(stream).find((other) => taken(other) && fold(Reflect.get(other, name)) === value.toLowerCase())?.id
    }
    if (stream === 'people') return same('accountId') ?? same('userKey') ?? same('userName') ?? same('email')
    if (stream === 'groups') {
      const name: unknown = Reflect.get(record, 'name')
      return same('name') ?? memoryGuard(known, '').alike(String(name))
    }
    if (stream === 'spaces') return same('key')
    const text = sameText(stream, record)
    return text === undefined ? undefined : records(stream).find((other) => sameText(stream, other) === text)?.id
  }

  const sameTitle = (page: AnyRecord | undefined): string | undefined =>
    page === undefined || !('title' in page) || !('space' in page)
      ? undefined
      : records('content').find(
          ({ kind, status, space, title }) =>
            kind === 'page' && status === 'current' && space === page.space && fold(title) === fold(page.title),
        )?.id

  const writtenOf = (id: string): string =>
    createHash('sha256')
      .update(JSON.stringify(rows.get(id)?.record))
      .digest('hex')

  const created = (target: string): Outcome => ({ status: 'created', target, losses: [], written: writtenOf(target) })

  const held = <Name extends StreamName>(source: string, id: string): Held<Name> | undefined => {
    const row = rows.get(id)
    return row === undefined
      ? undefined
      : {
          record: row.record as StreamRecords[Name],
          written: writtenOf(id),
          ...(row.source === source && row.madeOf !== undefined
            ? { madeOf: row.madeOf, archive: row.archive ?? '' }
            : {}),
          ...(closed.has(id) ? { closed: true as const } : {}),
        }
  }

  const change = (step: StepTo<'repair' | 'trash'>, { source }: StepContext): Outcome => {
    const { target, record, translated, expected } = step
    const row = rows.get(target)
    if (row === undefined) return { status: 'refused', loss: loss(step, 'RECORD_GONE', 'it is gone') }
    if (row.source !== source || row.madeOf !== record.id || writtenOf(target) !== expected) {
      return { status: 'refused', loss: loss(step, 'CONFLICT', 'somebody has edited it') }
    }
    if (step.action === 'trash') return takeBack(target, row)
    const values = Object.fromEntries(step.fields.map((field) => [field, Reflect.get(translated, field)]))
    row.record = { ...row.record, ...values }
    return created(target)
  }

  /** What hangs on it and has no id of its own is forgotten with it. */
  const takeBack = (target: string, row: Row): Outcome => {
    const written = created(target)
    const holds = [...rows.values()].some(({ stream, record }) => ownerOf(stream, record as never) === target)
    if (!trashes.has(row.stream) && !holds) {
      rows.delete(target)
      return written
    }
    if ('status' in row.record) row.record = { ...row.record, status: 'trashed' }
    for (const other of rows.values()) {
      const hangs = !hasOwnId(other.stream) && ownerOf(other.stream, other.record as never) === target
      if (other === row || hangs) other.source = other.madeOf = undefined
    }
    return created(target)
  }

  const applyOne = (step: Step, context: StepContext): Outcome => {
    const { source } = context
    const { stream, record, translated } = step
    if (step.action === 'repair' || step.action === 'trash') return change(step, context)
    if (step.action === 'create') {
      const made = ours(source, record.id)
      if (made !== undefined) return { status: 'matched', target: made, losses: [] }
      const whyNot = whyNotMade(stepRecord(stream, translated), memoryStanding(known, context))
      if (whyNot !== undefined) return { status: 'refused', loss: { ...whyNot, stream, record: record.id } }
      const rival = namesake(stream, translated)
      if (rival !== undefined && (stream === 'spaces' || rows.get(rival)?.source !== source)) {
        return { status: 'refused', loss: loss(step, 'CONFLICT', `${rival} is there`) }
      }
      const there = hasOwnId(stream) ? undefined : rows.get(translated.id)?.record
      if (there !== undefined) {
        const isSame = otherFields(stream, translated, there).length === 0
        return isSame
          ? { status: 'matched', target: there.id, losses: [] }
          : { status: 'refused', loss: loss(step, 'CONFLICT', `${there.id} is there`) }
      }
      const own = step.target ?? (hasOwnId(stream) ? nextId(record.id) : translated.id)
      const formerKey = stream === 'spaces' && record.key !== translated.key ? record.key : undefined
      const from = { source, madeOf: record.id, archive: context.archive, formerKey }
      rows.set(own, { stream, record: { ...translated, id: own } as AnyRecord, ...from })
      if (step.closed === true) closed.add(own)
      return created(own)
    }
    const { target } = step
    const row = rows.get(target)
    if (row === undefined) return { status: 'refused', loss: loss(step, 'RECORD_GONE', 'it is gone') }
    if (step.action === 'complete') {
      const open = step.fields.filter((field) => Reflect.get(row.record, field) === undefined)
      if (open.length === 0) return { status: 'matched', target, losses: [] }
      const values = Object.fromEntries(open.map((field) => [field, Reflect.get(translated, field)]))
      row.record = { ...row.record, ...values }
      return created(target)
    }
    if (!closed.has(target)) return { status: 'matched', target, losses: [] }
    const lacking = step.needs.find((need) =>
      need === 'permission'
        ? !new MemoryAccess(records, closed).isReadable(target)
        : !records('restrictions').some(({ content, operation }) => content === target && operation === need),
    )
    if (lacking !== undefined)
      return { status: 'refused', loss: loss(step, 'CONTENT_LEFT_CLOSED', `${lacking} is missing`) }
    closed.delete(target)
    return created(target)
  }

  const destination: Destination = {
    async describe(): Promise<DestinationDescription> {
      const limits = { titleLength: 255, uniqueTitles: true, batch: 200, concurrency, ...options.limits }
      return {
        siteId: identity,
        name: 'Memory',
        product: 'test',
        supports: new Set(streamNames),
        urls: { style: 'embedded' },
        actingAs: 'person:admin',
        limits,
      }
    },
    async find(source, items) {
      return items.map((item) => find(source, item))
    },
    async reserve(items) {
      return items.map(({ stream, record }) => {
        if (!reserves) return undefined
        return (stream === 'people' || stream === 'groups') && !rows.has(record.id) ? record.id : nextId(record.id)
      })
    },
    async apply(steps, context) {
      for (const { stream, translated, action } of steps) {
        if (action === 'open' || action === 'trash') continue
        for (const digest of blobsOf(stream, translated)) {
          const chunks: Uint8Array[] = []
          for await (const chunk of context.openBlob(digest)) chunks.push(chunk)
          const bytes = Buffer.concat(chunks)
          const actual = createHash('sha256').update(bytes).digest('hex')
          if (actual !== digest) throw new Error(`The blob ${digest} arrived with other bytes`)
          blobs.set(digest, bytes)
        }
      }
      const before = { rows: new Map([...rows].map(([id, row]) => [id, { ...row }])), closed: new Set(closed) }
      try {
        return steps.map((step) => applyOne(step, context))
      } catch (error) {
        ;({ rows, closed } = before)
        throw error
      }
    },
    addressOf: (stream, record) => `/${stream}/${record.id}`,
    reader: {
      async load(source, _stream, ids) {
        return ids.map((id) => held(source, id))
      },
      async *list<Name extends StreamName>(source: string, stream: Name, owner?: string) {
        const rule: StreamRule<Name> = streamRules[stream]
        for (const record of records(stream)) {
          const found = owner === undefined || rule.owner(record) === owner ? held<Name>(source, record.id) : undefined
          if (found !== undefined) yield found
        }
      },
      async made(source, stream, ids) {
        const wanted = new Set(ids)
        return new Map(
          [...rows].flatMap(([id, row]) =>
            row.source === source && row.stream === stream && row.madeOf !== undefined && wanted.has(row.madeOf)
              ? [[row.madeOf, id]]
              : [],
          ),
        )
      },
      async counts(source) {
        const made = [...rows.values()].filter((row) => row.source === source && row.madeOf !== undefined)
        const count = (name: StreamName): number => made.filter(({ stream }) => stream === name).length
        return new Map(streamNames.map((name) => [name, count(name)]))
      },
      async *openBlob(digest) {
        const bytes = blobs.get(digest)
        if (bytes === undefined) throw new Error(`There is no blob ${digest}`)
        yield bytes
      },
    },
    async [Symbol.asyncDispose]() {},
  }

  return {
    destination,
    add: (stream, record) => void rows.set(record.id, { stream, record }),
    *rows() {
      for (const { stream, record, madeOf } of rows.values())
        yield { stream, record, ...(madeOf === undefined ? {} : { madeOf }) }
    },
    mayRead: (person, content) => new MemoryAccess(records, closed).mayRead(person, content),
    mayReadSpace: (person, space) => new MemoryAccess(records, closed).mayReadSpace(person, space),
    edit(_stream, id, fields) {
      const row = rows.get(id)
      if (row !== undefined) row.record = { ...row.record, ...fields }
    },
  }
}

function sameText(stream: StreamName, record: AnyRecord): string | undefined {
  const rule: StreamRule<StreamName> = streamRules[stream] as StreamRule<StreamName>
  return rule.sameAs?.(record)
}

const fold = (value: unknown): string | undefined => (typeof value === 'string' ? value.toLowerCase() : undefined)

function loss({ stream, record }: Step, code: LossCode, why: string): Loss {
  return { code, stream, record: record.id, what: `A record of ${stream}`, why }
}
