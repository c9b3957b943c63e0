import { html } from '../../html.js'
import { actLine } from '../../parts/act-line.js'
import { calendarEvents, calendars } from '../../lists/evidence-lists.js'
import { type Page, facts, heading, spaceCrumbs } from '../../page.js'
import { idLink } from '../../parts/id-link.js'
import { swatch } from '../../parts/lozenge.js'
import { recordList } from '../../parts/record-list.js'
import { plainText } from '../../parts/source-text.js'
import { Refusal } from '../../refusal.js'
import { sideTree } from '../../tree.js'
import { spaceUrl } from '../../urls.js'
import type { Visit } from '../../visit.js'

/** A calendar with its events, for those who administer what it belongs to. */
export async function calendarPage(visit: Visit, segment: string): Promise<Page> {
  const calendar = visit.store.get('calendars', visit.id('calendar', segment))
  const of = calendar?.space
  const space = of === undefined || !visit.view.mayAdminister(of) ? undefined : visit.store.get('spaces', of)
  // Nobody learns which calendars there are from the answer.
  if (space === undefined) visit.needAdministrator()
  if (calendar === undefined) throw new Refusal(404, 'There is no such calendar')
  const { name, kind, colour, timeZone, description, created, parent, native } = calendar
  const parts = {
    ...calendars,
    title: 'Calendars in it',
    read: (asked: Visit, owner: string, cut: { readonly after?: string; readonly limit: number }) =>
      asked.catalog.siblings('calendars', owner, { ...cut, parent: calendar.id }),
  }
  const main = html`${heading('Calendar', name)}
  ${facts(kind, colour && swatch(colour), timeZone, parent && html`part of ${idLink(visit, parent)}`, created && html`made by ${actLine(visit, created)}`)}
  ${description !== undefined && html`<p>${description}</p>`} ${await recordList(visit, of ?? 'site:source', parts)}
  ${await recordList(visit, calendar.id, { ...calendarEvents, empty: 'It has no events.' })}
  ${
    native !== undefined &&
    html`<details class="about">
      <summary>As the source kept it</summary>
      ${plainText(native)}
    </details>`
  }`
  return {
    title: name,
    crumbs:
      space === undefined
        ? [
            { url: '/admin', text: 'Administration' },
            { url: '/admin/calendars', text: 'Calendars' },
          ]
        : [...spaceCrumbs(space), { url: spaceUrl(space, '/settings'), text: 'Settings' }],
    main,
    side: space && (await sideTree(visit, space)),
  }
}
