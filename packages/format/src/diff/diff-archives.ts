import { TempFolder } from '@spacecrate/disk'
import type { Archive } from '../archive.js'
import { sha256 } from '../digest.js'
import { encodeValue } from '../encode-record.js'
import { mapIds } from '../record-references.js'
import type { StreamName, StreamRecords } from '../records.js'
import { ExternalSort } from '../sort/external-sort.js'
import { isStreamName, streamNames, streamRules } from '../streams.js'
import { differingPaths } from './differing-paths.js'

/** A record that is in one archive only, or not the same in both. */
export type Difference =
  | { readonly type: 'only-a'; readonly stream: StreamName; readonly id: string }
  | { readonly type: 'only-b'; readonly stream: StreamName; readonly id: string }
  | {
      readonly type: 'changed'
      readonly stream: StreamName
      /** Id in B. */
      readonly id: string
      /** Id in A: another one if ids are mapped. */
      readonly idInA: string
      /** JSON pointers of the fields that differ, at most 50. */
      readonly paths: readonly string[]
    }

/** Options of `diffArchives`. */
export interface DiffOptions {
  readonly signal?: AbortSignal
  /**
   * Id in B of what has this id in A; `undefined` for what B isn't meant to have. References are mapped as well, and ids
   * that are made of references. @default ids are the same in both
   */
  readonly map?: (id: string) => string | undefined
  /** Streams to compare. @default all */
  readonly streams?: readonly StreamName[] | undefined
  /** Fields that don't count, by stream: paths such as `created.at`. */
  readonly ignore?: { readonly [Name in StreamName]?: readonly string[] } | undefined
  /** Called now and then with how many records of both archives were read. */
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined
  /** Folder for temporary files. @default that of the system */
  readonly temp?: string | undefined
}

/**
 * Compares the records of two archives: blobs by the digests that records hold, the order of keys doesn't count. Yields
 * stream by stream, in the order of B, what only A has at the end. Memory stays flat.
 */
export async function* diffArchives(
  a: Archive,
  b: Archive,
  options: DiffOptions = {},
): AsyncGenerator<Difference, void> {
  await using temp = await TempFolder.create(options.temp)
  using rows = new ExternalSort(temp.path, 'rows')
  const streams = options.streams ?? streamNames
  const progress = progressOf([a, b], streams, options)
  for (const stream of streams) {
    await collect(rows, a, 0, stream, options, progress)
    await collect(rows, b, 1, stream, options, progress)
  }
  using found = new ExternalSort(temp.path, 'found')
  match(rows, found)
  for (const { key, value } of found.sorted()) {
    options.signal?.throwIfAborted()
    const stream = streamNames[key.readUInt8(0)]
    const [type, id, idInA] = JSON.parse(value.toString('utf8')) as [Difference['type'], string, string]
    if (stream === undefined) continue
    if (type !== 'changed') yield { type, stream, id }
    else {
      yield { type, stream, id, idInA, paths: await pathsOf(a, b, stream, id, idInA, options) }
    }
  }
}

/** A row for each record: which archive, where in its stream, digest of what counts, id. Keyed by stream and id in B. */
async function collect<Name extends StreamName>(
  rows: ExternalSort,
  archive: Archive,
  side: 0 | 1,
  stream: Name,
  options: DiffOptions,
  progress: () => void,
): Promise<void> {
  const plain = options.ignore?.[stream] === undefined && (side === 1 || options.map === undefined)
  const { deriveId } = streamRules[stream]
  let position = 0
  for await (const { record, line } of archive.records(stream, options)) {
    const mapped = side === 0 ? mapRecord(stream, record, options) : record
    // What B isn't meant to have must not meet something that has the same id there by chance.
    const unmapped =
      side === 0 && deriveId === undefined && options.map !== undefined && options.map(record.id) === undefined
    const digest = sha256(plain ? line : Buffer.from(encodeValue(withoutIgnored(stream, mapped, options))))
    const head = Buffer.alloc(8)
    head.writeUInt8(side, 0)
    head.writeUInt8(streamNames.indexOf(stream), 1)
    head.writeUIntBE(position, 2, 6)
    const row = Buffer.concat([head, digest, Buffer.from(JSON.stringify(record.id))])
    rows.add(
      sha256(Buffer.from(JSON.stringify([stream, unmapped ? null : mapped.id, unmapped ? record.id : null]))),
      row,
    )
    position += 1
    progress()
  }
}

/** Brings together the rows of one record, and notes what differs under its place in the result. */
function match(rows: ExternalSort, found: ExternalSort): void {
  let key = Buffer.alloc(0)
  let open: Buffer | undefined
  const note = (row: Buffer, section: number, type: Difference['type'], idInA?: string): void => {
    const id: unknown = JSON.parse(row.toString('utf8', 40))
    const place = Buffer.from([row.readUInt8(1), section, ...row.subarray(2, 8)])
    found.add(place, Buffer.from(JSON.stringify([type, id, idInA ?? id])))
  }
  const close = (): void => {
    if (open !== undefined) note(open, 1, 'only-a')
    open = undefined
  }
  for (const row of rows.sorted()) {
    if (!row.key.equals(key)) {
      close()
      key = Buffer.from(row.key)
    }
    const value = Buffer.from(row.value)
    if (value.readUInt8(0) === 0) {
      // Two records of A that are mapped to one of B: the first is compared.
      if (open === undefined) open = value
      else note(value, 1, 'only-a')
    } else if (open === undefined) note(value, 0, 'only-b')
    else {
      if (!open.subarray(8, 40).equals(value.subarray(8, 40)))
        note(value, 0, 'changed', String(JSON.parse(open.toString('utf8', 40))))
      open = undefined
    }
  }
  close()
}

async function pathsOf<Name extends StreamName>(
  a: Archive,
  b: Archive,
  stream: Name,
  id: string,
  idInA: string,
  options: DiffOptions,
): Promise<string[]> {
  const inA = await a.find(stream, idInA)
  const inB = await b.find(stream, id)
  if (inA === undefined || inB === undefined) return []
  return differingPaths(
    withoutIgnored(stream, mapRecord(stream, inA.record, options), options),
    withoutIgnored(stream, inB.record, options),
  )
}

function mapRecord<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  { map }: DiffOptions,
): StreamRecords[Name] {
  return map === undefined ? record : mapIds(stream, record, map)
}

function withoutIgnored<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  { ignore }: DiffOptions,
): StreamRecords[Name] {
  const paths = ignore?.[stream] ?? []
  if (paths.length === 0) return record
  const copy = structuredClone(record)
  for (const path of paths) {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    const holder = steps.reduce<unknown>(
      (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
      copy,
    )
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, last)
  }
  return copy
}

function progressOf(archives: readonly Archive[], streams: readonly StreamName[], options: DiffOptions): () => void {
  const total = archives.reduce(
    (sum, { manifest }) =>
      sum +
      manifest.streams
        .filter(({ name }) => isStreamName(name) && streams.includes(name))
        .reduce((all, { records }) => all + records, 0),
    0,
  )
  let done = 0
  return () => {
    done += 1
    if (done % 1000 === 0 || done === total) options.onProgress?.({ done, total })
  }
}
