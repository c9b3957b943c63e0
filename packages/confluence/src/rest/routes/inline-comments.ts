/** Comments on words of a content. */
export const inlineCommentsRoutes = {
  'v2.createInlineComment': {
    on: 'POST /api/v2/inline-comments',
    scopes: ['write:comment:confluence'],
    use: 'Makes inline comment',
  },
  'v2.deleteInlineComment': {
    on: 'DELETE /api/v2/inline-comments/{comment-id}',
    scopes: ['delete:comment:confluence'],
    use: 'Removes inline comment',
  },
  'v2.getInlineCommentById': {
    on: 'GET /api/v2/inline-comments/{comment-id}',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline comment by id',
  },
  'v2.getInlineCommentChildren': {
    on: 'GET /api/v2/inline-comments/{id}/children',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline comment children',
  },
  'v2.getInlineCommentVersionDetails': {
    on: 'GET /api/v2/inline-comments/{id}/versions/{version-number}',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline comment version details',
  },
  'v2.getInlineCommentVersions': {
    on: 'GET /api/v2/inline-comments/{id}/versions',
    list: 'cursor 25 250',
    withBody: 50,
    scopes: ['read:comment:confluence'],
    use: 'Reads inline comment versions',
  },
  'v2.getInlineComments': {
    on: 'GET /api/v2/inline-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline comments',
  },
  'v2.updateInlineComment': {
    on: 'PUT /api/v2/inline-comments/{comment-id}',
    scopes: ['write:comment:confluence'],
    use: 'Changes inline comment',
  },
} as const
