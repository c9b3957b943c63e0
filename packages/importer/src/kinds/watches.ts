import type { StreamKind } from './stream-kind.js'

/** Only sent to somebody, so nobody else gets it. */
export const watches: StreamKind<'watches'> = {
  isForNoStandIn: true,
}
