import type { StreamKind } from './stream-kind.js'

/** A restriction lets one person or group in. */
export const restrictions: StreamKind<'restrictions'> = {
  unmapped: 'RESTRICTION_SUBJECT_UNMAPPED',
  access: {
    note: (record, notes) => notes.restriction(record),
    subject: ({ subject: id }) => ({ type: id.startsWith('group:') ? 'group' : 'user', id }),
  },
}
