import type { Reason } from '../reason.js'
import type { StreamKind } from './stream-kind.js'

const keepsItsOwn: Reason = { code: 'KEEPS_ITS_OWN', what: 'the destination keeps its own name and settings' }

/** Every site has the one record of itself: what stands for it is found before all others, and stays as it is. */
export const site: StreamKind<'site'> = {
  isNeverAsked: true,
  decide: () => ({ step: { action: 'skip', reason: keepsItsOwn } }),
  holdsNoText: true,
  outlivesSource: true,
}
