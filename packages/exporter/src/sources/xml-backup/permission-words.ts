import type { SpacePermission } from '@spacecrate/format'

/** A native permission in the vocabulary of the Cloud API. */
export interface PermissionWord {
  readonly operation: NonNullable<SpacePermission['operation']>
  readonly target: NonNullable<SpacePermission['target']>
}

/** Words with a counterpart. All others keep only their native word: nothing is dropped and nothing is guessed. */
export const permissionWords: ReadonlyMap<string, PermissionWord> = new Map([
  ['VIEWSPACE', { operation: 'read', target: 'space' }],
  ['REMOVEOWNCONTENT', { operation: 'delete', target: 'own' }],
  ['EDITSPACE', { operation: 'create', target: 'page' }],
  ['REMOVEPAGE', { operation: 'delete', target: 'page' }],
  ['ARCHIVEPAGE', { operation: 'archive', target: 'page' }],
  ['EDITBLOG', { operation: 'create', target: 'blogpost' }],
  ['REMOVEBLOG', { operation: 'delete', target: 'blogpost' }],
  ['CREATEATTACHMENT', { operation: 'create', target: 'attachment' }],
  ['REMOVEATTACHMENT', { operation: 'delete', target: 'attachment' }],
  ['COMMENT', { operation: 'create', target: 'comment' }],
  ['REMOVECOMMENT', { operation: 'delete', target: 'comment' }],
  ['SETPAGEPERMISSIONS', { operation: 'restrict_content', target: 'space' }],
  ['SETSPACEPERMISSIONS', { operation: 'administer', target: 'space' }],
  ['EXPORTSPACE', { operation: 'export', target: 'space' }],
] as const)
