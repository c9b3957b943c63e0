import type { SpacePermission, Subject } from '@spacecrate/format'

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

/** True if the permission lets somebody see the space. */
export function isReading(permission: SpacePermission): boolean {
  return means(permission, 'read', 'VIEWSPACE')
}

/** True if the permission lets somebody administer the space: they see its trash. */
export function isAdministering(permission: SpacePermission): boolean {
  return means(permission, 'administer', 'SETSPACEPERMISSIONS')
}

function means(permission: SpacePermission, operation: SpacePermission['operation'], native: string): boolean {
  if (permission.operation === undefined) return permission.native === native
  return permission.operation === operation && (permission.target ?? 'space') === 'space'
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
