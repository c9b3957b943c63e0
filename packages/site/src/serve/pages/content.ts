import type { Content } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { type Page, facts } from '../page.js'
import { tasks } from '../lists/content-lists.js'
import { outerLink } from '../parts/outer-link.js'
import { reactionLines } from '../parts/reactions.js'
import { recordList } from '../parts/record-list.js'
import { hasChildren, openTree, sideTree } from '../tree.js'
import { contentUrl, sourceOf } from '../urls.js'
import type { Visit } from '../visit.js'
import { kindName, personLink, time, titleOf } from '../words.js'
import { attachmentSection } from './attachment-table.js'
import { commentSection } from './comment-threads.js'
import { labelLine, likeLine, restrictionLine } from './content-facts.js'
import { aboutSection } from './content-parts/about.js'
import { classification, countedLine, publicLinkNote } from './content-parts/status.js'
import { headerImage } from './content-parts/title-marks.js'
import { contentCrumbs, contentHead, stateBanner } from './content-frame.js'

/** A page, post or other content as it is now. */
export async function contentPage(visit: Visit, segment: string): Promise<Page> {
  const content = visit.content(segment)
  const space = visit.store.get('spaces', content.space)
  const version = await visit.currentVersion('versions', content.id)
  const drafts = await visit.readable((cut) => visit.catalog.draftsOf(content.id, cut), { limit: 20 })
  const hasBody = version !== undefined || content.kind === 'page' || content.kind === 'blogpost'
  const main = html`${await headerImage(visit, content)} ${contentHead(visit, content)} ${stateBanner(visit, content)}
    ${facts(
      html`By ${personLink(visit, content.created?.by)}, ${time(content.created?.at)}`,
      version !== undefined && html`last changed by ${personLink(visit, version.author)}, ${time(version.at)}`,
      html`<a href="${contentUrl(content, '/versions')}">Version ${content.version}</a>`,
      content.owner !== undefined && html`owner ${personLink(visit, content.owner)}`,
      classification(visit, content),
      publicLinkNote(visit, content),
      countedLine(visit, content),
    )}
    ${restrictionLine(visit, content)} ${labelLine(visit, content.id)}
    <article class="sheet">
      ${hasBody && (await visit.rendered(version?.body, { space, content, ...sourceOf('versions', version) }))}${elsewhere(content)}${!hasBody && content.url === undefined && html`<p class="quiet">A ${kindName(content).toLowerCase()} has no text of its own here.</p>`}
    </article>
    ${likeLine(visit, content.id)} ${reactionLines(visit, content.id)}
    ${drafts.rows.length > 0 && html`<p class="facts">Drafts: ${drafts.rows.map((draft) => html`<a href="${contentUrl(draft)}">${titleOf(draft)}</a> `)}</p>`}
    ${
      space !== undefined &&
      (await hasChildren(visit, content)) &&
      html`<section id="children">
        <h2>Pages below</h2>
        ${await openTree(visit, space, content.id, undefined)}
      </section>`
    }
    ${await recordList(visit, content.id, tasks)}
    ${await attachmentSection(visit, content.id, contentUrl(content, '/attachments'))}
    ${await commentSection(visit, content, space)} ${await aboutSection(visit, content)}`
  return {
    title: titleOf(content),
    crumbs: contentCrumbs(visit, content),
    main,
    side: space && (await sideTree(visit, space, content)),
  }
}

function elsewhere(content: Content): Html | undefined {
  return content.url === undefined ? undefined : html`<p>Points to ${outerLink(content.url)}</p>`
}
