/** Versions of contents. */
export const versionsRoutes = {
  'v1.deleteContentVersion': {
    on: 'DELETE /rest/api/content/{id}/version/{versionNumber}',
    scopes: ['write:confluence-content'],
    use: 'Removes content version',
  },
  'v1.getContentVersion': {
    on: 'GET /rest/api/content/{id}/version/{versionNumber}',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content version',
  },
  'v1.getContentVersions': {
    on: 'GET /rest/api/content/{id}/version',
    list: 'start 200 200',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content versions',
  },
  'v1.restoreContentVersion': {
    on: 'POST /rest/api/content/{id}/version',
    scopes: ['write:confluence-content'],
    use: 'Restores content version',
  },
  'v2.getAttachmentVersionDetails': {
    on: 'GET /api/v2/attachments/{attachment-id}/versions/{version-number}',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachment version details',
  },
  'v2.getAttachmentVersions': {
    on: 'GET /api/v2/attachments/{id}/versions',
    list: 'cursor 25 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachment versions',
  },
  'v2.getBlogPostVersionDetails': {
    on: 'GET /api/v2/blogposts/{blogpost-id}/versions/{version-number}',
    scopes: ['read:page:confluence'],
    use: 'Reads blog post version details',
  },
  'v2.getBlogPostVersions': {
    on: 'GET /api/v2/blogposts/{id}/versions',
    list: 'cursor 25 250',
    withBody: 50,
    scopes: ['read:page:confluence'],
    use: 'Reads blog post versions',
  },
  'v2.getCustomContentVersionDetails': {
    on: 'GET /api/v2/custom-content/{custom-content-id}/versions/{version-number}',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content version details',
  },
  'v2.getCustomContentVersions': {
    on: 'GET /api/v2/custom-content/{custom-content-id}/versions',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content versions',
  },
  'v2.getPageVersionDetails': {
    on: 'GET /api/v2/pages/{page-id}/versions/{version-number}',
    scopes: ['read:page:confluence'],
    use: 'Reads page version details',
  },
  'v2.getPageVersions': {
    on: 'GET /api/v2/pages/{id}/versions',
    list: 'cursor 25 250',
    withBody: 50,
    scopes: ['read:page:confluence'],
    use: 'Reads page versions',
  },
} as const
