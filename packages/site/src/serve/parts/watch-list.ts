import { type Html, html, joined } from '../html.js'
import { more } from '../page.js'
import type { Visit } from '../visit.js'
import { counted, personLink } from '../words.js'

const shownNames = 100

const words = { watch: 'Watched by', 'blog-watch': 'Blog watched by', favourite: 'Favourite of' } as const

/**
 * Who watches a content or a space, for those who administer the space. What is somebody's favourite, only they and the
 * administrator of the site see.
 */
export function watchList(visit: Visit, on: string, space: string): Html | undefined {
  const { view, catalog } = visit
  const count = catalog.countOf('watches', on)
  if (count === 0) return undefined
  const seen = catalog
    .siblings('watches', on, { limit: shownNames })
    .filter(
      ({ by, kind }) =>
        view.isAdministrator || by === view.visitor || (kind !== 'favourite' && view.mayAdminister(space)),
    )
  if (seen.length === 0) return undefined
  const lines = (['watch', 'blog-watch', 'favourite'] as const).map((kind) => {
    const names = seen.filter((watch) => watch.kind === kind).map(({ by }) => personLink(visit, by))
    return names.length > 0 && html`<p>${words[kind]} ${joined(names, ', ')}</p>`
  })
  const rest =
    view.isAdministrator && count > shownNames ? `/admin/records/watches?owner=${encodeURIComponent(on)}` : undefined
  return html`<section id="watches">
    <h2>Watchers and favourites</h2>
    ${lines}${more(rest, `All ${counted(count, 'watch', 'watches')}`)}
  </section>`
}
