import type { Content, Space } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { type Crumb, heading, spaceCrumbs } from '../page.js'
import { ancestorsOf, sideTree } from '../tree.js'
import { contentUrl, spaceUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { statusLozenges } from './content-parts/status.js'
import { titleEmoji } from './content-parts/title-marks.js'
import { day, kindName, stateBadge, titleOf } from '../words.js'

/** Title, kind and state. */
export function contentHead(visit: Visit, content: Content): Html {
  const over = content.kind === 'page' && content.subtype === undefined ? undefined : kindName(content)
  const posted = content.postingDay !== undefined && `, ${day(content.postingDay)}`
  const lock =
    visit.catalog.countOf('restrictions', content.id) > 0 && html`<span class="badge badge-lock">Restricted</span>`
  const type = content.customType !== undefined && html` <code>${content.customType.slice(0, 200)}</code>`
  const badges = [stateBadge(content.status), lock, statusLozenges(visit, content)]
  return heading(over && html`${over}${type}${posted}`, titleOf(content), badges, titleEmoji(visit, content))
}

/** The way to a content: its space and what is above it. */
export function contentCrumbs(visit: Visit, content: Content, itself = false): Crumb[] {
  const space = visit.store.get('spaces', content.space)
  const { path, cut } = ancestorsOf(visit, content)
  const shown = path.length > 6 ? path.slice(-6) : path
  return [
    ...(space === undefined ? [] : spaceCrumbs(space)),
    ...(space !== undefined && (cut || path.length > shown.length)
      ? [{ url: spaceUrl(space, '/tree'), text: '…' }]
      : []),
    ...shown.map((above) => ({ url: contentUrl(above), text: titleOf(above) })),
    ...(itself ? [{ url: contentUrl(content), text: titleOf(content) }] : []),
  ]
}

/** Says of a content that is not current what it is. */
export function stateBanner(visit: Visit, content: Content): Html | undefined {
  const published =
    content.draftOf !== undefined && visit.view.mayReadContent(content.draftOf)
      ? visit.store.get('content', content.draftOf)
      : undefined
  const closed =
    visit.store.isClosed(content.id) &&
    html`<p class="banner banner-draft" role="status">
      This page is closed: the import that made it has not finished with it, and only the administrator sees it.
    </p>`
  switch (content.status) {
    case 'current':
      return closed === false ? undefined : closed
    case 'trashed':
      return html`<p class="banner banner-trashed" role="status">
          This ${kindName(content).toLowerCase()} is in the trash. Only those who administer the space see it.
        </p>
        ${closed}`
    case 'archived':
      return html`<p class="banner banner-archived" role="status">
          This ${kindName(content).toLowerCase()} is archived: kept, and out of the way of search and tree.
        </p>
        ${closed}`
    case 'draft':
      return html`<p class="banner banner-draft" role="status">
          This is a draft, never published in this
          form${published !== undefined && html`, of <a href="${contentUrl(published)}">${titleOf(published)}</a>`}.
          Only its author sees it.
        </p>
        ${closed}`
    default:
      return content.status satisfies never
  }
}

/** What a page about a content is shown beside. */
export async function sideOf(visit: Visit, content: Content): Promise<Html | undefined> {
  const space: Space | undefined = visit.store.get('spaces', content.space)
  return space && (await sideTree(visit, space, content))
}
