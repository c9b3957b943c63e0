/** Permissions and roles in spaces. */
export const spacePermissionsRoutes = {
  'v1.addCustomContentPermissions': {
    on: 'POST /rest/api/space/{spaceKey}/permission/custom-content',
    admin: 'space',
    scopes: ['read:space.permission:confluence', 'write:space.permission:confluence'],
    use: 'Adds custom content permissions',
  },
  'v1.addPermissionToSpace': {
    on: 'POST /rest/api/space/{spaceKey}/permission',
    admin: 'space',
    scopes: ['read:space.permission:confluence', 'write:space.permission:confluence'],
    use: 'Adds permission to space',
  },
  'v1.removePermission': {
    on: 'DELETE /rest/api/space/{spaceKey}/permission/{id}',
    admin: 'space',
    scopes: ['write:space.permission:confluence'],
    use: 'Removes permission',
  },
  'v2.createSpaceRole': {
    on: 'POST /api/v2/space-roles',
    admin: 'site',
    scopes: ['write:configuration:confluence'],
    use: 'Makes space role',
  },
  'v2.deleteSpaceRole': {
    on: 'DELETE /api/v2/space-roles/{id}',
    admin: 'site',
    scopes: ['write:configuration:confluence'],
    use: 'Removes space role',
  },
  'v2.getAvailableSpacePermissions': {
    on: 'GET /api/v2/space-permissions',
    list: 'cursor 25 250',
    scopes: ['read:space.permission:confluence'],
    use: 'Reads available space permissions',
  },
  'v2.getAvailableSpaceRoles': {
    on: 'GET /api/v2/space-roles',
    list: 'cursor 25 250',
    scopes: ['read:space.permission:confluence'],
    use: 'Reads available space roles',
  },
  'v2.getSpacePermissionsAssignments': {
    on: 'GET /api/v2/spaces/{id}/permissions',
    list: 'cursor 25 250',
    scopes: ['read:space:confluence'],
    use: 'Reads space permissions assignments',
  },
  'v2.getSpaceRoleAssignments': {
    on: 'GET /api/v2/spaces/{id}/role-assignments',
    list: 'cursor 25 250',
    scopes: ['read:space.permission:confluence'],
    use: 'Reads space role assignments',
  },
  'v2.getSpaceRoleMode': {
    on: 'GET /api/v2/space-role-mode',
    scopes: ['read:configuration:confluence'],
    use: 'Reads space role mode',
  },
  'v2.getSpaceRolesById': {
    on: 'GET /api/v2/space-roles/{id}',
    scopes: ['read:space.permission:confluence'],
    use: 'Reads space roles by id',
  },
  'v2.setSpaceRoleAssignments': {
    on: 'POST /api/v2/spaces/{id}/role-assignments',
    admin: 'space',
    scopes: ['write:space.permission:confluence'],
    use: 'Sets space role assignments',
  },
  'v2.updateSpaceRole': {
    on: 'PUT /api/v2/space-roles/{id}',
    admin: 'site',
    scopes: ['write:configuration:confluence'],
    use: 'Changes space role',
  },
} as const
