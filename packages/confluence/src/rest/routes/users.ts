/** People. */
export const usersRoutes = {
  'v1.createUserProperty': {
    on: 'POST /rest/api/user/{userId}/property/{key}',
    scopes: ['write:user.property:confluence'],
    use: 'Makes user property',
  },
  'v1.deleteUserProperty': {
    on: 'DELETE /rest/api/user/{userId}/property/{key}',
    scopes: ['write:user.property:confluence'],
    use: 'Removes user property',
  },
  'v1.getAnonymousUser': {
    on: 'GET /rest/api/user/anonymous',
    scopes: ['read:confluence-user'],
    use: 'Reads anonymous user',
  },
  'v1.getBulkUserLookup': {
    on: 'GET /rest/api/user/bulk',
    list: 'limit 200 200',
    scopes: ['read:confluence-user'],
    use: 'Reads bulk user lookup',
  },
  'v1.getCurrentUser': {
    on: 'GET /rest/api/user/current',
    scopes: ['read:confluence-user'],
    use: 'Reads current user',
  },
  'v1.getGroupMembershipsForUser': {
    on: 'GET /rest/api/user/memberof',
    list: 'start 200 200',
    scopes: ['read:confluence-user'],
    use: 'Reads group memberships for user',
  },
  'v1.getPrivacyUnsafeUserEmail': { on: 'GET /rest/api/user/email', use: 'Reads privacy unsafe user email' },
  'v1.getPrivacyUnsafeUserEmailBulk': {
    on: 'GET /rest/api/user/email/bulk',
    use: 'Reads privacy unsafe user email bulk',
  },
  'v1.getUser': { on: 'GET /rest/api/user', scopes: ['read:confluence-user'], use: 'Reads user' },
  'v1.getUserProperties': {
    on: 'GET /rest/api/user/{userId}/property',
    list: 'start 5 25',
    scopes: ['read:user.property:confluence'],
    use: 'Reads user properties',
  },
  'v1.getUserProperty': {
    on: 'GET /rest/api/user/{userId}/property/{key}',
    scopes: ['read:user.property:confluence'],
    use: 'Reads user property',
  },
  'v1.updateUserProperty': {
    on: 'PUT /rest/api/user/{userId}/property/{key}',
    scopes: ['write:user.property:confluence'],
    use: 'Changes user property',
  },
  'v2.checkAccessByEmail': {
    on: 'POST /api/v2/user/access/check-access-by-email',
    admin: 'site',
    scopes: ['read:configuration:confluence'],
    use: 'Tells access by email',
  },
  'v2.createBulkUserLookup': {
    on: 'POST /api/v2/users-bulk',
    scopes: ['read:user:confluence'],
    use: 'Makes bulk user lookup',
  },
  'v2.inviteByEmail': {
    on: 'POST /api/v2/user/access/invite-by-email',
    admin: 'site',
    scopes: ['read:configuration:confluence'],
    use: 'Invites by email',
  },
} as const
