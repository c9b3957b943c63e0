/** Pages. */
export const pagesRoutes = {
  'v2.createPage': { on: 'POST /api/v2/pages', scopes: ['write:page:confluence'], use: 'Makes page' },
  'v2.deletePage': { on: 'DELETE /api/v2/pages/{id}', scopes: ['delete:page:confluence'], use: 'Removes page' },
  'v2.getPageById': { on: 'GET /api/v2/pages/{id}', scopes: ['read:page:confluence'], use: 'Reads page by id' },
  'v2.getPages': {
    on: 'GET /api/v2/pages',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads pages',
  },
  'v2.getPagesInSpace': {
    on: 'GET /api/v2/spaces/{id}/pages',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads pages in space',
  },
  'v2.updatePage': { on: 'PUT /api/v2/pages/{id}', scopes: ['write:page:confluence'], use: 'Changes page' },
  'v2.updatePageTitle': {
    on: 'PUT /api/v2/pages/{id}/title',
    scopes: ['write:page:confluence'],
    use: 'Changes page title',
  },
} as const
