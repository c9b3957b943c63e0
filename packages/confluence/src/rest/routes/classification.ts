/** Levels of classification. */
export const classificationRoutes = {
  'v2.deleteSpaceDefaultClassificationLevel': {
    on: 'DELETE /api/v2/spaces/{id}/classification-level/default',
    admin: 'space',
    scopes: ['read:space:confluence', 'write:space:confluence'],
    use: 'Removes space default classification level',
  },
  'v2.getBlogPostClassificationLevel': {
    on: 'GET /api/v2/blogposts/{id}/classification-level',
    scopes: ['read:page:confluence', 'write:page:confluence'],
    use: 'Reads blog post classification level',
  },
  'v2.getClassificationLevels': {
    on: 'GET /api/v2/classification-levels',
    scopes: ['read:configuration:confluence'],
    use: 'Reads classification levels',
  },
  'v2.getDatabaseClassificationLevel': {
    on: 'GET /api/v2/databases/{id}/classification-level',
    scopes: ['read:database:confluence'],
    use: 'Reads database classification level',
  },
  'v2.getPageClassificationLevel': {
    on: 'GET /api/v2/pages/{id}/classification-level',
    scopes: ['read:page:confluence', 'write:page:confluence'],
    use: 'Reads page classification level',
  },
  'v2.getSpaceDefaultClassificationLevel': {
    on: 'GET /api/v2/spaces/{id}/classification-level/default',
    scopes: ['read:space:confluence'],
    use: 'Reads space default classification level',
  },
  'v2.getWhiteboardClassificationLevel': {
    on: 'GET /api/v2/whiteboards/{id}/classification-level',
    scopes: ['read:whiteboard:confluence'],
    use: 'Reads whiteboard classification level',
  },
  'v2.postBlogPostClassificationLevel': {
    on: 'POST /api/v2/blogposts/{id}/classification-level/reset',
    scopes: ['write:page:confluence'],
    use: 'Sends blog post classification level',
  },
  'v2.postDatabaseClassificationLevel': {
    on: 'POST /api/v2/databases/{id}/classification-level/reset',
    scopes: ['write:database:confluence'],
    use: 'Sends database classification level',
  },
  'v2.postPageClassificationLevel': {
    on: 'POST /api/v2/pages/{id}/classification-level/reset',
    scopes: ['write:page:confluence'],
    use: 'Sends page classification level',
  },
  'v2.postWhiteboardClassificationLevel': {
    on: 'POST /api/v2/whiteboards/{id}/classification-level/reset',
    scopes: ['write:whiteboard:confluence'],
    use: 'Sends whiteboard classification level',
  },
  'v2.putBlogPostClassificationLevel': {
    on: 'PUT /api/v2/blogposts/{id}/classification-level',
    scopes: ['write:page:confluence'],
    use: 'Sets blog post classification level',
  },
  'v2.putDatabaseClassificationLevel': {
    on: 'PUT /api/v2/databases/{id}/classification-level',
    scopes: ['write:database:confluence'],
    use: 'Sets database classification level',
  },
  'v2.putPageClassificationLevel': {
    on: 'PUT /api/v2/pages/{id}/classification-level',
    scopes: ['write:page:confluence'],
    use: 'Sets page classification level',
  },
  'v2.putSpaceDefaultClassificationLevel': {
    on: 'PUT /api/v2/spaces/{id}/classification-level/default',
    admin: 'space',
    scopes: ['read:space:confluence', 'write:space:confluence'],
    use: 'Sets space default classification level',
  },
  'v2.putWhiteboardClassificationLevel': {
    on: 'PUT /api/v2/whiteboards/{id}/classification-level',
    scopes: ['write:whiteboard:confluence'],
    use: 'Sets whiteboard classification level',
  },
} as const
