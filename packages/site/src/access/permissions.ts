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

/** True if a permission of this subject is one of the visitor's. */
export function includes(subject: Subject, standing: Standing): boolean {
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
    // Nobody has a role here, and no app is a visitor: closed.
    case 'role':
    case 'app':
      return false
    default:
      return subject satisfies never
  }
}
