/** People and groups of a Data Center. */
export const dcPeopleRoutes = {
  'dc.getUser': { on: 'GET /rest/api/user', use: 'Reads a person, by key or name' },
  'dc.getCurrentUser': { on: 'GET /rest/api/user/current', use: 'Reads who calls' },
  'dc.getAnonymousUser': { on: 'GET /rest/api/user/anonymous', use: 'Reads who has no account' },
  'dc.getUsers': { on: 'GET /rest/api/user/list', list: 'start 25 200', use: 'Lists people' },
  'dc.getGroupsOfUser': {
    on: 'GET /rest/api/user/memberof',
    list: 'start 25 200',
    use: 'Lists the groups that a person is in',
  },
  'dc.getProfile': { on: 'GET /rest/mobile/1.0/profile/{username}', use: 'Reads a profile with its e-mail' },
  'dc.getGroups': { on: 'GET /rest/api/group', list: 'start 200 1000', use: 'Lists groups' },
  'dc.getGroup': { on: 'GET /rest/api/group/{groupName}', use: 'Reads a group' },
  'dc.getMembers': {
    on: 'GET /rest/api/group/{groupName}/member',
    list: 'start 200 200',
    use: 'Lists who is in a group',
  },
  'dc.createUser': { on: 'POST /rest/api/admin/user', admin: 'site', use: 'Makes an account' },
  'dc.enableUser': { on: 'PUT /rest/api/admin/user/{username}/enable', admin: 'site', use: 'Switches an account on' },
  'dc.disableUser': {
    on: 'PUT /rest/api/admin/user/{username}/disable',
    admin: 'site',
    use: 'Switches an account off',
  },
  'dc.createGroup': { on: 'POST /rest/api/admin/group', admin: 'site', use: 'Makes a group' },
  'dc.deleteGroup': { on: 'DELETE /rest/api/admin/group/{groupName}', admin: 'site', use: 'Removes a group' },
  'dc.addToGroup': {
    on: 'PUT /rest/api/user/{username}/group/{groupName}',
    admin: 'site',
    use: 'Takes a person into a group',
  },
  'dc.removeFromGroup': {
    on: 'DELETE /rest/api/user/{username}/group/{groupName}',
    admin: 'site',
    use: 'Takes a person out of a group',
  },
  'dc.isWatchingContent': {
    on: 'GET /rest/api/user/watch/content/{contentId}',
    use: 'Tells whether somebody watches a content',
  },
  'dc.watchContent': { on: 'POST /rest/api/user/watch/content/{contentId}', use: 'Watches a content' },
  'dc.unwatchContent': { on: 'DELETE /rest/api/user/watch/content/{contentId}', use: 'Watches a content no more' },
  'dc.isWatchingSpace': {
    on: 'GET /rest/api/user/watch/space/{spaceKey}',
    use: 'Tells whether somebody watches a space',
  },
  'dc.watchSpace': { on: 'POST /rest/api/user/watch/space/{spaceKey}', use: 'Watches a space' },
  'dc.unwatchSpace': { on: 'DELETE /rest/api/user/watch/space/{spaceKey}', use: 'Watches a space no more' },
} as const
