import { type Setting, type Space, type StreamName, hangingOn } from '@spacecrate/format'
import { type Html, type Part, html } from '../../html.js'
import { actLine } from '../../parts/act-line.js'
import { roleAssignments } from '../../lists/access-lists.js'
import { calendars, figures, publicLinks } from '../../lists/evidence-lists.js'
import { sidebarLinks } from '../../lists/link-lists.js'
import { areaTitles, settingsIn } from '../../lists/setting-lists.js'
import { properties, retentionRules, spaceStates } from '../../lists/site-lists.js'
import type { Page } from '../../page.js'
import { type ListOf, recordList } from '../../parts/record-list.js'
import { watchList } from '../../parts/watch-list.js'
import { sideTree } from '../../tree.js'
import { spaceUrl } from '../../urls.js'
import type { Visit } from '../../visit.js'
import { counted, personLink } from '../../words.js'
import { classificationOf } from '../../parts/classification.js'
import { labelLine, pair } from '../content-facts.js'
import { aroundSpace, inSpace, spaceHead } from '../space.js'
import { categories, logo } from '../spaces.js'

type ShowList = (visit: Visit, space: Space) => Promise<Html | undefined>

const show =
  <Name extends StreamName>(list: ListOf<Name>): ShowList =>
  (visit, space) =>
    recordList(visit, space.id, list)

const areas = (...names: readonly Setting['area'][]): ShowList[] => names.map((area) => show(settingsIn(area)))

/** What of a space is on this page or on one of its neighbours. */
const shownElsewhere: readonly StreamName[] = [
  'content',
  'attachments',
  'templates',
  'space-permissions',
  'labels',
  'watches',
]

const lists: readonly (readonly [streams: readonly StreamName[], lists: readonly ShowList[]])[] = [
  [['sidebar-links'], [show(sidebarLinks), ...areas('sidebar', 'navigation')]],
  [[], areas('theme', 'look-and-feel', 'colour-scheme', 'logo', 'layout', 'stylesheet', 'custom-html', 'pdf')],
  [['space-states'], [show(spaceStates), ...areas('content-states')]],
  [['role-assignments'], [show(roleAssignments)]],
  [['retention-rules'], [show({ ...retentionRules, empty: 'The space has no rule of its own.' })]],
  [[], areas('related-pages')],
  [['calendars'], [show(calendars)]],
  [['analytics'], [show(figures)]],
  [['public-links'], [show(publicLinks)]],
  [['properties'], [show(properties)]],
  [
    ['settings'],
    areas('general', 'further', 'languages', 'shortcut-links', 'code-macro', 'security', 'mail', 'app', 'other'),
  ],
]

/** Kinds of a space that no list above shows, as their rules describe them. */
const others: readonly ShowList[] = hangingOn('spaces')
  .filter((stream) => !shownElsewhere.includes(stream) && !lists.some(([streams]) => streams.includes(stream)))
  .map((stream) => show({ stream }))

/** Everything that whoever administers a space sets for it, and what the source counted of it. */
export async function spaceSettingsPage(visit: Visit, segment: string): Promise<Page> {
  const space = visit.administeredSpace(segment)
  const sections: Part[] = []
  for (const one of [...lists.flatMap(([, shown]) => shown), ...others]) sections.push(await one(visit, space))
  const { description } = space
  const main = html`${spaceHead(visit, space, '/settings')}${overview(visit, space)}
  ${
    description !== undefined &&
    html`<section id="description">
      <h2>Description</h2>
      ${await visit.rendered(description, aroundSpace(space))}
    </section>`
  }
  ${sections} ${watchList(visit, space.id, space.id)}`
  return inSpace(space, 'Settings', main, await sideTree(visit, space))
}

function overview(visit: Visit, space: Space): Html {
  const { key, alias, name, kind, nativeKind, status, owner, created, modified, classification, home } = space
  const grants = visit.catalog.countOf('space-permissions', space.id)
  const shown = visit.catalog.settingAreas(space.id)
  const areaLinks = [...shown].map(([area, count]) => {
    const title = Object.entries(areaTitles).find(([known]) => known === area)?.[1] ?? area
    return html`<a href="#${area}">${title}</a> <span class="count">${count}</span> `
  })
  return html`<dl class="sheet">
    ${pair('Logo', logo(visit, space))}${pair('Name', name)}${pair('Key', html`<code>${key}</code>`)}${pair('Alias', alias)}${pair('Kind', nativeKind ?? kind)}${pair('State', status)}
    ${pair('Owner', owner && personLink(visit, owner))}${pair('Created', actLine(visit, created))}${pair('Changed', actLine(visit, modified))}
    ${pair('Home page', home === undefined && 'none')}${pair('Categories', categories(space))}${pair('Labels', labelLine(visit, space.id))}
    ${pair('Classification', classification && html`${classificationOf(visit, classification)} for content without a level of its own`)}
    ${pair('Permissions', html`<a href="${spaceUrl(space, '/permissions')}">${counted(grants, 'permission')}</a>`)}
    ${pair('Templates', html`<a href="${spaceUrl(space, '/templates')}">${counted(visit.catalog.countOf('templates', space.id), 'template')}</a>`)}
    ${pair('Settings', areaLinks.length > 0 && areaLinks)}
  </dl>`
}
