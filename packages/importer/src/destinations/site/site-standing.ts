import type { SiteStore } from '@spacecrate/site'
import type { StepContext } from '../../destination.js'
import { makesSpaceAdministrator } from '../../administrators/administrators.js'
import { type GroupFacts, GroupGuard } from '../../administrators/group-guard.js'
import type { Standing } from '../../kinds/standing.js'

/** What a site knows of its groups, for imports of this source. */
export function guardOf(store: SiteStore, source: string): GroupGuard {
  const facts: GroupFacts = {
    group: (id) => store.get('groups', id),
    named: (name) => store.findGroupByName(name)?.id,
    above: (id) => store.groupsOf(id),
    sitePermissions: () => store.list('permissions'),
    isOurs: (id) => store.provenanceOf(id)?.source === source,
  }
  return new GroupGuard(facts)
}

/** What stands in a site while a batch of steps is written; owners come again and again, so each is asked for once. */
export function siteStanding(store: SiteStore, { source, allow, places }: StepContext): Standing {
  const ours = new Map<string, boolean>()
  let guard: GroupGuard | undefined
  return {
    allow,
    isOurs: (id) => {
      const known = ours.get(id) ?? store.provenanceOf(id)?.source === source
      ours.set(id, known)
      return known
    },
    takesContent: (id) => places.has(id),
    whyGuarded: (group) => (guard ??= guardOf(store, source)).whyNot(group),
    roleAdministers: (role) => {
      const held = store.get('roles', role)
      return held === undefined || makesSpaceAdministrator(held)
    },
  }
}
