/** Favourites and other relations. */
export const relationsRoutes = {
  'v1.createRelationship': {
    on: 'PUT /rest/api/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}',
    scopes: ['write:confluence-content'],
    use: 'Makes relationship',
  },
  'v1.deleteRelationship': {
    on: 'DELETE /rest/api/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}',
    scopes: ['write:confluence-content'],
    use: 'Removes relationship',
  },
  'v1.findSourcesForTarget': {
    on: 'GET /rest/api/relation/{relationName}/to/{targetType}/{targetKey}/from/{sourceType}',
    list: 'start 25 1000',
    scopes: ['read:confluence-content.summary'],
    use: 'Finds sources for target',
  },
  'v1.findTargetFromSource': {
    on: 'GET /rest/api/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}',
    list: 'start 25 1000',
    scopes: ['read:confluence-content.summary'],
    use: 'Finds target from source',
  },
  'v1.getRelationship': {
    on: 'GET /rest/api/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads relationship',
  },
} as const
