import { isContentId } from '../content-id.js'
import { ownerOf } from '../structure.js'
import type { StepRecord } from '../destination.js'
import type { PlanIndex } from '../plan/plan-index.js'

/** Comments and files lie on something that lies on a content: more links than that are no chain of ours. */
const longestChain = 4

/**
 * What a step is on: the content itself, or that of its version, comment, file or label; without a content what owns it in
 * the end, or the record itself. Two steps of one lane are never under way at the same time.
 */
export function laneOf({ stream, record }: StepRecord, index: Pick<PlanIndex, 'find'>): string {
  let lane = record.id
  let owner = isContentId(record.id) ? undefined : ownerOf(stream, record)
  for (let links = 0; owner !== undefined && links < longestChain; links++) {
    lane = owner
    owner = isContentId(owner) ? undefined : index.find(owner)?.owner
  }
  return lane
}

/** Something that is on a lane. */
interface OnLane {
  readonly lane: string
}

/**
 * Deals what is ready out to at most `count` rows, each of them done one call after the other: a lane is in one row as a
 * whole, in its order. Rows are about as long as each other, as far as lanes allow it.
 */
export function dealLanes<Item extends OnLane>(ready: readonly Item[], count: number): Item[][] {
  if (count <= 1) return ready.length === 0 ? [] : [[...ready]]
  const rows: Item[][] = []
  const rowOf = new Map<string, Item[]>()
  for (const item of ready) {
    const row = rowOf.get(item.lane) ?? shortest(rows, count)
    rowOf.set(item.lane, row)
    row.push(item)
  }
  return rows
}

function shortest<Item>(rows: Item[][], count: number): Item[] {
  if (rows.length < count) {
    const row: Item[] = []
    rows.push(row)
    return row
  }
  return rows.reduce((best, row) => (row.length < best.length ? row : best))
}

/**
 * Does all rows at the same time, each in pieces of at most `size`, one after the other. After a piece that failed no other
 * one begins; those under way come to their end before the first error is thrown.
 */
export async function runRows<Item>(
  rows: readonly (readonly Item[])[],
  size: number,
  work: (piece: readonly Item[]) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = []
  await Promise.all(
    rows.map(async (row) => {
      for (let at = 0; at < row.length && errors.length === 0; at += size) {
        try {
          await work(row.slice(at, at + size))
        } catch (error) {
          errors.push(error)
        }
      }
    }),
  )
  if (errors.length > 0) throw errors[0]
}
