/** Properties of folders, whiteboards, databases, embeds and custom contents. */
export const otherPropertiesRoutes = {
  'v2.createCustomContentProperty': {
    on: 'POST /api/v2/custom-content/{custom-content-id}/properties',
    scopes: ['read:custom-content:confluence', 'write:custom-content:confluence'],
    use: 'Makes custom content property',
  },
  'v2.createDatabaseProperty': {
    on: 'POST /api/v2/databases/{id}/properties',
    scopes: ['read:database:confluence', 'write:database:confluence'],
    use: 'Makes database property',
  },
  'v2.createFolderProperty': {
    on: 'POST /api/v2/folders/{id}/properties',
    scopes: ['read:folder:confluence', 'write:folder:confluence'],
    use: 'Makes folder property',
  },
  'v2.createSmartLinkProperty': {
    on: 'POST /api/v2/embeds/{id}/properties',
    scopes: ['read:embed:confluence', 'write:embed:confluence'],
    use: 'Makes smart link property',
  },
  'v2.createWhiteboardProperty': {
    on: 'POST /api/v2/whiteboards/{id}/properties',
    scopes: ['read:whiteboard:confluence', 'write:whiteboard:confluence'],
    use: 'Makes whiteboard property',
  },
  'v2.deleteCustomContentPropertyById': {
    on: 'DELETE /api/v2/custom-content/{custom-content-id}/properties/{property-id}',
    scopes: ['read:custom-content:confluence', 'write:custom-content:confluence'],
    use: 'Removes custom content property by id',
  },
  'v2.deleteDatabasePropertyById': {
    on: 'DELETE /api/v2/databases/{database-id}/properties/{property-id}',
    scopes: ['read:database:confluence', 'write:database:confluence'],
    use: 'Removes database property by id',
  },
  'v2.deleteFolderPropertyById': {
    on: 'DELETE /api/v2/folders/{folder-id}/properties/{property-id}',
    scopes: ['read:folder:confluence', 'write:folder:confluence'],
    use: 'Removes folder property by id',
  },
  'v2.deleteSmartLinkPropertyById': {
    on: 'DELETE /api/v2/embeds/{embed-id}/properties/{property-id}',
    scopes: ['read:embed:confluence', 'write:embed:confluence'],
    use: 'Removes smart link property by id',
  },
  'v2.deleteWhiteboardPropertyById': {
    on: 'DELETE /api/v2/whiteboards/{whiteboard-id}/properties/{property-id}',
    scopes: ['read:whiteboard:confluence', 'write:whiteboard:confluence'],
    use: 'Removes whiteboard property by id',
  },
  'v2.getCustomContentContentProperties': {
    on: 'GET /api/v2/custom-content/{custom-content-id}/properties',
    list: 'cursor 25 250',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content content properties',
  },
  'v2.getCustomContentContentPropertiesById': {
    on: 'GET /api/v2/custom-content/{custom-content-id}/properties/{property-id}',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content content properties by id',
  },
  'v2.getDatabaseContentProperties': {
    on: 'GET /api/v2/databases/{id}/properties',
    list: 'cursor 25 250',
    scopes: ['read:database:confluence'],
    use: 'Reads database content properties',
  },
  'v2.getDatabaseContentPropertiesById': {
    on: 'GET /api/v2/databases/{database-id}/properties/{property-id}',
    scopes: ['read:database:confluence'],
    use: 'Reads database content properties by id',
  },
  'v2.getFolderContentProperties': {
    on: 'GET /api/v2/folders/{id}/properties',
    list: 'cursor 25 250',
    scopes: ['read:folder:confluence'],
    use: 'Reads folder content properties',
  },
  'v2.getFolderContentPropertiesById': {
    on: 'GET /api/v2/folders/{folder-id}/properties/{property-id}',
    scopes: ['read:folder:confluence'],
    use: 'Reads folder content properties by id',
  },
  'v2.getSmartLinkContentProperties': {
    on: 'GET /api/v2/embeds/{id}/properties',
    list: 'cursor 25 250',
    scopes: ['read:embed:confluence'],
    use: 'Reads smart link content properties',
  },
  'v2.getSmartLinkContentPropertiesById': {
    on: 'GET /api/v2/embeds/{embed-id}/properties/{property-id}',
    scopes: ['read:embed:confluence'],
    use: 'Reads smart link content properties by id',
  },
  'v2.getWhiteboardContentProperties': {
    on: 'GET /api/v2/whiteboards/{id}/properties',
    list: 'cursor 25 250',
    scopes: ['read:whiteboard:confluence'],
    use: 'Reads whiteboard content properties',
  },
  'v2.getWhiteboardContentPropertiesById': {
    on: 'GET /api/v2/whiteboards/{whiteboard-id}/properties/{property-id}',
    scopes: ['read:whiteboard:confluence'],
    use: 'Reads whiteboard content properties by id',
  },
  'v2.updateCustomContentPropertyById': {
    on: 'PUT /api/v2/custom-content/{custom-content-id}/properties/{property-id}',
    scopes: ['read:custom-content:confluence', 'write:custom-content:confluence'],
    use: 'Changes custom content property by id',
  },
  'v2.updateDatabasePropertyById': {
    on: 'PUT /api/v2/databases/{database-id}/properties/{property-id}',
    scopes: ['read:database:confluence', 'write:database:confluence'],
    use: 'Changes database property by id',
  },
  'v2.updateFolderPropertyById': {
    on: 'PUT /api/v2/folders/{folder-id}/properties/{property-id}',
    scopes: ['read:folder:confluence', 'write:folder:confluence'],
    use: 'Changes folder property by id',
  },
  'v2.updateSmartLinkPropertyById': {
    on: 'PUT /api/v2/embeds/{embed-id}/properties/{property-id}',
    scopes: ['read:embed:confluence', 'write:embed:confluence'],
    use: 'Changes smart link property by id',
  },
  'v2.updateWhiteboardPropertyById': {
    on: 'PUT /api/v2/whiteboards/{whiteboard-id}/properties/{property-id}',
    scopes: ['read:whiteboard:confluence', 'write:whiteboard:confluence'],
    use: 'Changes whiteboard property by id',
  },
} as const
