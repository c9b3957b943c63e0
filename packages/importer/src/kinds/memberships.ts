import type { Membership } from '@spacecrate/format'
import type { Standing, WhyNot } from './standing.js'
import type { StreamKind } from './stream-kind.js'

/** Being in a group gives rights: a group that was there before gets nobody, unless that is allowed, and administrators never. */
export const memberships: StreamKind<'memberships'> = {
  isFoundByTargets: true,
  unmapped: 'MEMBER_UNMAPPED',
  access: {
    note: (record, notes) => notes.membership(record),
    subject: ({ member: id }) => ({ type: id.startsWith('group:') ? 'group' : 'user', id }),
  },
  whyNotMade: whyNoMember,
  undo: { stays: true },
  outlivesSource: true,
}

function whyNoMember({ group, member }: Membership, standing: Standing): WhyNot | undefined {
  const base = { code: 'MEMBERSHIP_IN_EXISTING_GROUP', what: `The membership of ${member} in ${group}` } as const
  const guarded = standing.whyGuarded(group)
  if (guarded !== undefined) {
    const remedy = 'Add the member by hand, if they are to have what that group may do'
    return { ...base, why: `${guarded}, and no import adds anybody to it`, remedy }
  }
  if (standing.isOurs(group) || standing.allow.includes('members')) return undefined
  const why = 'the group was at the destination before, and who is in it is not changed'
  return { ...base, why, remedy: 'Add the member by hand, or allow members by name' }
}
