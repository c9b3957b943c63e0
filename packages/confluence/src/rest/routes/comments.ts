/** Comments of one content. */
export const commentsRoutes = {
  'v2.getAttachmentComments': {
    on: 'GET /api/v2/attachments/{id}/footer-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads attachment comments',
  },
  'v2.getBlogPostFooterComments': {
    on: 'GET /api/v2/blogposts/{id}/footer-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads blog post footer comments',
  },
  'v2.getBlogPostInlineComments': {
    on: 'GET /api/v2/blogposts/{id}/inline-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads blog post inline comments',
  },
  'v2.getCustomContentComments': {
    on: 'GET /api/v2/custom-content/{id}/footer-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads custom content comments',
  },
  'v2.getPageFooterComments': {
    on: 'GET /api/v2/pages/{id}/footer-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads page footer comments',
  },
  'v2.getPageInlineComments': {
    on: 'GET /api/v2/pages/{id}/inline-comments',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads page inline comments',
  },
} as const
