/** States of contents. */
export const statesRoutes = {
  'v1.bulkRemoveContentStates': {
    on: 'POST /rest/api/content-states/delete',
    scopes: ['write:confluence-content'],
    use: 'In bulk: remove content states',
  },
  'v1.bulkSetContentStates': {
    on: 'PUT /rest/api/content-states',
    old: true,
    scopes: ['write:confluence-content'],
    use: 'In bulk: set content states',
  },
  'v1.getAvailableContentStates': {
    on: 'GET /rest/api/content/{id}/state/available',
    scopes: ['write:confluence-content'],
    use: 'Reads available content states',
  },
  'v1.getContentState': {
    on: 'GET /rest/api/content/{id}/state',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content state',
  },
  'v1.getContentStateSettings': {
    on: 'GET /rest/api/space/{spaceKey}/state/settings',
    admin: 'space',
    scopes: ['read:confluence-space.summary'],
    use: 'Reads content state settings',
  },
  'v1.getContentsWithState': {
    on: 'GET /rest/api/space/{spaceKey}/state/content',
    list: 'start 25 100',
    scopes: ['read:confluence-content.all'],
    use: 'Reads contents with state',
  },
  'v1.getCustomContentStates': {
    on: 'GET /rest/api/content-states',
    scopes: ['read:user.property:confluence'],
    use: 'Reads custom content states',
  },
  'v1.getSpaceContentStates': {
    on: 'GET /rest/api/space/{spaceKey}/state',
    scopes: ['read:confluence-space.summary'],
    use: 'Reads space content states',
  },
  'v1.getTaskUpdate': {
    on: 'GET /rest/api/content-states/task/{taskId}',
    scopes: ['read:confluence-content'],
    use: 'Reads task update',
  },
  'v1.removeContentState': {
    on: 'DELETE /rest/api/content/{id}/state',
    scopes: ['write:confluence-content'],
    use: 'Removes content state',
  },
  'v1.setContentState': {
    on: 'PUT /rest/api/content/{id}/state',
    scopes: ['write:confluence-content'],
    use: 'Sets content state',
  },
} as const
