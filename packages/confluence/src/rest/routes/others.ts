/** Folders, whiteboards, databases and embeds. */
export const othersRoutes = {
  'v2.createDatabase': { on: 'POST /api/v2/databases', scopes: ['write:database:confluence'], use: 'Makes database' },
  'v2.createFolder': { on: 'POST /api/v2/folders', scopes: ['write:folder:confluence'], use: 'Makes folder' },
  'v2.createSmartLink': { on: 'POST /api/v2/embeds', scopes: ['write:embed:confluence'], use: 'Makes smart link' },
  'v2.createWhiteboard': {
    on: 'POST /api/v2/whiteboards',
    scopes: ['write:whiteboard:confluence'],
    use: 'Makes whiteboard',
  },
  'v2.deleteDatabase': {
    on: 'DELETE /api/v2/databases/{id}',
    scopes: ['delete:database:confluence'],
    use: 'Removes database',
  },
  'v2.deleteFolder': { on: 'DELETE /api/v2/folders/{id}', scopes: ['delete:folder:confluence'], use: 'Removes folder' },
  'v2.deleteSmartLink': {
    on: 'DELETE /api/v2/embeds/{id}',
    scopes: ['delete:embed:confluence'],
    use: 'Removes smart link',
  },
  'v2.deleteWhiteboard': {
    on: 'DELETE /api/v2/whiteboards/{id}',
    scopes: ['delete:whiteboard:confluence'],
    use: 'Removes whiteboard',
  },
  'v2.getDatabaseById': {
    on: 'GET /api/v2/databases/{id}',
    scopes: ['read:database:confluence'],
    use: 'Reads database by id',
  },
  'v2.getFolderById': { on: 'GET /api/v2/folders/{id}', scopes: ['read:folder:confluence'], use: 'Reads folder by id' },
  'v2.getSmartLinkById': {
    on: 'GET /api/v2/embeds/{id}',
    scopes: ['read:embed:confluence'],
    use: 'Reads smart link by id',
  },
  'v2.getWhiteboardById': {
    on: 'GET /api/v2/whiteboards/{id}',
    scopes: ['read:whiteboard:confluence'],
    use: 'Reads whiteboard by id',
  },
} as const
