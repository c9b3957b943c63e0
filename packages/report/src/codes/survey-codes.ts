import type { AccessReason, LossCode } from '@spacecrate/importer'

interface CodeText {
  readonly what: string
  readonly remedy: string
}

/** Why somebody gains or loses access, where that is no loss of an import. */
export const accessCodes: Readonly<Record<Exclude<AccessReason, LossCode>, CodeText>> = {
  ACCESS_ABOVE: {
    what: 'What the place is in can be read by others than before',
    remedy: 'Look at the space, and at the pages above it',
  },
  ACCOUNT_SHARED: {
    what: 'Two people of the archive have the same account at the destination',
    remedy: 'Match them to different people in mapping/people.csv, if they are different',
  },
  ACCOUNT_STATE: {
    what: 'An account can be used on one side and not on the other',
    remedy: 'Nothing, if that is meant; otherwise change the account at the destination',
  },
  DESTINATION_ADMINISTRATOR: {
    what: 'Administrators of the destination read everything there',
    remedy: 'Nothing: no import changes who administers the destination',
  },
  GROUP_HAS_OTHER_MEMBERS: {
    what: 'A group of the destination that stands for one of the archive has members of its own',
    remedy: 'Match the group to another one in mapping/groups.csv, or look through its members',
  },
  PLACED_UNDER: {
    what: 'The content of a space goes under a page that others can read',
    remedy: 'Place it elsewhere, or restrict that page at the destination',
  },
  OPEN_TO_EVERYONE: {
    what: 'The place is open to everybody with an account, and others have one at the destination',
    remedy: 'Restrict the space at the destination, if that is too many',
  },
  ROLE_DIFFERS: {
    what: 'A role of the destination that stands for one of the archive grants other rights',
    remedy: 'Change the role at the destination, or give people what they need there',
  },
  ROLE_NOT_CARRIED: {
    what: 'Somebody has a role that is not carried',
    remedy: 'Look for the role among the losses, or give people what they need at the destination',
  },
}

/** What the destination does not take as it is. */
export const limitCodes: Readonly<Record<string, CodeText>> = {
  FILE_TOO_LARGE: {
    what: 'A file is larger than what the destination takes',
    remedy: 'Raise its limit for files, or keep the file elsewhere',
  },
  TITLE_TOO_LONG: {
    what: 'A title is longer than what the destination takes',
    remedy: 'Give it another one in mapping/titles.csv',
  },
}
