import { type Html, html } from '../html.js'
import { type Page, heading, more, spaceName } from '../page.js'
import { contentUrl, spaceUrl, withQuery } from '../urls.js'
import type { Visit } from '../visit.js'
import { kindName, personLink, stateBadge, titleOf } from '../words.js'

const perPage = 50
const mostPieces = 40

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
  const piece = Math.min(mostPieces, Math.max(1, Number.parseInt(visit.asked('piece') ?? '1', 10) || 1))
  const found = visit.catalog.searchTitles(words, (piece - 1) * perPage, perPage + 1)
  const shown = visit.readable(found.slice(0, perPage))
  const isMore = found.length > perPage && piece < mostPieces
  const main = html`${heading('Search', `“${words}”`)} ${piece === 1 && others(visit, words)}
    <section>
      <h2>Titles</h2>
      ${
        shown.length === 0
          ? html`<p class="empty">No title ${piece > 1 && 'of this piece '}holds these words.</p>`
          : html`<ul class="posts">
              ${shown.map((content) => hit(visit, content))}
            </ul>`
      }
      ${more(isMore ? withQuery('/search', { q: words, piece: String(piece + 1) }) : undefined)}
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

function others(visit: Visit, words: string): Html {
  const spaces = visit.catalog.searchSpaces(words, 10).filter(({ id }) => visit.view.mayReadSpace(id))
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
