import { type Html, html } from '../html.js'
import { type Page, heading, more, spaceName } from '../page.js'
import { contentUrl, spaceUrl, withQuery } from '../urls.js'
import { foldName } from '../../store/fold-name.js'
import { seen } from '../seen.js'
import type { Visit } from '../visit.js'
import { kindName, personLink, stateBadge, titleOf } from '../words.js'

const perPage = 50
/** Each batch looks at every title. */
const perBatch = 1000

/** What holds the words in its title; on the first piece also spaces and people of that name. */
export async function searchPage(visit: Visit): Promise<Page> {
  const words = (visit.asked('q') ?? '').trim().slice(0, 200)
  if (words === '') {
    return {
      title: 'Search',
      main: html`${heading(undefined, 'Search')}
        <p class="empty">Type a part of a title above.</p>`,
    }
  }
  const after = visit.after((id) => visit.view.mayReadContent(id))
  const { rows, next } = await visit.readable((cut) => visit.catalog.searchTitles(words, cut), {
    after,
    limit: perPage,
    batch: perBatch,
  })
  const main = html`${heading('Search', `“${words}”`)} ${after === undefined && (await others(visit, words))}
    <section>
      <h2>Titles</h2>
      ${
        rows.length === 0
          ? html`<p class="empty">No ${after !== undefined && 'further '}title holds these words.</p>`
          : html`<ul class="posts">
              ${rows.map((content) => hit(visit, content))}
            </ul>`
      }
      ${more(next && withQuery('/search', { q: words, after: next }))}
    </section>`
  return { title: `Search: ${words}`, main }
}

function hit(visit: Visit, content: Parameters<typeof kindName>[0]): Html {
  const space = visit.store.get('spaces', content.space)
  return html`<li>
    <a href="${contentUrl(content)}">${titleOf(content)}</a> ${stateBadge(content.status)}
    <span class="kind">${kindName(content)}</span
    >${space !== undefined && html` <span class="quiet">in <a href="${spaceUrl(space)}">${spaceName(space)}</a></span>`}
  </li> `
}

async function others(visit: Visit, words: string): Promise<Html> {
  const folded = foldName(words)
  const { rows: spaces } = await seen(
    (cut) => visit.catalog.spaces(cut),
    ({ id, key, name }) => foldName(`${key} ${name ?? ''}`).includes(folded) && visit.view.mayReadSpace(id),
    { limit: 10 },
  )
  const people = visit.view.mayReadPeople ? visit.catalog.searchPeople(words, 10) : []
  return html`${
    spaces.length > 0 &&
    html`<section>
      <h2>Spaces</h2>
      <ul class="posts">
        ${spaces.map((space) => html`<li><a href="${spaceUrl(space)}">${spaceName(space)}</a> <code>${space.key}</code></li>`)}
      </ul>
    </section>`
  }
  ${
    people.length > 0 &&
    html`<section>
      <h2>People</h2>
      <ul class="posts">
        ${people.map((person) => html`<li>${personLink(visit, person.id)}</li>`)}
      </ul>
    </section>`
  }`
}
