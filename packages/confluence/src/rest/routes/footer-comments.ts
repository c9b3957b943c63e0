/** Comments below a content. */
export const footerCommentsRoutes = {
  'v1.getContentComments': {
    on: 'GET /rest/api/content/{id}/child/comment',
    list: 'start 25 1000',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content comments',
  },
  'v2.createFooterComment': {
    on: 'POST /api/v2/footer-comments',
    scopes: ['write:comment:confluence'],
    use: 'Makes footer comment',
  },
  'v2.deleteFooterComment': {
    on: 'DELETE /api/v2/footer-comments/{comment-id}',
    scopes: ['delete:comment:confluence'],
    use: 'Removes footer comment',
  },
  'v2.getFooterCommentById': {
    on: 'GET /api/v2/footer-comments/{comment-id}',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer comment by id',
  },
  'v2.getFooterCommentChildren': {
    on: 'GET /api/v2/footer-comments/{id}/children',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer comment children',
  },
  'v2.getFooterCommentVersionDetails': {
    on: 'GET /api/v2/footer-comments/{id}/versions/{version-number}',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer comment version details',
  },
  'v2.getFooterCommentVersions': {
    on: 'GET /api/v2/footer-comments/{id}/versions',
    list: 'cursor 25 250',
    withBody: 50,
    scopes: ['read:comment:confluence'],
    use: 'Reads footer comment versions',
  },
  'v2.getFooterComments': {
    on: 'GET /api/v2/footer-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer comments',
  },
  'v2.updateFooterComment': {
    on: 'PUT /api/v2/footer-comments/{comment-id}',
    scopes: ['write:comment:confluence'],
    use: 'Changes footer comment',
  },
} as const
