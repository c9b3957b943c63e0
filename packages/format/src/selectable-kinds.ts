/** What can be left out or asked for by `--kinds` and `--skip-kinds`, at export and at import. */
export const selectableKinds = [
  'history',
  'attachments',
  'comments',
  'posts',
  'trash',
  'drafts',
  'archived',
  'labels',
  'restrictions',
  'permissions',
  'likes',
  'reactions',
  'watches',
  'templates',
  'properties',
  'states',
  'tasks',
  'classification',
  'emoji',
  'settings',
  'public-links',
  'analytics',
  'audit',
  'calendars',
  'app-data',
  'people-details',
] as const

/** One of `selectableKinds`. */
export type SelectableKind = (typeof selectableKinds)[number]
