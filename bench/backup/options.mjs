/** Options of the generator that say how much there is of something. */
export const generatorCounts = new Set([
  'pages',
  'versions',
  'comments',
  'attachments',
  'attachments-bytes',
  'history',
  'likes',
])

/** Options of the generator with a value. */
export const generatorOptions = [...generatorCounts, 'spaces', 'users', 'dialect', 'seed', 'bodies', 'large-body']

/** Options of the generator without one. */
export const generatorFlags = ['long-id']
