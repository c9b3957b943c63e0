import { type CustomEmoji, siteId } from '@spacecrate/format'
import { codePointsOf } from '../../render/emoticons.js'
import { isInlineType } from '../file-response.js'
import { type Html, html } from '../html.js'
import { recordFileUrl } from '../urls.js'
import type { Visit } from '../visit.js'

/** The custom emoji of an id or a short name. */
function findEmoji(visit: Visit, name: string): CustomEmoji | undefined {
  if (name === '') return undefined
  const byId = visit.store.get('emoji', name.startsWith('emoji:') ? name : `emoji:${name}`)
  return byId ?? visit.catalog.ofRank('emoji', siteId, name)
}

/** Where the picture of a custom emoji is, if there is one that the visitor may see. */
export function findEmojiPicture(
  visit: Visit,
  ...names: readonly string[]
): { readonly url: string; readonly title: string } | undefined {
  for (const name of names) {
    const found = findEmoji(visit, name)
    if (found !== undefined) return pictureOf(visit, found)
  }
  return undefined
}

function pictureOf(
  { store, view }: Visit,
  { id, file, mediaType, shortName }: CustomEmoji,
): { readonly url: string; readonly title: string } | undefined {
  const isPicture = file !== undefined && (mediaType === undefined || isInlineType(mediaType))
  const isSeen = isPicture && view.mayReadPeople && store.hasBlob(file)
  return isSeen ? { url: recordFileUrl('emoji', id), title: shortName } : undefined
}

/** An emoji by whatever names it: its characters, its code points, the id or short name of one of the site. */
export function emojiMark(visit: Visit, name: string): Html {
  const own = findEmoji(visit, name)
  const picture = own && pictureOf(visit, own)
  if (picture !== undefined)
    return html`<img
      class="own-emoji"
      src="${picture.url}"
      alt="${picture.title}"
      title="${own?.name ?? picture.title}"
    />`
  const characters = codePointsOf(name)
  return characters === undefined
    ? html`<span class="emoji${own !== undefined && ' own-emoji'}">${(own?.shortName ?? name).slice(0, 100)}</span>`
    : html`<span class="emoji" title="${name}">${characters}</span>`
}
