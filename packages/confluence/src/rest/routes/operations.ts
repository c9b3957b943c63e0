/** What the caller may do with a thing. */
export const operationsRoutes = {
  'v2.getAttachmentOperations': {
    on: 'GET /api/v2/attachments/{id}/operations',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachment operations',
  },
  'v2.getBlogPostOperations': {
    on: 'GET /api/v2/blogposts/{id}/operations',
    scopes: ['read:page:confluence'],
    use: 'Reads blog post operations',
  },
  'v2.getCustomContentOperations': {
    on: 'GET /api/v2/custom-content/{id}/operations',
    scopes: ['read:custom-content:confluence'],
    use: 'Reads custom content operations',
  },
  'v2.getDatabaseOperations': {
    on: 'GET /api/v2/databases/{id}/operations',
    scopes: ['read:database:confluence'],
    use: 'Reads database operations',
  },
  'v2.getFolderOperations': {
    on: 'GET /api/v2/folders/{id}/operations',
    scopes: ['read:folder:confluence'],
    use: 'Reads folder operations',
  },
  'v2.getFooterCommentOperations': {
    on: 'GET /api/v2/footer-comments/{id}/operations',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer comment operations',
  },
  'v2.getInlineCommentOperations': {
    on: 'GET /api/v2/inline-comments/{id}/operations',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline comment operations',
  },
  'v2.getPageOperations': {
    on: 'GET /api/v2/pages/{id}/operations',
    scopes: ['read:page:confluence'],
    use: 'Reads page operations',
  },
  'v2.getSmartLinkOperations': {
    on: 'GET /api/v2/embeds/{id}/operations',
    scopes: ['read:embed:confluence'],
    use: 'Reads smart link operations',
  },
  'v2.getSpaceOperations': {
    on: 'GET /api/v2/spaces/{id}/operations',
    scopes: ['read:space:confluence'],
    use: 'Reads space operations',
  },
  'v2.getWhiteboardOperations': {
    on: 'GET /api/v2/whiteboards/{id}/operations',
    scopes: ['read:whiteboard:confluence'],
    use: 'Reads whiteboard operations',
  },
} as const
