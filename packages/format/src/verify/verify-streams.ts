import { streamPartName } from '../container/entry-names.js'
import type { ContentRoot } from '../content-root.js'
import { sha256 } from '../digest.js'
import { ArchiveError } from '../error.js'
import { formatVersion } from '../format-version.js'
import { maxPartBytes } from '../limits.js'
import { parseLine } from '../read/parse-record.js'
import { splitLines } from '../read/split-lines.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { StreamName } from '../records.js'
import { isStreamName, streamNames } from '../streams.js'
import { shorten } from '../validate.js'
import type { EntryCheck } from './entry-check.js'
import type { LinkCollector } from './link-collector.js'
import type { Looks } from './looks.js'
import { OrderCheck } from './order-check.js'
import { PartCheck, partEnds } from './part-check.js'
import { orderProblem } from './part-look.js'
import { countParts, PartsAhead } from './parts-ahead.js'
import type { ProblemList, VerifyProblem } from './problems.js'

/** What the look at the streams needs and feeds. */
export interface StreamCheck {
  readonly set: VolumeSet
  readonly entries: EntryCheck
  readonly problems: ProblemList
  readonly root: ContentRoot
  readonly links: LinkCollector
  readonly looks: Looks
  readonly signal: AbortSignal | undefined
}

/** What the streams hold, counted. */
export interface StreamCounts {
  records: number
  /** Records of each stream. */
  readonly byStream: Map<string, number>
  /** Fields that a newer minor version added, in all records together. */
  unknownFields: number
}

/** Streams that an archive of our version lists and this one doesn't; another version may have others. */
function missingStreams({ manifest }: VolumeSet, listed: readonly StreamName[]): readonly StreamName[] {
  return manifest.version === formatVersion ? streamNames.filter((name) => !listed.includes(name)) : []
}

/** Reads every line of every stream: digest, form, schema, order. */
export async function verifyStreams(check: StreamCheck): Promise<StreamCounts> {
  const counts: StreamCounts = { records: 0, byStream: new Map(), unknownFields: 0 }
  const { streams } = check.set.manifest
  const known = streams.map(({ name }) => name).filter(isStreamName)
  if (known.some((name, i) => i > 0 && streamNames.indexOf(name) <= streamNames.indexOf(known[i - 1] ?? name)))
    check.problems.add({
      code: 'ORDER_WRONG',
      message: 'The manifest names the streams in another order',
      entry: 'manifest.json',
    })
  for (const name of missingStreams(check.set, known))
    check.problems.add({
      code: 'LAYOUT_WRONG',
      message: `The manifest does not name the stream ${name}; it names each, also where it holds no record`,
      entry: 'manifest.json',
    })
  const ahead = new PartsAhead(check)
  for (const stream of streams) {
    if (check.set.relation === 'known' && !isStreamName(stream.name)) {
      check.problems.add({
        code: 'LAYOUT_WRONG',
        message: `The manifest names a stream that this version of the format does not have: ${shorten(stream.name)}`,
        entry: 'manifest.json',
      })
      continue
    }
    const { records, bytes } = isStreamName(stream.name)
      ? await verifyStream(check, stream.name, stream.parts, { ahead, counts })
      : await verifyUnknown(check, stream.name, stream.parts)
    counts.records += records
    counts.byStream.set(stream.name, records)
    if (!check.problems.unread && (records !== stream.records || bytes !== stream.bytes))
      check.problems.add({
        code: 'COUNT_WRONG',
        message: `The stream ${stream.name} has ${records} records and ${bytes} bytes, and the manifest says ${stream.records} and ${stream.bytes}`,
        entry: 'manifest.json',
      })
  }
  return counts
}

