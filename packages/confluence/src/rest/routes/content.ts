/** Pages, posts and comments as v1 has them. */
export const contentRoutes = {
  'v1.archivePages': {
    on: 'POST /rest/api/content/archive',
    scopes: ['write:confluence-content'],
    use: 'Archives pages',
  },
  'v1.copyPage': { on: 'POST /rest/api/content/{id}/copy', scopes: ['write:confluence-content'], use: 'Copies page' },
  'v1.copyPageHierarchy': {
    on: 'POST /rest/api/content/{id}/pagehierarchy/copy',
    scopes: ['write:confluence-content'],
    use: 'Copies page hierarchy',
  },
  'v1.createContent': {
    on: 'POST /rest/api/content',
    old: true,
    scopes: ['write:confluence-content'],
    use: 'Makes content',
  },
  'v1.deleteContent': {
    on: 'DELETE /rest/api/content/{id}',
    old: true,
    scopes: ['write:confluence-content'],
    use: 'Removes content',
  },
  'v1.deletePageTree': {
    on: 'DELETE /rest/api/content/{id}/pageTree',
    scopes: ['write:confluence-content'],
    use: 'Removes page tree',
  },
  'v1.getContent': {
    on: 'GET /rest/api/content',
    list: 'start 25 1000',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content',
  },
  'v1.getContentById': {
    on: 'GET /rest/api/content/{id}',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content by id',
  },
  'v1.getContentByTypeForSpace': {
    on: 'GET /rest/api/space/{spaceKey}/content/{type}',
    list: 'start 25 1000',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content by type for space',
  },
  'v1.getContentForSpace': {
    on: 'GET /rest/api/space/{spaceKey}/content',
    list: 'start 25 1000',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content for space',
  },
  'v1.getHistoryForContent': {
    on: 'GET /rest/api/content/{id}/history',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads history for content',
  },
  'v1.publishLegacyDraft': {
    on: 'POST /rest/api/content/blueprint/instance/{draftId}',
    scopes: ['write:confluence-content'],
    use: 'Publishes legacy draft',
  },
  'v1.publishSharedDraft': {
    on: 'PUT /rest/api/content/blueprint/instance/{draftId}',
    scopes: ['write:confluence-content'],
    use: 'Publishes shared draft',
  },
  'v1.updateContent': {
    on: 'PUT /rest/api/content/{id}',
    old: true,
    scopes: ['write:confluence-content'],
    use: 'Changes content',
  },
} as const
