import { textBytes } from '@spacecrate/disk'
import type { StreamName, StreamRecords } from '../records.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamRules } from '../streams.js'

/** What a record says of its place. */
export interface OrderNode {
  readonly id: string
  readonly owner: string | undefined
  /** Of a record of a tree. */
  readonly parent: string | undefined
  readonly rank: string
}

/** A record above the next one, or the next one itself. */
interface PathNode extends OrderNode {
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

/** From the root down to the record that was looked at last. */
export type OrderPath = readonly PathNode[]

/** Deepest tree that can be checked: the way down to the current record is kept in memory. */
const maxTreeDepth = 100_000

/** What a record says of its place in its stream. */
export function orderNode<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): OrderNode {
  const rule: StreamRule<Name> = streamRules[stream]
  return { id: record.id, owner: rule.owner(record), parent: rule.parent?.(record), rank: rule.rank(record) }
}

/**
 * Checks the order of one stream from record to record: within an owner by rank and id, in a tree parents first. Whether
 * the owners themselves are in order can be told only when all streams are known.
 */
export class OrderCheck {
  #path: PathNode[] = []

  /** What the next record is held against, for a check that goes on elsewhere. */
  get path(): OrderPath {
    return this.#path
  }

  /** Goes on where another check has ended. */
  goOn(path: OrderPath): void {
    this.#path = [...path]
  }

  add(node: OrderNode): OrderFinding {
    const { parent } = node
    const newOwner = this.#path[0] === undefined || node.owner !== this.#path[0].owner
    if (newOwner) this.#path = []
    const above = parent === undefined ? -1 : this.#path.findLastIndex(({ id }) => id === parent)
    const stray = parent !== undefined && above === -1
    const placed = { id: node.id, owner: node.owner, parent, rank: node.rank, stray }
    const sibling = this.#path[above + 1]
    this.#path.length = above + 1
    this.#path.push(placed)
    if (this.#path.length > maxTreeDepth) return { newOwner, stray, problem: 'the tree is too deep to check' }
    const problem =
      sibling === undefined || compareNodes(sibling, placed) < 0
        ? undefined
        : `${node.id} stands after ${sibling.id}, and belongs before it`
    return { newOwner, stray, problem }
  }
}

function compareNodes(a: PathNode, b: PathNode): number {
  return Number(a.stray) - Number(b.stray) || compareTexts(a.rank, b.rank) || compareTexts(a.id, b.id)
}

/** From here on code units sort otherwise than bytes of UTF-8 do. */
const highUnit = /[\ud800-\uffff]/

/** Compares texts by their UTF-8. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  if (highUnit.test(a) || highUnit.test(b)) return textBytes(a).compare(textBytes(b))
  return a < b ? -1 : 1
}
