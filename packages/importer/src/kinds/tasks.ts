import type { StreamKind } from './stream-kind.js'

/** A task is a duty. */
export const tasks: StreamKind<'tasks'> = {
  duties: () => ['assignee'],
}
