/** A class of changes to things that were there before, which nothing but this permission allows. */
export type AllowedChange = 'members' | 'site-templates'

/** What to do where the destination has something already. */
export interface ImportPolicies {
  /**
   * A space of the same key that is not ours. `fail`: nothing is imported at all. `skip`: this space is left out.
   * `rename`: it gets the next free key (KEY2, KEY3 …) and links follow.
   */
  readonly spaceKeyExists: 'fail' | 'skip' | 'rename'
  /**
   * `members`: memberships in groups that were there before, but never in those of the product.
   * `site-templates`: templates that every space of the destination sees.
   */
  readonly allow: readonly AllowedChange[]
}

/** The policies of an import that says nothing else. */
export const defaultPolicies: ImportPolicies = { spaceKeyExists: 'fail', allow: [] }
