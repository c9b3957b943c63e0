import type { SiteStore } from '../store/site.js'
import type { Visitor } from './permissions.js'

/** The group whose members administer the site; every site begins with it. */
export const siteAdministrators = 'group:site-administrators'

/** True for the administrator of a site, and for those in the group of such. */
export function isSiteAdmin(store: Pick<SiteStore, 'identity' | 'groupsOf'>, visitor: Visitor): boolean {
  return visitor === store.identity.administrator || store.groupsOf(visitor).has(siteAdministrators)
}
