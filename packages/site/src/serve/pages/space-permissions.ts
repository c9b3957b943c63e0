import type { SpacePermission } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { roleAssignments } from '../lists/access-lists.js'
import { type Page, more, table } from '../page.js'
import { recordList } from '../parts/record-list.js'
import { subjectLink } from '../parts/subject-link.js'
import { sideTree } from '../tree.js'
import { spaceUrl, withQuery } from '../urls.js'
import type { Visit } from '../visit.js'
import { inSpace, spaceHead } from './space.js'

const perPage = 2000

/** Who may do what in a space: one line for each person, group or everybody of a kind. */
export async function spacePermissionsPage(visit: Visit, segment: string): Promise<Page> {
  const space = visit.administeredSpace(segment)
  const after = visit.asked('after')
  const found = visit.catalog.siblings('space-permissions', space.id, {
    ...(after === undefined ? {} : { after }),
    limit: perPage + 1,
  })
  const bySubject = new Map<string, SpacePermission[]>()
  for (const permission of found.slice(0, perPage)) {
    const key = 'id' in permission.subject ? permission.subject.id : permission.subject.type
    const known = bySubject.get(key)
    if (known === undefined) bySubject.set(key, [permission])
    else known.push(permission)
  }
  const rows = [...bySubject.values()].flatMap((permissions) => {
    const subject = permissions[0]?.subject
    return subject === undefined ? [] : [[subjectLink(visit, subject), permissions.map(permissionWords)]]
  })
  const last = found.length > perPage ? found[perPage - 1]?.id : undefined
  const main = html`${spaceHead(visit, space, '/permissions')}
  ${table(['Who', 'May'], rows, 'Nobody has a permission in this space, so only the administrator of the site sees it.')}
  ${more(last && withQuery(spaceUrl(space, '/permissions'), { after: last }))}
  ${await recordList(visit, space.id, { ...roleAssignments, empty: undefined })}`
  return inSpace(space, 'Permissions', main, await sideTree(visit, space))
}

function permissionWords({ operation, target, native }: SpacePermission): Html {
  const words = operation === undefined ? native : `${operation.replace('_', ' ')} ${target ?? 'space'}`
  return html`<span class="label" title="${native}">${words}</span> `
}
