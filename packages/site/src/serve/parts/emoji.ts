import { type CustomEmoji, siteId } from '@spacecrate/format'
import { codePointsOf } from '../../render/emoticons.js'
import { type Html, html } from '../html.js'
import { recordFileUrl } from '../urls.js'
import type { Visit } from '../visit.js'

/** The custom emoji of an id or a short name, of those whose picture the visitor may see. */
export function findEmoji(visit: Visit, name: string): CustomEmoji | undefined {
  if (name === '' || !visit.view.mayReadPeople) return undefined
  const { store, catalog } = visit
  const found =
    store.get('emoji', name.startsWith('emoji:') ? name : `emoji:${name}`) ?? catalog.ofRank('emoji', siteId, name)
  return found?.file !== undefined && store.hasBlob(found.file) ? found : undefined
}

/** An emoji by whatever names it: its characters, its code points, the id or short name of one of the site. */
export function emojiMark(visit: Visit, name: string): Html {
  const own = findEmoji(visit, name)
  if (own !== undefined) {
    const label = own.name ?? own.shortName
    return html`<img
      class="own-emoji"
      src="${recordFileUrl('emoji', own.id)}"
      alt="${own.shortName}"
      title="${label}"
    />`
  }
  const characters = codePointsOf(name)
  return characters === undefined
    ? html`<span class="emoji">${name.slice(0, 100)}</span>`
    : html`<span class="emoji" title="${name}">${characters}</span>`
}
