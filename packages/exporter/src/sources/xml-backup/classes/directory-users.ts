import { type BackupClass, carriedClass } from '../backup-class.js'
import type { LookedUp } from '../joined-fields.js'
import { viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { textOf } from '../view.js'

type UserField = 'name' | 'displayName' | 'emailAddress' | 'active' | 'createdDate'

export const directoryUser: BackupClass<UserField> = carriedClass({
  name: 'InternalUser',
  rows: 'U1 U5',
  why: 'The credential is a password hash',
  fields: {
    carried: 'name displayName emailAddress active createdDate',
    derived: 'lowerName lowerDisplayName lowerEmailAddress firstName lowerFirstName lastName lowerLastName',
    excluded: 'credential credentialRecords attributes externalId directory updatedDate',
  },
  lookUp: (object) => userNamed(textOf(object, 'name'), textOf(object, 'active') !== 'false'),
})

/** A user before Crowd. */
export const oldUser: BackupClass<'name' | 'fullName' | 'email' | 'created'> = carriedClass({
  name: 'DefaultHibernateUser',
  rows: 'U1 U3 U5',
  fields: { carried: 'name fullName email created', derived: 'groups', excluded: 'password' },
  lookUp: (object) => userNamed(textOf(object, 'name'), true),
})

function userNamed(name: string | undefined, isActive: boolean): LookedUp | undefined {
  return name === undefined ? undefined : { as: 'user', name, isActive }
}

/** An entry of a directory. */
export interface DirectoryRow extends PlacedRow {
  readonly lower: string
  readonly class: string
}

/** What an entry of a directory says of a user. */
export interface DirectoryEntry {
  readonly isOld: boolean
  readonly fullName: string | undefined
  readonly email: string | undefined
  readonly active: string | undefined
  readonly created: string | undefined
}

/** Reads an entry of a directory. */
export function entryAt(context: ReadContext, row: DirectoryRow): DirectoryEntry {
  if (row.class === oldUser.name) {
    const user = viewAt(context, row, oldUser)
    return {
      isOld: true,
      fullName: textOf(user, 'fullName'),
      email: textOf(user, 'email'),
      active: undefined,
      created: textOf(user, 'created'),
    }
  }
  const user = viewAt(context, row, directoryUser)
  return {
    isOld: false,
    fullName: textOf(user, 'displayName'),
    email: textOf(user, 'emailAddress'),
    active: textOf(user, 'active'),
    created: textOf(user, 'createdDate'),
  }
}

/** The user name of an entry, in its spelling. */
export function nameOfEntry(context: ReadContext, row: DirectoryRow): string | undefined {
  return row.class === oldUser.name
    ? textOf(viewAt(context, row, oldUser), 'name')
    : textOf(viewAt(context, row, directoryUser), 'name')
}
