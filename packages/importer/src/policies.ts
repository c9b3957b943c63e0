/** Classes of changes to things that were there before, or to the site at large, which nothing but such a permission allows. */
export const allowedChanges = [
  'members',
  'space-permissions',
  'site-permissions',
  'site-settings',
  'site-templates',
] as const

/** One of `allowedChanges`. */
export type AllowedChange = (typeof allowedChanges)[number]

/** What nothing but our own things is changed with: of an undo, and of a repair of links. */
export const nothingAllowed: { readonly allow: readonly AllowedChange[]; readonly places: ReadonlySet<string> } = {
  allow: [],
  places: new Set(),
}

/** What to do where the destination has something already, or has nothing for what it should stand for. */
export interface ImportPolicies {
  /**
   * A space of the same key that is not ours. `fail`: nothing is imported at all. `skip`: this space is left out.
   * `rename`: it gets the next free key (KEY2, KEY3 …) and links follow. `under`: its content goes under the page that
   * `under` names.
   */
  readonly spaceKeyExists: 'fail' | 'skip' | 'rename' | 'under'
  /** A page of the destination: its content id, or `KEY:Title`. */
  readonly under?: string
  /**
   * Somebody who has no counterpart and no decision. `create`: a new person. `placeholder`: a new person who cannot log in
   * and gets no rights. `text`: nobody; mentions become plain text. `standIn`: the person of the destination that is named
   * there takes authorship and mentions, and never a right.
   */
  readonly unmappedPeople: 'create' | 'text' | 'placeholder' | { readonly standIn: string }
  /** The title of a page whose own is taken, with `{title}` and a number that is free, `{n}`. */
  readonly titleRule: string
  /**
   * `members`: memberships in groups that were there before, but never in those of the product, nor in those that administer
   * the site, directly or through another group.
   * `space-permissions`: permissions and roles in a space that was there before, of a space whose content goes under a page
   * of it, but never the right to administer it.
   * `site-permissions`: roles, permissions on the whole site and those of new spaces, but never one that makes an
   * administrator, nor one for a group of the product.
   * `site-templates`: templates that every space of the destination sees.
   * `site-settings`: whatever else belongs to the site at large, where the destination has none of the same.
   */
  readonly allow: readonly AllowedChange[]
}

/** The policies of an import that says nothing else. */
export const defaultPolicies: ImportPolicies = {
  spaceKeyExists: 'fail',
  unmappedPeople: 'create',
  titleRule: '{title} ({n})',
  allow: [],
}
