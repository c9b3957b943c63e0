import type { Content } from '@spacecrate/format'
import { type Html, html } from '../../html.js'
import { classificationOf } from '../../parts/classification.js'
import { lozenge } from '../../parts/lozenge.js'
import type { Visit } from '../../visit.js'

/** The status that somebody gave a content. */
export function statusLozenges(visit: Visit, content: Content): Html[] {
  return visit.catalog
    .siblings('states', content.id, { limit: 5 })
    .map(({ name, colour }) => html`${lozenge(name, colour)} `)
}

/** Its classification level, or that which its space gives to all that have none. */
export function classification(visit: Visit, content: Content): Html | undefined {
  const { classification: own } = content
  if (own !== undefined) return classificationOf(visit, own)
  const given = visit.store.get('spaces', content.space)?.classification
  return given === undefined ? undefined : html`${classificationOf(visit, given)} by its space`
}

/** Says that anybody could read it by a link, where somebody had made one. */
export function publicLinkNote(visit: Visit, content: Content): Html | undefined {
  const [link] = visit.catalog.siblings('public-links', content.id, { limit: 1 })
  return link === undefined
    ? undefined
    : html`<span class="badge badge-link-${link.state}" title="The link itself is never carried"
        >Public link ${link.state}</span
      >`
}

/** The numbers of all time that the source counted, without those of single people. */
export function countedLine(visit: Visit, content: Content): string | undefined {
  const whole = visit.catalog
    .siblings('analytics', content.id, { limit: 50 })
    .filter(({ from, by }) => from === undefined && by === undefined)
    .slice(0, 6)
  return whole.length === 0
    ? undefined
    : whole.map(({ measure, value }) => `${value.toLocaleString('en')} ${measure}`).join(', ')
}
