import { type SelectableKind, takesKind } from '@spacecrate/format'

/** The part of a source that was asked for; an absent field selects everything. */
export interface Selection {
  /** Space keys; letter case doesn't count. */
  readonly spaces?: readonly string[]
  /** `global`, `personal`, `collaboration`, `archived`, `current` … */
  readonly spaceTypes?: readonly string[]
  readonly kinds?: readonly SelectableKind[]
  readonly skipKinds?: readonly SelectableKind[]
  /** Opaque data of apps is taken as well: nobody can tell what is in it, so it never goes by accident. */
  readonly withAppData?: boolean
}

/** True if the selection takes things of this kind. */
export function takes(selection: Selection, kind: SelectableKind): boolean {
  if (kind === 'app-data' && selection.withAppData !== true) return false
  return takesKind(selection, kind)
}
