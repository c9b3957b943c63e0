/** Jobs that go on behind an answer. */
export const longTasksRoutes = {
  'v1.getTask': { on: 'GET /rest/api/longtask/{id}', scopes: ['read:confluence-space.summary'], use: 'Reads task' },
  'v1.getTasks': {
    on: 'GET /rest/api/longtask',
    list: 'start 100 1000',
    scopes: ['read:content.metadata:confluence'],
    use: 'Reads tasks',
  },
} as const
