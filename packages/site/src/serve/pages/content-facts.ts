import type { Content } from '@spacecrate/format'
import { type Html, type Part, html, joined } from '../html.js'
import { ancestorsOf } from '../tree.js'
import { groupLink } from '../parts/subject-link.js'
import { contentUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { counted, personLink, titleOf } from '../words.js'

const shownNames = 50

/** Who may read and change a content, where that is limited on it or above it; names are for those who may look people up. */
export function restrictionLine(visit: Visit, content: Content): Html | undefined {
  const own = (['read', 'update'] as const).map((operation) => {
    const names = subjects(visit, content.id, operation)
    const words = operation === 'read' ? 'Only these may read it: ' : 'Only these may change it: '
    const who = visit.view.mayReadPeople ? joined(names, ', ') : 'named people and groups'
    return names.length > 0 && html`<li>${words}${who}</li>`
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

/** A term and what is said of it; nothing where nothing is. */
export function pair(term: string, said: Part): Html | undefined {
  return said === undefined || said === false || said === ''
    ? undefined
    : html`<div>
        <dt>${term}</dt>
        <dd>${said}</dd>
      </div>`
}
