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

/** What `--kinds` and `--skip-kinds` say; an absent list selects everything, or leaves nothing out. */
export interface KindSelection {
  readonly kinds?: readonly string[] | undefined
  readonly skipKinds?: readonly string[] | undefined
}

/** True if a selection takes a kind: asked for, or nothing was, and not left out. */
export function takesKind({ kinds, skipKinds }: KindSelection, kind: string): boolean {
  return (kinds?.includes(kind) ?? true) && !(skipKinds?.includes(kind) ?? false)
}
