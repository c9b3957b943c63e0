import { rightsOfRole } from '@spacecrate/confluence'
import type { Role } from '@spacecrate/format'

/**
 * Names of groups whose members administer a site, wherever the product made them. Names alone: what a group may do is asked
 * of the destination as well.
 *
 * - `confluence-administrators` may do anything, whatever is set: "Users and Groups" of Confluence,
 *   https://confluence.atlassian.com/spaces/CONF20/pages/59806023/Users+and+Groups
 * - `org-admins`, `PRODUCT-admins-SITE`, and on older sites `site-admins`, `administrators`, `system-administrators` of Cloud:
 *   https://support.atlassian.com/user-management/docs/default-groups-and-permissions/
 * - `jira-administrators` of a Jira that keeps the groups of a Confluence, and what was called after it in Jira and Crowd:
 *   https://confluence.atlassian.com/display/ADMINJIRASERVER086/Managing+groups
 * - `site-administrators` of the embedded site
 */
const administratorNames: readonly string[] = [
  'confluence-administrators',
  'administrators',
  'site-admins',
  'site-administrators',
  'system-administrators',
  'org-admins',
  'jira-administrators',
  'jira-system-administrators',
  'crowd-administrators',
]
/** `confluence-admins-acme`, `jira-admins-acme`: those who administer one product of a Cloud site. */
const productAdministrators = /^[a-z][a-z-]*-admins(?:-.+)?$/
/** What nobody sees in a name. */
const unseen = /[\p{Cf}\p{Cc}\u034f\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f]/gu

/** Words by which products say that somebody administers the site. */
const administers = /admin/i

/** True for a role that makes an administrator of a space; where nobody can say what it lets do, its words count. */
export function makesSpaceAdministrator({ name, native, permissions }: Role): boolean {
  if (permissions !== undefined) return rightsOfRole({ permissions }).administers
  return administers.test(name) || administers.test(native ?? '')
}

/** The names that can be asked for one by one. */
export const askedNames: readonly string[] = administratorNames

/** A name without letter case, Unicode form, blanks around it and what nobody sees: two that look alike are the same. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replaceAll(unseen, '').trim().toLowerCase().normalize('NFKC')
}

/** True for the name of a group that administers a site. */
export function isAdministratorName(name: string): boolean {
  const plain = plainName(name)
  return administratorNames.includes(plain) || productAdministrators.test(plain)
}

/** True if a permission on the whole site, in the words of its product, makes an administrator. */
export function makesAdministrator({ native }: { readonly native: string }): boolean {
  return administers.test(native)
}
