/** Labels. */
export const labelsRoutes = {
  'v1.addLabelsToContent': {
    on: 'POST /rest/api/content/{id}/label',
    scopes: ['write:confluence-content'],
    use: 'Adds labels to content',
  },
  'v1.addLabelsToSpace': {
    on: 'POST /rest/api/space/{spaceKey}/label',
    admin: 'space',
    scopes: ['write:confluence-space'],
    use: 'Adds labels to space',
  },
  'v1.deleteLabelFromSpace': {
    on: 'DELETE /rest/api/space/{spaceKey}/label',
    admin: 'space',
    scopes: ['write:confluence-space'],
    use: 'Removes label from space',
  },
  'v1.getAllLabelContent': {
    on: 'GET /rest/api/label',
    list: 'start 200 200',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads all label content',
  },
  'v1.getLabelsForContent': {
    on: 'GET /rest/api/content/{id}/label',
    list: 'start 200 200',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads labels for content',
  },
  'v1.getLabelsForSpace': {
    on: 'GET /rest/api/space/{spaceKey}/label',
    list: 'start 200 200',
    scopes: ['read:confluence-space.summary'],
    use: 'Reads labels for space',
  },
  'v1.removeLabelFromContent': {
    on: 'DELETE /rest/api/content/{id}/label/{label}',
    scopes: ['write:confluence-content'],
    use: 'Removes label from content',
  },
  'v1.removeLabelFromContentUsingQueryParameter': {
    on: 'DELETE /rest/api/content/{id}/label',
    scopes: ['write:confluence-content'],
    use: 'Removes label from content using query parameter',
  },
  'v2.getAttachmentLabels': {
    on: 'GET /api/v2/attachments/{id}/labels',
    list: 'cursor 25 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachment labels',
  },
  'v2.getBlogPostLabels': {
    on: 'GET /api/v2/blogposts/{id}/labels',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads blog post labels',
  },
  'v2.getCustomContentLabels': {
    on: 'GET /api/v2/custom-content/{id}/labels',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content labels',
  },
  'v2.getLabelAttachments': {
    on: 'GET /api/v2/labels/{id}/attachments',
    list: 'cursor 25 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads label attachments',
  },
  'v2.getLabelBlogPosts': {
    on: 'GET /api/v2/labels/{id}/blogposts',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads label blog posts',
  },
  'v2.getLabelPages': {
    on: 'GET /api/v2/labels/{id}/pages',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads label pages',
  },
  'v2.getLabels': {
    on: 'GET /api/v2/labels',
    list: 'cursor 25 250',
    scopes: ['read:label:confluence'],
    use: 'Reads labels',
  },
  'v2.getPageLabels': {
    on: 'GET /api/v2/pages/{id}/labels',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads page labels',
  },
  'v2.getSpaceContentLabels': {
    on: 'GET /api/v2/spaces/{id}/content/labels',
    list: 'cursor 25 250',
    scopes: ['read:space:confluence'],
    use: 'Reads space content labels',
  },
  'v2.getSpaceLabels': {
    on: 'GET /api/v2/spaces/{id}/labels',
    list: 'cursor 25 250',
    scopes: ['read:space:confluence'],
    use: 'Reads space labels',
  },
} as const
