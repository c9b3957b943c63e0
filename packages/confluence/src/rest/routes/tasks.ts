/** Tasks in bodies. */
export const tasksRoutes = {
  'v1.getTaskById': {
    on: 'GET /rest/api/inlinetasks/{inlineTaskId}',
    old: true,
    scopes: ['read:inlinetask:confluence'],
    use: 'Reads task by id',
  },
  'v1.searchTasks': {
    on: 'GET /rest/api/inlinetasks/search',
    list: 'start 20 1000',
    old: true,
    scopes: ['read:confluence-content.all'],
    use: 'Finds tasks',
  },
  'v1.updateTaskById': {
    on: 'PUT /rest/api/inlinetasks/{inlineTaskId}',
    old: true,
    scopes: ['read:inlinetask:confluence', 'write:inlinetask:confluence'],
    use: 'Changes task by id',
  },
  'v2.getTaskById': { on: 'GET /api/v2/tasks/{id}', scopes: ['read:task:confluence'], use: 'Reads task by id' },
  'v2.getTasks': {
    on: 'GET /api/v2/tasks',
    list: 'cursor 25 250',
    scopes: ['read:task:confluence'],
    use: 'Reads tasks',
  },
  'v2.updateTask': { on: 'PUT /api/v2/tasks/{id}', scopes: ['write:task:confluence'], use: 'Changes task' },
} as const
