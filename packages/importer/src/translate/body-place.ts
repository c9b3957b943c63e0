import { isContentId } from '../content-id.js'
import type { PlanIndex } from '../plan/plan-index.js'
import type { StepRecord } from '../destination.js'
import type { BodyPlace } from '../references/resolver.js'
import { hasOwnId, ownerOf } from '../structure.js'

/** A version of a comment on a content of a space: no chain of owners is longer than this. */
const longestChain = 6

/** Where the texts of a record stand: in what holds them, and the content and space that it lies in. */
export function placeOf({ stream, record }: StepRecord, index: Pick<PlanIndex, 'find'>): BodyPlace {
  // The text of a version or a task is that of what it is on.
  const holder = hasOwnId(stream) ? record.id : (ownerOf(stream, record) ?? record.id)
  let content: string | undefined
  let space: string | undefined
  let at: string | undefined = hasOwnId(stream) ? (ownerOf(stream, record) ?? holder) : holder
  for (let links = 0; at !== undefined && links < longestChain; links++) {
    if (content === undefined && isContentId(at)) content = at
    if (at.startsWith('space:')) {
      space = at
      break
    }
    at = index.find(at)?.owner
  }
  return { holder, ...(content === undefined ? {} : { content }), ...(space === undefined ? {} : { space }) }
}
