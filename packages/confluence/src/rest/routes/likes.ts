/** Who likes it. */
export const likesRoutes = {
  'v2.getBlogPostLikeCount': {
    on: 'GET /api/v2/blogposts/{id}/likes/count',
    scopes: ['read:page:confluence'],
    use: 'Reads blog post like count',
  },
  'v2.getBlogPostLikeUsers': {
    on: 'GET /api/v2/blogposts/{id}/likes/users',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads blog post like users',
  },
  'v2.getFooterLikeCount': {
    on: 'GET /api/v2/footer-comments/{id}/likes/count',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer like count',
  },
  'v2.getFooterLikeUsers': {
    on: 'GET /api/v2/footer-comments/{id}/likes/users',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads footer like users',
  },
  'v2.getInlineLikeCount': {
    on: 'GET /api/v2/inline-comments/{id}/likes/count',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline like count',
  },
  'v2.getInlineLikeUsers': {
    on: 'GET /api/v2/inline-comments/{id}/likes/users',
    list: 'cursor 25 250',
    scopes: ['read:comment:confluence'],
    use: 'Reads inline like users',
  },
  'v2.getPageLikeCount': {
    on: 'GET /api/v2/pages/{id}/likes/count',
    scopes: ['read:page:confluence'],
    use: 'Reads page like count',
  },
  'v2.getPageLikeUsers': {
    on: 'GET /api/v2/pages/{id}/likes/users',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads page like users',
  },
} as const
