import type { AnyRecord, Role } from '@spacecrate/format'
import { makesSpaceAdministrator } from '../administrators/administrators.js'
import { valueAt } from '../structure.js'
import { refuse } from './decision.js'
import type { StreamKind } from './stream-kind.js'

/** A role of the same name that lets do more is for nobody, and one that makes administrators is given to no guarded group. */
export const roles: StreamKind<'roles'> = {
  decide: (record, { byDefault }) => ({
    step: byDefault(),
    ...(makesSpaceAdministrator(record) ? { guarded: 'the role makes administrators of a space' } : {}),
  }),
  decideStanding: (record, there, target, title) => {
    const more = moreThan(record, there)
    const remedy = 'Give people the role by hand, or take from it what it has more'
    return more === undefined
      ? undefined
      : refuse('ROLE_GIVES_MORE', title, `${target} at the destination ${more}`, remedy)
  },
  access: { note: (record, notes) => notes.role(record), standsAlone: true },
  undo: { stays: true },
}

/** What a role there lets do that this one doesn't, in words; nobody can say it of a role whose permissions are unknown. */
function moreThan(here: Role, there: AnyRecord): string | undefined {
  const words = valueAt(there, 'native')
  if (words !== undefined && words !== valueAt(here, 'native')) return 'says in words of its own what it lets do'
  const [own, others] = [valueAt(here, 'permissions'), valueAt(there, 'permissions')]
  if (!Array.isArray(others)) return Array.isArray(own) ? 'does not say what it lets do' : undefined
  if (!Array.isArray(own)) return 'lets do something, and the archive does not say what that of the source did'
  const more = others.filter((permission: unknown) => !own.includes(permission))
  return more.length === 0 ? undefined : `also lets ${more.slice(0, 5).map(String).join(', ')}`
}
