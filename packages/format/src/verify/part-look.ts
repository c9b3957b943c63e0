import { LeafHash } from '../content-root.js'
import { sha256Text } from '../digest.js'
import { ArchiveError } from '../error.js'
import { isCanonical } from '../read/is-canonical.js'
import { lineText, parseText } from '../read/parse-record.js'
import { splitLines } from '../read/split-lines.js'
import type { StreamName } from '../records.js'
import { ExternalSort } from '../sort/external-sort.js'
import type { SortedRuns } from '../sort/merge-runs.js'
import { streamRules } from '../streams.js'
import { LinkCollector } from './link-collector.js'
import { OrderCheck, type OrderNode, orderNode, type OrderPath } from './order-check.js'
import { type FoundProblems, ProblemList, TooManyProblems } from './problems.js'

/** What the looks at all parts have in common. */
export interface LookSettings {
  /** Path of the archive, for messages. */
  readonly path: string
  /** Folder for rows that are sorted. */
  readonly temp: string
  readonly tolerant: boolean
  readonly maxProblems: number
}

/** One part of a stream to look at. */
export interface PartJob {
  readonly stream: StreamName
  readonly part: number
  readonly entry: string
  readonly bytes: Uint8Array
}

/** A record at the beginning of a part, whose place can be judged only by who knows the part before. */
export interface HeadNode {
  readonly node: OrderNode
  readonly line: number
  readonly offset: number
}

/** What one part holds. */
export interface PartFindings {
  readonly records: number
  /** Bytes of its lines, line feeds included. */
  readonly bytes: number
  /** Leaves of the content root, 32 bytes for each line. */
  readonly leaves: Uint8Array
  readonly unknownFields: number
  readonly problems: FoundProblems
  readonly head: readonly HeadNode[]
  /** What the record behind the last one is held against; `undefined` if the head is all there is. */
  readonly path: OrderPath | undefined
}

/** Rows that looks at parts have collected. */
export interface FoundRows {
  readonly ids: SortedRuns
  readonly blobs: SortedRuns
}

/** Looks at parts of streams, each on its own: digest, form and schema of each line, order, and what it says of others. */
export class PartLook implements Disposable {
  readonly #settings: LookSettings
  readonly #ids: ExternalSort
  readonly #blobs: ExternalSort
  readonly #links: LinkCollector
  readonly #leafHash = new LeafHash()

  /** The name tells its files from those of others in the folder. */
  constructor(settings: LookSettings, name: string) {
    this.#settings = settings
    this.#ids = new ExternalSort(settings.temp, `ids-${name}`)
    this.#blobs = new ExternalSort(settings.temp, `blobs-${name}`, blobRunBytes)
    this.#links = new LinkCollector(this.#ids, this.#blobs)
  }

  /** Looks at one part. Ends it early if more is wrong with it than is counted. */
  look({ stream, part, entry, bytes }: PartJob): PartFindings {
    this.#links.beginPart()
    const { path, tolerant, maxProblems } = this.#settings
    const problems = new ProblemList(maxProblems)
    const order = new OrderCheck()
    const head: HeadNode[] = []
    const leaves = new Leaves(this.#leafHash)
    let isHead = true
    let unknownFields = 0
    let number = 0
    let offset = 0
    try {
      for (const line of splitLines(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) {
        number += 1
        leaves.add(line)
        const place = { path, entry, line: number, offset }
        const at = { entry, line: number, offset }
        try {
          const text = lineText(stream, line, place)
          const { record, unknown } = parseText(stream, line, text, place, tolerant)
          unknownFields += unknown.length
          if (!isCanonical(record, text))
            problems.add({
              code: 'RECORD_NOT_CANONICAL',
              message: `The line of ${record.id} is not in the one form that a record has`,
              ...at,
              id: record.id,
            })
          const node = orderNode(stream, record)
          isHead &&= belongsToHead(stream, head, node)
          const finding = order.add(node)
          if (isHead) head.push({ node, line: number, offset })
          else {
            if (finding.problem !== undefined) problems.add(orderProblem(stream, node, finding.problem, at))
            this.#links.addPlace(stream, node, { part, offset }, finding)
          }
          this.#links.addRecord(stream, record, { part, offset, length: line.length }, node.owner)
        } catch (error) {
          if (!(error instanceof ArchiveError && error.code === 'RECORD_INVALID') && !(error instanceof RangeError))
            throw error
          problems.add({ code: 'RECORD_INVALID', message: error.message, ...at })
          problems.setUnread()
        }
        offset += line.length + 1
      }
    } catch (error) {
      if (!(error instanceof TooManyProblems)) throw error
    }
    return {
      records: number,
      bytes: offset,
      leaves: leaves.take(),
      unknownFields,
      problems: problems.found(),
      head,
      path: isHead ? undefined : order.path,
    }
  }

  /** Where the rows of all parts lie. No part can be looked at afterwards. */
  rows(): FoundRows {
    return { ids: this.#ids.runs(), blobs: this.#blobs.runs() }
  }

  [Symbol.dispose](): void {
    this.#ids[Symbol.dispose]()
    this.#blobs[Symbol.dispose]()
  }
}

/** Rows by digest of a blob are few. */
const blobRunBytes = 2 * 1024 * 1024

/** A problem with the place of a record. */
export function orderProblem(
  stream: StreamName,
  { id }: OrderNode,
  problem: string,
  at: { readonly entry: string; readonly line: number; readonly offset: number },
): Parameters<ProblemList['add']>[0] {
  return { code: 'ORDER_WRONG', message: `The order of ${stream} is wrong: ${problem}`, ...at, id }
}

/**
 * True for the first record of a part, and in a tree for all that follow with the same owner: any of them may hang on a record
 * of the part before.
 */
function belongsToHead(stream: StreamName, head: readonly HeadNode[], node: OrderNode): boolean {
  const first = head[0]
  return first === undefined || (streamRules[stream].parent !== undefined && first.node.owner === node.owner)
}

/** Collects the leaves of lines. */
class Leaves {
  readonly #hash: LeafHash
  #bytes = Buffer.allocUnsafeSlow(32 * 1024)
  #length = 0

  constructor(hash: LeafHash) {
    this.#hash = hash
  }

  add(line: Buffer): void {
    if (this.#length === this.#bytes.length) {
      const more = Buffer.allocUnsafeSlow(this.#bytes.length * 2)
      this.#bytes.copy(more)
      this.#bytes = more
    }
    this.#hash.write(sha256Text(line), this.#bytes, this.#length)
    this.#length += 32
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}
