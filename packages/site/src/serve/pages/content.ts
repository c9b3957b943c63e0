import type { Content } from '@spacecrate/format'
import { safeUrl } from '../../render/safe-url.js'
import { type Html, html } from '../html.js'
import { type Page, facts } from '../page.js'
import { openTree, sideTree } from '../tree.js'
import { contentUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { kindName, personLink, time, titleOf } from '../words.js'
import { attachmentSection } from './attachment-table.js'
import { commentSection } from './comment-threads.js'
import { aboutSection, labelLine, likeLine, restrictionLine } from './content-facts.js'
import { contentCrumbs, contentHead, stateBanner } from './content-frame.js'

/** A page, post or other content as it is now. */
export async function contentPage(visit: Visit, segment: string): Promise<Page> {
  const content = visit.content(segment)
  const space = visit.store.get('spaces', content.space)
  const version = visit.catalog.last('versions', content.id)
  const drafts = visit.readable(visit.catalog.draftsOf(content.id))
  const hasBody = version !== undefined || content.kind === 'page' || content.kind === 'blogpost'
  const main = html`${contentHead(visit, content)} ${stateBanner(visit, content)}
    ${facts(
      html`By ${personLink(visit, content.created?.by)}, ${time(content.created?.at)}`,
      version !== undefined && html`last changed by ${personLink(visit, version.author)}, ${time(version.at)}`,
      html`<a href="${contentUrl(content, '/versions')}">Version ${content.version}</a>`,
      content.owner !== undefined && html`owner ${personLink(visit, content.owner)}`,
    )}
    ${restrictionLine(visit, content)} ${labelLine(visit, content.id)}
    <article class="sheet">
      ${hasBody && (await visit.rendered(version?.body, { space, content }))}${elsewhere(content)}${!hasBody && content.url === undefined && html`<p class="quiet">A ${kindName(content).toLowerCase()} has no text of its own here.</p>`}
    </article>
    ${likeLine(visit, content.id)}
    ${drafts.length > 0 && html`<p class="facts">Drafts: ${drafts.map((draft) => html`<a href="${contentUrl(draft)}">${titleOf(draft)}</a> `)}</p>`}
    ${
      space !== undefined &&
      visit.catalog.hasTreeChildren(content) &&
      html`<section id="children">
        <h2>Pages below</h2>
        ${openTree(visit, space, content.id, undefined)}
      </section>`
    }
    ${await attachmentSection(visit, content.id, contentUrl(content, '/attachments'))}
    ${await commentSection(visit, content, space)} ${aboutSection(visit, content)}`
  return {
    title: titleOf(content),
    crumbs: contentCrumbs(visit, content),
    main,
    side: space && sideTree(visit, space, content),
  }
}

function elsewhere(content: Content): Html | undefined {
  if (content.url === undefined) return undefined
  const url = safeUrl(content.url)
  const shown = content.url.slice(0, 500)
  return url?.type === 'absolute'
    ? html`<p>Points to <a href="${url.href}" rel="noreferrer noopener">${shown}</a></p>`
    : html`<p>Points to <code>${shown}</code></p>`
}