async function verifyStream(
  check: StreamCheck,
  stream: StreamName,
  parts: number,
  { ahead, counts }: { readonly ahead: PartsAhead; readonly counts: StreamCounts },
): Promise<{ readonly records: number; readonly bytes: number }> {
  const { problems, links, root } = check
  const order = new OrderCheck()
  const partCheck = new PartCheck(maxPartBytes, problems)
  let records = 0
  let bytes = 0
  const there = partsThere(check, stream, parts)
  for (let part = 1; part <= there; part += 1) {
    check.signal?.throwIfAborted()
    const { entry, problem, ends, found } = await ahead.next()
    if (problem !== undefined) {
      problems.add(problem)
      problems.setUnread()
    }
    if (ends === undefined || found === undefined) continue
    partCheck.add(entry, ends)
    const wrong: VerifyProblem[] = [...found.problems.kept]
    for (const { node, line, offset } of found.head) {
      const finding = order.add(node)
      if (finding.problem !== undefined)
        wrong.push(orderProblem(stream, node, finding.problem, { entry, line, offset }))
      links.addPlace(stream, node, { part, offset }, finding)
    }
    if (found.path !== undefined) order.goOn(found.path)
    const beside = wrong.length - found.problems.kept.length
    wrong.sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
    problems.take({ kept: wrong, total: found.problems.total + beside, unread: found.problems.unread })
    const leaves = Buffer.from(found.leaves.buffer, found.leaves.byteOffset, found.leaves.length)
    for (let at = 0; at < leaves.length; at += 32) root.addLeaf(leaves.subarray(at, at + 32))
    counts.unknownFields += found.unknownFields
    records += found.records
    bytes += found.bytes
  }
  return { records, bytes }
}

/** A stream that a newer minor version added: its bytes count, what they mean is not known. */
async function verifyUnknown(
  check: StreamCheck,
  stream: string,
  parts: number,
): Promise<{ readonly records: number; readonly bytes: number }> {
  let records = 0
  let bytes = 0
  for await (const { entry, line, number, offset } of lines(check, stream, parts)) {
    records += 1
    bytes += line.length + 1
    try {
      const value = parseLine(stream, line, { path: check.set.path, entry, line: number, offset })
      const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined
      const place = { entry, line: number, offset }
      if (typeof id !== 'string')
        check.problems.add({ code: 'RECORD_INVALID', message: `A line of ${stream} has no id`, ...place })
      else if (!check.links.addUnknown(id))
        check.problems.add({ code: 'RECORD_DUPLICATE', message: `Two records have the id ${shorten(id)}`, ...place })
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      check.problems.add({ code: 'RECORD_INVALID', message: error.message, entry, line: number, offset })
    }
  }
  return { records, bytes }
}

interface PlacedLine {
  readonly entry: string
  readonly part: number
  readonly line: Buffer
  readonly number: number
  readonly offset: number
}

/** The lines of a stream. Adds each to the content root; parts that can't be read are noted and left out. */
async function* lines(check: StreamCheck, stream: string, parts: number): AsyncGenerator<PlacedLine, void> {
  const there = partsThere(check, stream, parts)
  const load = (part: number): Promise<Buffer | undefined> | undefined => {
    const loading = part <= there ? check.entries.load(streamPartName(stream, part)) : undefined
    loading?.catch(() => undefined)
    return loading
  }
  const partCheck = new PartCheck(maxPartBytes, check.problems)
  let next = load(1)
  for (let part = 1; next !== undefined; part += 1) {
    check.signal?.throwIfAborted()
    const bytes = await next
    next = load(part + 1)
    const entry = streamPartName(stream, part)
    if (bytes === undefined) {
      check.problems.setUnread()
      continue
    }
    partCheck.add(entry, partEnds(bytes))
    let offset = 0
    let number = 1
    for (const line of splitLines(bytes)) {
      check.root.add(sha256(line))
      yield { entry, part, line, number, offset }
      offset += line.length + 1
      number += 1
    }
  }
}

/** How many parts of a stream there are. What the manifest says is held against it: it may say anything. */
function partsThere(check: StreamCheck, stream: string, parts: number): number {
  const there = countParts(check.set, stream, parts)
  if (there < parts) {
    const entry = streamPartName(stream, there + 1)
    check.problems.setUnread()
    check.problems.add({
      code: 'ENTRY_CORRUPT',
      message: `The archive has no entry ${entry}, and the manifest says that ${stream} has ${parts} parts`,
      entry,
    })
  }
  return there
}
