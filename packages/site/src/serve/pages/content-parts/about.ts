import { type Content, type StreamName, hangingOn } from '@spacecrate/format'
import { type Html, type Part, html } from '../../html.js'
import { figures, publicLinks } from '../../lists/evidence-lists.js'
import { properties } from '../../lists/site-lists.js'
import { recordList } from '../../parts/record-list.js'
import { plainText } from '../../parts/source-text.js'
import { watchList } from '../../parts/watch-list.js'
import type { Visit } from '../../visit.js'
import { pair } from '../content-facts.js'
import { pageWidth } from './title-marks.js'

/** Kinds that hang on a content and that its page shows in places of their own. */
const shown: readonly StreamName[] = [
  'attachments',
  'comments',
  'versions',
  'labels',
  'likes',
  'reactions',
  'restrictions',
  'states',
  'tasks',
  'watches',
  'properties',
  'analytics',
  'public-links',
]
const others: readonly StreamName[] = hangingOn('content').filter((stream) => !shown.includes(stream))

/** What a page holds beyond what is read: where it comes from, watchers, figures, properties, and whatever else hangs on it. */
export async function aboutSection(visit: Visit, content: Content): Promise<Html> {
  const lists: Part[] = [
    watchList(visit, content.id, content.space),
    await recordList(visit, content.id, figures),
    await recordList(visit, content.id, publicLinks),
    await recordList(visit, content.id, properties),
  ]
  for (const stream of others) lists.push(await recordList(visit, content.id, { stream }))
  // The next piece of a list is asked for from inside.
  const isOpen = [...visit.url.searchParams.keys()].some(
    (key) => key.endsWith('-after') && !['comments-after', 'tasks-after'].includes(key),
  )
  return html`<details class="about" ${isOpen && html` open`}>
    <summary>Details</summary>
    <dl>
      ${pair('Id', html`<code>${content.id}</code>`)}${pair('Kind', content.customType ?? content.kind)}${pair('Editor', content.editor)}${pair('Page width', pageWidth(visit, content))}
      ${origin(visit, content.id)}
      ${Object.entries(content.extra ?? {})
        .slice(0, 100)
        .map(([name, value]) => pair(name, plainText(value, undefined, 2000)))}
    </dl>
    ${lists}
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
