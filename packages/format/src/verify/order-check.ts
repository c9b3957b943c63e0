import { textBytes } from '@spacecrate/disk'
import type { StreamName, StreamRecords } from '../records.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamRules } from '../streams.js'

/** What a record says of its place. */
interface Node {
  readonly id: string
  readonly parent: string | undefined
  readonly idBytes: Buffer
  readonly rank: Buffer
  readonly stray: boolean
}

/** What the look at one more record found. */
export interface OrderFinding {
  /** The record begins the records of another owner. */
  readonly newOwner: boolean
  /** It stands as a root although it names a parent: right only if that parent can't stand above it. */
  readonly stray: boolean
  /** What is wrong, in words. */
  readonly problem: string | undefined
}

/** Deepest tree that can be checked: the way down to the current record is kept in memory. */
const maxTreeDepth = 100_000

/**
 * Checks the order of one stream from record to record: within an owner by rank and id, in a tree parents first. Whether
 * the owners themselves are in order can be told only when all streams are known.
 */
export class OrderCheck<Name extends StreamName> {
  readonly #rule: StreamRule<Name>
  #owner: string | undefined
  #begun = false
  /** From the root down to the record before. */
  #path: Node[] = []

  constructor(stream: Name) {
    this.#rule = streamRules[stream]
  }

  add(record: StreamRecords[Name]): OrderFinding {
    const owner = this.#rule.owner(record)
    const newOwner = !this.#begun || owner !== this.#owner
    if (newOwner) this.#path = []
    this.#owner = owner
    this.#begun = true
    const parent = this.#rule.parent?.(record)
    const above = parent === undefined ? -1 : this.#path.findLastIndex(({ id }) => id === parent)
    const node: Node = {
      id: record.id,
      parent,
      idBytes: textBytes(record.id),
      rank: textBytes(this.#rule.rank(record)),
      stray: parent !== undefined && above === -1,
    }
    const sibling = this.#path[above + 1]
    this.#path.length = above + 1
    this.#path.push(node)
    if (this.#path.length > maxTreeDepth)
      return { newOwner, stray: node.stray, problem: 'the tree is too deep to check' }
    const problem =
      sibling === undefined || compareNodes(sibling, node) < 0
        ? undefined
        : `${node.id} stands after ${sibling.id}, and belongs before it`
    return { newOwner, stray: node.stray, problem }
  }
}

function compareNodes(a: Node, b: Node): number {
  return Number(a.stray) - Number(b.stray) || a.rank.compare(b.rank) || a.idBytes.compare(b.idBytes)
}
