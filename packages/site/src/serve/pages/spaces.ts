import type { Space } from '@spacecrate/format'
import { type Html, html, sanitised } from '../html.js'
import { type Page, heading, more, spaceName } from '../page.js'
import { fileUrl, spaceUrl, versionKey, withQuery } from '../urls.js'
import { type Piece, seen } from '../seen.js'
import type { Visit } from '../visit.js'
import { counted, firstLetter } from '../words.js'

const groups = ['current', 'personal', 'archived', 'trashed'] as const
type Group = (typeof groups)[number]

const titles: { readonly [Name in Group]: string } = {
  current: 'Spaces',
  personal: 'Personal spaces',
  archived: 'Archived spaces',
  trashed: 'Spaces in the trash',
}
const perGroup = 60
/** Characters of a description of which a card shows the beginning. */
const longestExcerpted = 16 * 1024

/** All spaces that the visitor may see, in groups; of a large group its beginning, the rest on a page of its own. */
export async function spacesPage(visit: Visit): Promise<Page> {
  const only = groups.find((group) => group === visit.asked('group'))
  const after = visit.after((id) => visit.view.mayReadSpace(id) && visit.store.get('spaces', id) !== undefined)
  const sections: (Html | undefined)[] = []
  for (const group of groups) {
    if (only !== undefined && only !== group) continue
    const spaces = await seen(
      (cut) => visit.catalog.spaces(cut),
      (space) => groupOf(space) === group && visit.view.mayReadSpace(space.id),
      { after: only === undefined ? undefined : after, limit: perGroup },
    )
    if (spaces.rows.length > 0) sections.push(await section(visit, group, spaces))
  }
  const main = html`${heading(undefined, visit.siteName)} ${sections}
  ${sections.length === 0 && html`<p class="empty">There is no space here that you may see.</p>`}`
  return { title: only === undefined ? visit.siteName : titles[only], main }
}

function groupOf(space: Space): Group {
  if (space.status !== 'current') return space.status
  return space.kind === 'personal' ? 'personal' : 'current'
}

async function section(visit: Visit, group: Group, { rows, next }: Piece<Space>): Promise<Html> {
  const cards: Html[] = []
  for (const space of rows) cards.push(await card(visit, space))
  const rest = next && withQuery('/', { group, after: next })
  return html`<section>
    <h2>${titles[group]}</h2>
    <ul class="cards">
      ${cards}
    </ul>
    ${more(rest, `More ${titles[group].toLowerCase()}`)}
  </section>`
}

async function card(visit: Visit, space: Space): Promise<Html> {
  // Numbers tell of pages that others may not see.
  const sizes = visit.view.isAdministrator ? visit.catalog.shelfSizes(space.id) : undefined
  const sum = (kind: string): number => sizes?.get(`current ${kind}`) ?? 0
  const counts =
    sizes && html`<p class="facts">${counted(sum('page'), 'page')} · ${counted(sum('blogpost'), 'post')}</p>`
  return html`<li class="card">
    ${logo(visit, space)}
    <div>
      <h3><a href="${spaceUrl(space)}">${spaceName(space)}</a></h3>
      <p class="facts"><code>${space.key}</code></p>
      ${await descriptionText(visit, space)}${categories(space)}${counts}
    </div>
  </li> `
}

/** The logo of a space, or its first letter. */
export function logo(visit: Visit, space: Space): Html {
  const attachment = space.logo === undefined ? undefined : visit.store.get('attachments', space.logo)
  const version =
    attachment && visit.view.mayReadAttachment(attachment.id) ? visit.currentFile(attachment.id) : undefined
  if (attachment !== undefined && version?.blob !== undefined) {
    const url = fileUrl(attachment.id, versionKey(version), attachment.name)
    return html`<img class="logo" src="${url}" alt="" width="48" height="48" />`
  }
  return html`<span class="logo" aria-hidden="true">${firstLetter(spaceName(space).trim())}</span>`
}

/** The categories of a space. */
export function categories(space: Space): Html | undefined {
  const names = space.categories ?? []
  return names.length === 0
    ? undefined
    : html`<p class="labels">${names.slice(0, 50).map((name) => html`<span class="label">${name}</span> `)}</p>`
}

/** The beginning of a description as text: enough for a card. */
async function descriptionText(visit: Visit, space: Space): Promise<Html | undefined> {
  if (space.description === undefined) return undefined
  const { description } = space
  // Of a long one the page of the space is the place.
  if (('value' in description ? description.value.length : description.bytes) > longestExcerpted) return undefined
  const rendered = await visit.rendered(description, { space, container: space.id })
  const text = rendered.text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  // Escaped already, so it is cut before a character reference that the cut would break.
  const cut = text.length > 180 ? `${text.slice(0, 180).replace(/&[^;]{0,9}$/, '')}…` : text
  return text === '' ? undefined : html`<p>${sanitised(cut.replaceAll('<', '&lt;'))}</p>`
}
