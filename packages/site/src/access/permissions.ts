import type { Subject } from '@spacecrate/format'

/** Who asks: the id of a person, or somebody who is not logged in. */
export type Visitor = string

/** Somebody who is not logged in. */
export const anonymous = 'anonymous'

/** What of a visitor decides: whose permissions count for them. */
export interface Standing {
  /** Logged in with an account that is in use. */
  readonly person: string | undefined
  readonly groups: ReadonlySet<string>
}

/**
 * True if a permission of this subject is one of the visitor's.
 *
 * @param roles those that the visitor has in the space; absent where a role cannot count: nobody has one through another
 */
export function includes(subject: Subject, standing: Standing, roles?: ReadonlySet<string>): boolean {
  switch (subject.type) {
    // What anybody may, those who are logged in may as well.
    case 'anonymous':
      return true
    case 'everyone':
      return standing.person !== undefined
    case 'user':
      return subject.id === standing.person
    case 'group':
      return standing.person !== undefined && standing.groups.has(subject.id)
    case 'role':
      return roles?.has(subject.id) === true
    // No app is a visitor: closed.
    case 'app':
      return false
    default:
      return subject satisfies never
  }
}
