import type { Content } from '@spacecrate/format'
import { type Html, type Part, html, joined } from '../html.js'
import { table } from '../page.js'
import { ancestorsOf } from '../tree.js'
import { contentUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { counted, personLink, time, titleOf } from '../words.js'
import { groupLink } from './space-permissions.js'

const shownNames = 50
const longestValue = 2000

/** Who may read and change a content, where that is limited on it or above it. */
export function restrictionLine(visit: Visit, content: Content): Html | undefined {
  const own = (['read', 'update'] as const).map((operation) => {
    const names = subjects(visit, content.id, operation)
    const words = operation === 'read' ? 'Only these may read it: ' : 'Only these may change it: '
    return names.length > 0 && html`<li>${words}${joined(names, ', ')}</li>`
  })
  const above = ancestorsOf(visit, content).path.filter((page) => subjects(visit, page.id, 'read').length > 0)
  const inherited = above.map(
    (page) => html`<li>Reading is limited by <a href="${contentUrl(page)}">${titleOf(page)}</a> above it</li>`,
  )
  if (own.every((line) => line === false) && inherited.length === 0) return undefined
  return html`<div class="lock">
    <strong>Restricted</strong>
    <ul>
      ${own}${inherited}
    </ul>
  </div>`
}

function subjects(visit: Visit, content: string, operation: 'read' | 'update'): Html[] {
  return visit.catalog
    .siblings('restrictions', content, { limit: 500 })
    .filter((restriction) => restriction.operation === operation)
    .map(({ subject }) => (subject.startsWith('group:') ? groupLink(visit, subject) : personLink(visit, subject)))
}

/** The labels of anything. */
export function labelLine(visit: Visit, on: string): Html | undefined {
  const labels = visit.catalog
    .siblings('labels', on, { limit: 200 })
    // A personal label is for its person alone.
    .filter((label) => label.prefix !== 'my' || visit.view.isAdministrator || label.person === visit.view.visitor)
  if (labels.length === 0) return undefined
  const shown = labels.map(
    ({ name, prefix }) =>
      html`<li>
        <span class="label">${prefix !== 'global' && html`<span class="quiet">${prefix}:</span>`}${name}</span>
      </li> `,
  )
  return html`<ul class="labels" aria-label="Labels">
    ${shown}
  </ul>`
}

/** How many like it, and who. */
export function likeLine(visit: Visit, on: string): Html | undefined {
  const count = visit.catalog.countOf('likes', on)
  if (count === 0) return undefined
  const likes = visit.catalog.siblings('likes', on, { limit: shownNames })
  const names = joined(
    likes.map((like) => personLink(visit, like.by)),
    ', ',
  )
  const rest = count - likes.length
  return html`<p class="likes">
    <span class="thumb" aria-hidden="true">♥</span> ${counted(count, 'like')}:
    ${names}${rest > 0 && ` and ${counted(rest, 'other')}`}
  </p>`
}

/** What a page holds beyond what is read: properties, watchers, where it comes from. */
export function aboutSection(visit: Visit, content: Content): Html {
  const properties = visit.catalog.siblings('properties', content.id, { limit: 200 })
  const rows = properties.map((property) => [
    html`<code>${property.key}</code>`,
    html`<pre class="value">${cutText(property.value)}</pre>`,
    property.modified && html`${personLink(visit, property.modified.by)} ${time(property.modified.at)}`,
  ])
  const watches = visit.catalog.siblings('watches', content.id, { limit: shownNames })
  const watchers = visit.view.isAdministrator && watches.length > 0
  return html`<details class="about">
    <summary>Details</summary>
    <dl>
      ${pair('Id', html`<code>${content.id}</code>`)}${pair('Kind', content.customType ?? content.kind)}${pair('Editor', content.editor)}
      ${
        watchers &&
        pair(
          'Watched by',
          joined(
            watches.map((watch) => html`${personLink(visit, watch.by)}${watch.kind !== 'watch' && ` (${watch.kind})`}`),
            ', ',
          ),
        )
      }
      ${origin(visit, content.id)}
      ${Object.entries(content.extra ?? {})
        .slice(0, 100)
        .map(([name, value]) => pair(name, cutText(value)))}
    </dl>
    <h3>Properties</h3>
    ${table(['Key', 'Value', 'Changed'], rows, 'It has no properties.')}
  </details>`
}

function origin(visit: Visit, id: string): Html | undefined {
  if (!visit.view.isAdministrator) return undefined
  const provenance = visit.store.provenanceOf(id)
  if (provenance === undefined) return pair('Comes from', 'this site')
  const { source, record, archive } = provenance
  return pair(
    'Comes from',
    html`record <code>${record}</code> of the site <code>${source}</code>, by archive <code>${archive}</code>`,
  )
}

/** A term and what is said of it; nothing where nothing is. */
export function pair(term: string, said: Part): Html | undefined {
  return said === undefined || said === false || said === ''
    ? undefined
    : html`<div>
        <dt>${term}</dt>
        <dd>${said}</dd>
      </div>`
}

function cutText(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}
