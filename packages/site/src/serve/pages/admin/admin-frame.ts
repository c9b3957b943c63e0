import { siteId } from '@spacecrate/format'
import { type Html, type Part, html } from '../../html.js'
import { type Crumb, type Page, heading } from '../../page.js'
import type { Visit } from '../../visit.js'
import { type AdminArea, adminAreas } from './areas.js'

/** A page of the administration, with its areas beside it. Refuses everybody but the administrator. */
export async function adminPage(
  visit: Visit,
  title: string,
  main: () => Promise<Html>,
  crumbs: readonly Crumb[] = [],
): Promise<Page> {
  visit.needAdministrator()
  return {
    title: `${title} · Administration`,
    crumbs: [{ url: '/admin', text: 'Administration' }, ...crumbs],
    main: await main(),
    side: areaList(visit),
    sideName: 'Administration',
  }
}

/** One area: its lists, one after the other. */
export async function adminAreaPage(visit: Visit, area: AdminArea): Promise<Page> {
  return adminPage(visit, area.title, async () => {
    const sections: Part[] = []
    for (const show of area.lists) sections.push(await show(visit, siteId))
    const isEmpty = sections.every((section) => section === undefined)
    return html`${heading(undefined, area.title)}
      <p class="quiet">${area.about}</p>
      ${sections} ${isEmpty && html`<p class="empty">There is nothing here.</p>`}`
  })
}

function areaList(visit: Visit): Html {
  const link = (path: string, text: string): Html =>
    html`<li>
      <span class="mark"></span
      ><a href="${path}" ${visit.url.pathname === path && html` aria-current="page"`}>${text}</a>
    </li> `
  return html`<p class="side-head"><a href="/admin">Administration</a></p>
    <nav class="tree" aria-label="Areas of the administration">
      <ul>
        ${adminAreas.map(({ part, title }) => link(`/admin/${part}`, title))} ${link('/templates', 'Global templates')}
        ${link('/admin/records', 'Everything by kind')}
      </ul>
    </nav>`
}
