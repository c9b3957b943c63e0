import type { StreamKind } from './stream-kind.js'

/** Texts may hold an emoji by now. */
export const emoji: StreamKind<'emoji'> = {
  undo: { stays: true },
}
