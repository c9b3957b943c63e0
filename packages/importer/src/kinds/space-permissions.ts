import { letsAdminister } from '@spacecrate/confluence'
import type { StreamKind } from './stream-kind.js'

/** A permission in a space may make an administrator of it. */
export const spacePermissions: StreamKind<'space-permissions'> = {
  access: { note: (record, notes) => notes.permission(record), subject: ({ subject }) => subject },
  administersSpace: (record) => letsAdminister(record),
}
