import type { Version } from '@spacecrate/format'
import { html } from '../html.js'
import { type Page, facts, heading, more, table } from '../page.js'
import { Refusal } from '../refusal.js'
import { contentUrl, encodeSegment, versionId, versionKey, withQuery, sourceOf } from '../urls.js'
import { seen } from '../seen.js'
import type { Visit } from '../visit.js'
import { counted, personLink, stateBadge, time, titleOf } from '../words.js'
import { contentCrumbs, sideOf } from './content-frame.js'

const perPage = 100

/** The history of a content, the newest version first. */
export async function versionsPage(visit: Visit, segment: string): Promise<Page> {
  const content = visit.content(segment)
  const after = visit.asked('after')
  const { rows: found, next } = await visit.versions('versions', content.id, { after, limit: perPage })
  const isWhole = after === undefined && next === undefined
  const count = isWhole || !visit.view.isAdministrator ? found.length : visit.catalog.countOf('versions', content.id)
  const rows = found.map((version, index) => [
    html`<a href="${versionUrl(content.id, version)}">Version ${version.number}</a
      >${after === undefined && index === 0 && html` <span class="badge">Current</span>`}`,
    time(version.at),
    personLink(visit, version.author),
    html`${version.message}${version.minor === true && html` <span class="kind">minor edit</span>`}${version.title !== undefined && version.title !== content.title && html`<br /><span class="quiet">Title: ${version.title}</span>`}`,
  ])
  const main = html`${heading('History', titleOf(content), stateBadge(content.status))}
  ${facts((isWhole || visit.view.isAdministrator) && counted(count, 'version'), html`<a href="${contentUrl(content)}">Page as it is now</a>`)}
  ${table(['Version', 'When', 'Who', 'Comment'], rows, 'No version of this page is here.')}
  ${more(next && withQuery(contentUrl(content, '/versions'), { after: next }), 'Earlier versions')}`
  return {
    title: `History of ${titleOf(content)}`,
    crumbs: contentCrumbs(visit, content, true),
    main,
    side: await sideOf(visit, content),
  }
}

/** A content as it was. */
export async function versionPage(visit: Visit, segment: string, key: string): Promise<Page> {
  const content = visit.content(segment)
  const version = visit.store.get('versions', versionId(content.id, key))
  if (version === undefined || version.of !== content.id || !visit.view.mayReadVersion(version))
    throw new Refusal(404, 'There is no such version of this page')
  const space = visit.store.get('spaces', content.space)
  const before = (await visit.versions('versions', content.id, { after: version.id, limit: 1 })).rows[0]
  const later = await seen(
    (cut) => visit.catalog.siblings('versions', content.id, cut),
    (one) => visit.view.mayReadVersion(one),
    { after: version.id, limit: 1 },
  )
  const next = later.rows[0]
  const isCurrent = next === undefined
  const title = version.title ?? content.title
  const main = html`${heading(html`Version ${version.number}`, titleOf({ title }), version.status && stateBadge(version.status))}
    <p class="banner banner-old" role="status">
      ${
        isCurrent
          ? html`This is the current version.
              <a href="${contentUrl(content)}">See the page with its comments and files</a>`
          : html`This is version ${version.number} of the page, not the current one.
              <a href="${contentUrl(content)}">See the page as it is now</a>`
      }
    </p>
    ${facts(html`By ${personLink(visit, version.author)}, ${time(version.at)}`, version.message, version.minor === true && 'minor edit')}
    <article class="sheet">
      ${await visit.rendered(version.body, { space, content, ...sourceOf('versions', version) })}
    </article>
    <nav class="steps" aria-label="Versions">
      ${before !== undefined && html`<a href="${versionUrl(content.id, before)}">← Version ${before.number}</a>`}
      <a href="${contentUrl(content, '/versions')}">All versions</a>
      ${next !== undefined && html`<a href="${versionUrl(content.id, next)}">Version ${next.number} →</a>`}
    </nav>`
  return {
    title: `${titleOf({ title })} (version ${version.number})`,
    crumbs: contentCrumbs(visit, content, true),
    main,
    side: await sideOf(visit, content),
  }
}

function versionUrl(content: string, version: Version): string {
  return contentUrl(content, `/versions/${encodeSegment(versionKey(version))}`)
}
