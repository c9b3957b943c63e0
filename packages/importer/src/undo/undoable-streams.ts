import { type StreamName, streamRules } from '@spacecrate/format'
import { kindOf } from '../kinds/stream-kinds.js'
import { phases } from '../phases.js'
import { hasOwnId } from '../structure.js'

/**
 * Streams whose records an undo takes back by themselves, as far as they have an id at the destination: those with an id
 * of their own, and what belongs to the site at large.
 */
export const undoableStreams: readonly StreamName[] = phases.flatMap(({ act, stream }) => {
  const isThing = hasOwnId(stream) || streamRules[stream].owners.includes('site')
  return act === 'create' && isThing && kindOf(stream).undo?.stays !== true ? [stream] : []
})
