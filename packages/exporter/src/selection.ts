/** What can be left out or asked for by `--kinds` and `--skip-kinds`. */
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
  'watches',
  'templates',
  'properties',
  'people-details',
] as const

/** One of `selectableKinds`. */
export type SelectableKind = (typeof selectableKinds)[number]

/** The part of a source that was asked for; an absent field selects everything. */
export interface Selection {
  /** Space keys; letter case doesn't count. */
  readonly spaces?: readonly string[]
  /** `global`, `personal`, `collaboration`, `archived`, `current` … */
  readonly spaceTypes?: readonly string[]
  readonly kinds?: readonly SelectableKind[]
  readonly skipKinds?: readonly SelectableKind[]
}

/** True if the selection takes things of this kind. */
export function takes(selection: Selection, kind: SelectableKind): boolean {
  return (selection.kinds?.includes(kind) ?? true) && !(selection.skipKinds?.includes(kind) ?? false)
}
