import type { StreamKind } from './stream-kind.js'

/** A role may make an administrator of a space. */
export const roleAssignments: StreamKind<'role-assignments'> = {
  access: { note: (record, notes) => notes.assignment(record), subject: ({ subject }) => subject },
  administersSpace: ({ role }, standing) => standing.roleAdministers(role),
}
