import type { StreamKind } from './stream-kind.js'

/** A comment may be about a file, which comes later, and cannot be shut by itself. */
export const comments: StreamKind<'comments'> = {
  deferred: ({ attachment }) => (attachment === undefined ? [] : ['attachment']),
  isRefusedShut: true,
}
