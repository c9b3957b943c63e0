/** What a permission in a space says: the canonical operation with its target, or only the word of the product. */
export interface PermissionWords {
  readonly operation?: string
  /** @default 'space' */
  readonly target?: string
  readonly native?: string
}

/** True if the permission lets somebody see the space. */
export function letsRead(permission: PermissionWords): boolean {
  return means(permission, 'read', 'VIEWSPACE')
}

/** True if the permission lets somebody administer the space: they see its trash. */
export function letsAdminister(permission: PermissionWords): boolean {
  return means(permission, 'administer', 'SETSPACEPERMISSIONS')
}

/** True if the permission on the whole site lets somebody use it: without it nobody sees anything there. */
export function letsUseSite({ native }: { readonly native: string }): boolean {
  return native === 'USECONFLUENCE'
}

/** What a role lets do, as far as it decides who sees a space. Words that nobody knows let do nothing. */
export function rightsOfRole({ permissions = [] }: { readonly permissions?: readonly string[] }): {
  readonly reads: boolean
  readonly administers: boolean
} {
  const words = permissions.map(wordsOf)
  return { reads: words.some(letsRead), administers: words.some(letsAdminister) }
}

/** `read space` */
function wordsOf(permission: string): PermissionWords {
  const [operation = '', ...target] = permission.trim().split(/\s+/)
  return { operation, target: target.length === 0 ? 'space' : target.join(' ') }
}

function means(permission: PermissionWords, operation: string, native: string): boolean {
  if (permission.operation === undefined) return permission.native === native
  return permission.operation === operation && (permission.target ?? 'space') === 'space'
}

/** True if somebody can log in with the account: everybody else counts as somebody who is not logged in. */
export function isAccountInUse({ kind, state }: { readonly kind: string; readonly state: string }): boolean {
  return state !== 'inactive' && state !== 'deleted' && kind !== 'deleted' && kind !== 'anonymous'
}
