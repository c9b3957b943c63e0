/** Who watches what. */
export const watchesRoutes = {
  'v1.addContentWatcher': {
    on: 'POST /rest/api/user/watch/content/{contentId}',
    scopes: ['write:confluence-content'],
    use: 'Adds content watcher',
  },
  'v1.addLabelWatcher': {
    on: 'POST /rest/api/user/watch/label/{labelName}',
    scopes: ['write:confluence-content'],
    use: 'Adds label watcher',
  },
  'v1.addSpaceWatcher': {
    on: 'POST /rest/api/user/watch/space/{spaceKey}',
    scopes: ['write:confluence-content'],
    use: 'Adds space watcher',
  },
  'v1.getContentWatchStatus': {
    on: 'GET /rest/api/user/watch/content/{contentId}',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content watch status',
  },
  'v1.getWatchersForSpace': {
    on: 'GET /rest/api/space/{spaceKey}/watch',
    list: 'start 200 1000',
    scopes: ['read:watcher:confluence', 'read:user:confluence'],
    use: 'Reads watchers for space',
  },
  'v1.getWatchesForPage': {
    on: 'GET /rest/api/content/{id}/notification/child-created',
    list: 'start 200 200',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads watches for page',
  },
  'v1.getWatchesForSpace': {
    on: 'GET /rest/api/content/{id}/notification/created',
    list: 'start 200 200',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads watches for space',
  },
  'v1.isWatchingLabel': {
    on: 'GET /rest/api/user/watch/label/{labelName}',
    scopes: ['read:confluence-content.summary'],
    use: 'Tells of watching label',
  },
  'v1.isWatchingSpace': {
    on: 'GET /rest/api/user/watch/space/{spaceKey}',
    scopes: ['read:confluence-content.summary'],
    use: 'Tells of watching space',
  },
  'v1.removeContentWatcher': {
    on: 'DELETE /rest/api/user/watch/content/{contentId}',
    scopes: ['write:confluence-content'],
    use: 'Removes content watcher',
  },
  'v1.removeLabelWatcher': {
    on: 'DELETE /rest/api/user/watch/label/{labelName}',
    scopes: ['write:confluence-content'],
    use: 'Removes label watcher',
  },
  'v1.removeSpaceWatch': {
    on: 'DELETE /rest/api/user/watch/space/{spaceKey}',
    scopes: ['write:confluence-content'],
    use: 'Removes space watch',
  },
} as const
