/** Spaces. */
export const spacesRoutes = {
  'v1.createPrivateSpace': {
    on: 'POST /rest/api/space/_private',
    scopes: ['write:confluence-space'],
    use: 'Makes private space',
  },
  'v1.createSpace': { on: 'POST /rest/api/space', scopes: ['write:confluence-space'], use: 'Makes space' },
  'v1.deleteSpace': {
    on: 'DELETE /rest/api/space/{spaceKey}',
    scopes: ['write:confluence-space'],
    use: 'Removes space',
  },
  'v1.getSpace': {
    on: 'GET /rest/api/space/{spaceKey}',
    old: true,
    scopes: ['read:confluence-space.summary'],
    use: 'Reads space',
  },
  'v1.getSpaces': {
    on: 'GET /rest/api/space',
    list: 'start 25 1000',
    old: true,
    scopes: ['read:confluence-space.summary'],
    use: 'Reads spaces',
  },
  'v1.updateSpace': { on: 'PUT /rest/api/space/{spaceKey}', scopes: ['write:confluence-space'], use: 'Changes space' },
  'v2.createSpace': { on: 'POST /api/v2/spaces', scopes: ['write:space:confluence'], use: 'Makes space' },
  'v2.getSpaceById': { on: 'GET /api/v2/spaces/{id}', scopes: ['read:space:confluence'], use: 'Reads space by id' },
  'v2.getSpaces': {
    on: 'GET /api/v2/spaces',
    list: 'cursor 25 250',
    scopes: ['read:space:confluence'],
    use: 'Reads spaces',
  },
} as const
