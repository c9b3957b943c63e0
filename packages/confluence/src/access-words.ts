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

function means(permission: PermissionWords, operation: string, native: string): boolean {
  if (permission.operation === undefined) return permission.native === native
  return permission.operation === operation && (permission.target ?? 'space') === 'space'
}

/** True if somebody can log in with the account: everybody else counts as somebody who is not logged in. */
export function isAccountInUse({ kind, state }: { readonly kind: string; readonly state: string }): boolean {
  return state !== 'inactive' && state !== 'deleted' && kind !== 'deleted' && kind !== 'anonymous'
}
