import { siteId, streamRules } from '@spacecrate/format'
import { type Html, html } from '../../html.js'
import { type Page, heading } from '../../page.js'
import { outerLink } from '../../parts/outer-link.js'
import type { Visit } from '../../visit.js'
import { pair } from '../content-facts.js'
import { adminPage } from './admin-frame.js'
import { type AdminArea, adminAreas } from './areas.js'

const mostUrls = 20

/** The administration: what the source said of itself, and the areas with their numbers. */
export async function adminOverviewPage(visit: Visit): Promise<Page> {
  const page = await adminPage(visit, 'Overview', async () => {
    return html`${heading(undefined, 'Administration')}${await siteFacts(visit)}
      <ul class="cards">
        ${adminAreas.map((area) => card(visit, area))}
      </ul>`
  })
  return { ...page, title: 'Administration', crumbs: [] }
}

async function siteFacts(visit: Visit): Promise<Html> {
  const site = visit.store.get('site', siteId)
  if (site === undefined)
    return html`<p class="quiet">This site was made empty: no source has described itself here.</p>`
  const { name, product, version, build, timeZone, baseUrls = [], description } = site
  return html`<dl class="sheet">
    ${pair('Name', name)}${pair('Product', html`${product} ${version}${build !== undefined && ` (build ${build})`}`)}${pair('Time zone', timeZone)}
    ${pair('Addresses', baseUrls.length > 0 && baseUrls.slice(0, mostUrls).map((url) => html`<div>${outerLink(url)}</div>`))}
    ${pair('Description', description && (await visit.rendered(description, {})))}
  </dl>`
}

function card(visit: Visit, { part, title, about, streams, ofEverything }: AdminArea): Html {
  const counts = streams.map((stream) => {
    const count = ofEverything === true ? visit.store.count(stream) : visit.catalog.countOf(stream, siteId)
    const [one, many] = streamRules[stream].words
    return html`<li>${count.toLocaleString('en')} ${count === 1 ? one.replace(/^an? /, '') : many}</li>`
  })
  return html`<li class="card">
    <div>
      <h3><a href="/admin/${part}">${title}</a></h3>
      <p>${about}</p>
      ${
        counts.length > 0 &&
        html`<ul class="counts">
          ${counts}
        </ul>`
      }
    </div>
  </li> `
}
