import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { StepContext } from '../destination.js'
import { makesSpaceAdministrator } from '../administrators/administrators.js'
import { GroupGuard } from '../administrators/group-guard.js'
import type { Standing } from '../kinds/standing.js'

/** What a destination in memory holds. */
export interface MemoryRows {
  readonly records: <Name extends StreamName>(stream: Name) => StreamRecords[Name][]
  /** The source whose import made a row. */
  readonly sourceOf: (id: string) => string | undefined
}

/** Says which groups in memory get nothing by an import of this source. */
export function memoryGuard({ records, sourceOf }: MemoryRows, source: string): GroupGuard {
  const above = (id: string, found = new Set<string>()): ReadonlySet<string> => {
    for (const { group, member } of records('memberships')) {
      if (member === id && !found.has(group)) above(group, found.add(group))
    }
    return found
  }
  return new GroupGuard({
    group: (id) => records('groups').find((one) => one.id === id),
    named: (name) => records('groups').find((one) => one.name.toLowerCase() === name)?.id,
    above: (id) => above(id),
    sitePermissions: () => records('permissions'),
    isOurs: (id) => sourceOf(id) === source,
  })
}

/** What decides whether a record may be made in memory. */
export function memoryStanding(rows: MemoryRows, { source, allow, places }: StepContext): Standing {
  return {
    allow,
    isOurs: (id) => rows.sourceOf(id) === source,
    takesContent: (id) => places.has(id),
    whyGuarded: (id) => memoryGuard(rows, source).whyNot(id),
    roleAdministers: (id) => rows.records('roles').some((role) => role.id === id && makesSpaceAdministrator(role)),
  }
}
