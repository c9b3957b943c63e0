/** A class of changes to things that were there before, which nothing but this permission allows. */
export type AllowedChange = 'members' | 'site-templates' | 'space-permissions'

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
   * `members`: memberships in groups that were there before, but never in those of the product.
   * `site-templates`: templates that every space of the destination sees.
   * `space-permissions`: permissions in a space that was there before, of a space whose content goes under a page of it.
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
