/** Search by CQL. */
export const searchRoutes = {
  'v1.searchByCQL': {
    on: 'GET /rest/api/search',
    list: 'cursor 25 250',
    withBody: 50,
    scopes: ['search:confluence'],
    use: 'Finds by CQL',
  },
  'v1.searchContentByCQL': {
    on: 'GET /rest/api/content/search',
    list: 'cursor 25 250',
    withBody: 50,
    scopes: ['search:confluence'],
    use: 'Finds content by CQL',
  },
  'v1.searchUser': {
    on: 'GET /rest/api/search/user',
    list: 'start 25 1000',
    scopes: ['read:content-details:confluence'],
    use: 'Finds user',
  },
} as const
