/** Contents of apps. */
export const customContentRoutes = {
  'v2.createCustomContent': {
    on: 'POST /api/v2/custom-content',
    scopes: ['write:custom-content:confluence'],
    use: 'Makes custom content',
  },
  'v2.deleteCustomContent': {
    on: 'DELETE /api/v2/custom-content/{id}',
    scopes: ['delete:custom-content:confluence'],
    use: 'Removes custom content',
  },
  'v2.getChildCustomContent': {
    on: 'GET /api/v2/custom-content/{id}/children',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads child custom content',
  },
  'v2.getCustomContentById': {
    on: 'GET /api/v2/custom-content/{id}',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content by id',
  },
  'v2.getCustomContentByType': {
    on: 'GET /api/v2/custom-content',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content by type',
  },
  'v2.getCustomContentByTypeInBlogPost': {
    on: 'GET /api/v2/blogposts/{id}/custom-content',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content by type in blog post',
  },
  'v2.getCustomContentByTypeInPage': {
    on: 'GET /api/v2/pages/{id}/custom-content',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content by type in page',
  },
  'v2.getCustomContentByTypeInSpace': {
    on: 'GET /api/v2/spaces/{id}/custom-content',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content by type in space',
  },
  'v2.updateCustomContent': {
    on: 'PUT /api/v2/custom-content/{id}',
    scopes: ['write:custom-content:confluence'],
    use: 'Changes custom content',
  },
} as const
