/** Spaces of a Data Center. */
export const dcSpacesRoutes = {
  'dc.getSpaces': { on: 'GET /rest/api/space', list: 'start 25 1000', use: 'Lists spaces' },
  'dc.createSpace': { on: 'POST /rest/api/space', use: 'Makes a space, also a personal one' },
  'dc.createPrivateSpace': { on: 'POST /rest/api/space/_private', use: 'Makes a space for the caller alone' },
  'dc.getSpace': { on: 'GET /rest/api/space/{spaceKey}', use: 'Reads a space' },
  'dc.updateSpace': { on: 'PUT /rest/api/space/{spaceKey}', admin: 'space', use: 'Changes a space' },
  'dc.deleteSpace': { on: 'DELETE /rest/api/space/{spaceKey}', admin: 'space', use: 'Removes a space, as a job' },
  'dc.archiveSpace': { on: 'PUT /rest/api/space/{spaceKey}/archive', admin: 'space', use: 'Archives a space' },
  'dc.restoreSpace': {
    on: 'PUT /rest/api/space/{spaceKey}/restore',
    admin: 'space',
    use: 'Takes a space out of the archive',
  },
  'dc.getSpaceContent': {
    on: 'GET /rest/api/space/{spaceKey}/content',
    list: 'start 25 1000',
    withBody: 50,
    use: 'Lists contents of a space, by kind',
  },
  'dc.getSpaceContentOfType': {
    on: 'GET /rest/api/space/{spaceKey}/content/{type}',
    list: 'start 25 1000',
    withBody: 50,
    use: 'Lists contents of one kind',
  },
  'dc.getSpaceTrash': {
    on: 'GET /rest/api/space/{spaceKey}/trash',
    list: 'cursor 25 200',
    admin: 'space',
    use: 'Lists the trash',
  },
  'dc.getSpaceContentTrash': {
    on: 'GET /rest/api/space/{spaceKey}/content/trash',
    list: 'cursor 25 200',
    admin: 'space',
    use: 'Lists the trash, where the site is older',
  },
  'dc.purgeSpaceTrash': { on: 'DELETE /rest/api/space/{spaceKey}/trash', admin: 'space', use: 'Purges the trash' },
  'dc.getSpaceLabels': {
    on: 'GET /rest/api/space/{spaceKey}/label',
    list: 'start 200 200',
    use: 'Lists labels of a space',
  },
  'dc.addSpaceCategory': {
    on: 'POST /rest/api/space/{spaceKey}/category/{name}',
    admin: 'space',
    use: 'Adds a category',
  },
  'dc.removeSpaceCategory': {
    on: 'DELETE /rest/api/space/{spaceKey}/category/{name}',
    admin: 'space',
    use: 'Takes a category away',
  },
  'dc.getSpaceProperties': {
    on: 'GET /rest/api/space/{spaceKey}/property',
    list: 'start 10 200',
    use: 'Lists properties of a space',
  },
  'dc.createSpaceProperty': {
    on: 'POST /rest/api/space/{spaceKey}/property',
    admin: 'space',
    use: 'Makes a property of a space',
  },
  'dc.getSpaceProperty': { on: 'GET /rest/api/space/{spaceKey}/property/{key}', use: 'Reads a property of a space' },
  'dc.createSpacePropertyByKey': {
    on: 'POST /rest/api/space/{spaceKey}/property/{key}',
    admin: 'space',
    use: 'Makes a property of this key',
  },
  'dc.updateSpaceProperty': {
    on: 'PUT /rest/api/space/{spaceKey}/property/{key}',
    admin: 'space',
    use: 'Changes a property of a space',
  },
  'dc.deleteSpaceProperty': {
    on: 'DELETE /rest/api/space/{spaceKey}/property/{key}',
    admin: 'space',
    use: 'Removes a property of a space',
  },
  'dc.getPermissions': {
    on: 'GET /rest/api/space/{spaceKey}/permissions',
    admin: 'space',
    use: 'Lists who may do what in a space',
  },
  'dc.setPermissions': {
    on: 'POST /rest/api/space/{spaceKey}/permissions',
    admin: 'space',
    use: 'Gives permissions to many at once',
  },
  'dc.getAnonymousPermissions': {
    on: 'GET /rest/api/space/{spaceKey}/permissions/anonymous',
    admin: 'space',
    use: 'Reads what anybody may do',
  },
  'dc.getGroupPermissions': {
    on: 'GET /rest/api/space/{spaceKey}/permissions/group/{groupName}',
    admin: 'space',
    use: 'Reads what a group may do',
  },
  'dc.getUserPermissions': {
    on: 'GET /rest/api/space/{spaceKey}/permissions/user/{userKey}',
    admin: 'space',
    use: 'Reads what a person may do',
  },
  'dc.grantAnonymousPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/anonymous/grant',
    admin: 'space',
    use: 'Gives permissions to anybody',
  },
  'dc.grantGroupPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/group/{groupName}/grant',
    admin: 'space',
    use: 'Gives permissions to a group',
  },
  'dc.grantUserPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/user/{userKey}/grant',
    admin: 'space',
    use: 'Gives permissions to a person',
  },
  'dc.revokeAnonymousPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/anonymous/revoke',
    admin: 'space',
    use: 'Takes permissions from anybody',
  },
  'dc.revokeGroupPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/group/{groupName}/revoke',
    admin: 'space',
    use: 'Takes permissions from a group',
  },
  'dc.revokeUserPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/user/{userKey}/revoke',
    admin: 'space',
    use: 'Takes permissions from a person',
  },
  'dc.setAnonymousPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/anonymous',
    admin: 'space',
    use: 'Says what anybody may do',
  },
  'dc.setGroupPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/group/{groupName}',
    admin: 'space',
    use: 'Says what a group may do',
  },
  'dc.setUserPermissions': {
    on: 'PUT /rest/api/space/{spaceKey}/permissions/user/{userKey}',
    admin: 'space',
    use: 'Says what a person may do',
  },
  'dc.getColourScheme': { on: 'GET /rest/api/space/{spaceKey}/color-scheme', use: 'Reads the colours of a space' },
  'dc.setColourScheme': {
    on: 'PUT /rest/api/space/{spaceKey}/color-scheme',
    admin: 'space',
    use: 'Changes the colours of a space',
  },
  'dc.getColourSchemeType': {
    on: 'GET /rest/api/space/{spaceKey}/color-scheme/type',
    use: 'Reads whose colours a space has',
  },
  'dc.setColourSchemeType': {
    on: 'PUT /rest/api/space/{spaceKey}/color-scheme/type',
    admin: 'space',
    use: 'Says whose colours a space has',
  },
} as const
