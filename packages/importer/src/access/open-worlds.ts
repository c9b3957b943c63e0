import type { Archive } from '@spacecrate/format'
import type { CallOptions, Destination, DestinationDescription } from '../destination.js'
import type { AccessTables } from './access-tables.js'
import { DestinationRights } from './destination-rights.js'
import { GroupMembers } from './group-members.js'
import { People } from './people.js'
import { type PlannedContent, PlannedRights } from './planned-rights.js'
import { openSiteUse, type SiteUse } from '../source-access/site-use.js'
import { SourceRights } from './source-rights.js'
import type { Worlds } from './walk-places.js'

/** What the worlds are opened over. */
export interface WorldsRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly tables: AccessTables
  readonly contentOf: (id: string) => PlannedContent
  /** @default nobody was shut out */
  readonly siteUse?: SiteUse
}

/** The worlds, and the groups of the source. */
export interface OpenWorlds {
  readonly worlds: Worlds
  readonly before: GroupMembers
  /** Who may read what at the destination as it stands. */
  readonly standing: DestinationRights
}

/** Opens the source, the plan and the destination for questions. */
export async function openWorlds(request: WorldsRequest): Promise<OpenWorlds> {
  const { archive, destination, description, tables, contentOf, siteUse = openSiteUse, signal } = request
  const shared = {
    reader: destination.reader,
    source: archive.manifest.source.siteId,
    ...(signal === undefined ? {} : { signal }),
  }
  const people = await People.open(tables, { ...shared, actingAs: description.actingAs })
  const groups = { ...shared, tables, people }
  const before = new GroupMembers({ ...groups, world: 'source' })
  const after = new GroupMembers({ ...groups, world: 'planned' })
  const there = new DestinationRights({ ...shared, people, groups: after })
  const planned = new PlannedRights({ tables, people, groups: after, destination: there, contentOf })
  const asItIs = new GroupMembers({ ...groups, world: 'destination' })
  return {
    worlds: { tables, people, source: new SourceRights(tables, people, before, siteUse), planned },
    before,
    standing: new DestinationRights({ ...shared, people, groups: asItIs }),
  }
}
