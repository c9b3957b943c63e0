/** Blog posts. */
export const postsRoutes = {
  'v2.createBlogPost': { on: 'POST /api/v2/blogposts', scopes: ['write:page:confluence'], use: 'Makes blog post' },
  'v2.deleteBlogPost': {
    on: 'DELETE /api/v2/blogposts/{id}',
    scopes: ['delete:page:confluence'],
    use: 'Removes blog post',
  },
  'v2.getBlogPostById': {
    on: 'GET /api/v2/blogposts/{id}',
    scopes: ['read:page:confluence'],
    use: 'Reads blog post by id',
  },
  'v2.getBlogPosts': {
    on: 'GET /api/v2/blogposts',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads blog posts',
  },
  'v2.getBlogPostsInSpace': {
    on: 'GET /api/v2/spaces/{id}/blogposts',
    list: 'cursor 25 250',
    scopes: ['read:page:confluence'],
    use: 'Reads blog posts in space',
  },
  'v2.updateBlogPost': {
    on: 'PUT /api/v2/blogposts/{id}',
    scopes: ['write:page:confluence'],
    use: 'Changes blog post',
  },
} as const
