import type { Attachment, Content } from '@spacecrate/format'
import { inlineBlobType } from '../../file-response.js'
import { type Html, html } from '../../html.js'
import { emojiMark } from '../../parts/emoji.js'
import { outerLink } from '../../parts/outer-link.js'
import { ancestorsOf } from '../../tree.js'
import { fileUrl, versionKey } from '../../urls.js'
import type { Visit } from '../../visit.js'

const longestValue = 10_000

/** The emoji before a title. */
export function titleEmoji(visit: Visit, content: Content): Html | undefined {
  const name = ofEditor(visit, content, 'emoji-title')
  return typeof name === 'string' && name !== '' ? html`${emojiMark(visit, name)} ` : undefined
}

/** The picture over a page: a file of the page, or a link to one of another site, which no page of this site loads. */
export async function headerImage(visit: Visit, content: Content): Promise<Html | undefined> {
  const value = ofEditor(visit, content, 'cover-picture-id')
  const id = typeof value === 'string' ? value : memberOf(value, 'id')
  if (typeof id !== 'string' || id === '') return undefined
  if (/^https?:/i.test(id)) return html`<p class="cover cover-note">Header image on another site: ${outerLink(id)}</p>`
  const file = findFile(visit, content, id)
  const version = file && visit.currentFile(file.id)
  if (file === undefined || version?.blob === undefined || !visit.store.hasBlob(version.blob))
    return html`<p class="cover cover-note">The header image is not here: <code>${id.slice(0, 200)}</code></p>`
  const url = fileUrl(file.id, versionKey(version), file.name)
  if ((await inlineBlobType(visit.store, version.blob)) === undefined)
    return html`<p class="cover cover-note">
      The header image cannot be shown: <a href="${url}"><code>${file.name}</code></a>
    </p>`
  const position = memberOf(value, 'position')
  const place = typeof position === 'number' && position < 34 ? 'top' : Number(position) > 66 ? 'bottom' : 'middle'
  return html`<img class="cover cover-picture cover-${place}" src="${url}" alt="Header image" />`
}

/** A page may show a file of the page that it drafts, and of the pages above it. */
function findFile(visit: Visit, content: Content, id: string): Attachment | undefined {
  const { store, catalog, view } = visit
  const holders = [
    content.id,
    content.draftOf,
    ...ancestorsOf(visit, content)
      .path.map((above) => above.id)
      .reverse(),
  ]
  const home = store.get('spaces', content.space)?.home
  for (const holder of new Set([...holders, home])) {
    const found = holder === undefined ? undefined : catalog.fileByMediaId(holder, id)
    if (found !== undefined && view.mayReadAttachment(found.id)) return found
  }
  return undefined
}

/** How wide the page was, in the words of the editor. */
export function pageWidth(visit: Visit, content: Content): string | undefined {
  const value = ofEditor(visit, content, 'content-appearance')
  return typeof value === 'string' ? value.slice(0, 100) : undefined
}

/** The editor keeps each of these twice, for the page and for its draft; JSON stands in a text that is JSON again. */
function ofEditor(visit: Visit, content: Content, key: string): unknown {
  const keys = content.status === 'draft' ? [`${key}-draft`, `${key}-published`] : [`${key}-published`]
  for (const name of keys) {
    const text = visit.store.get('properties', `property:${content.id}/${name}`)?.value
    if (text === undefined || text.length > longestValue) continue
    const once = parse(text)
    return typeof once === 'string' ? parse(once) : once
  }
  return undefined
}

/** The value of a JSON text, or the text itself where it is none. */
function parse(text: string): unknown {
  // Code points of digits only are a name, and not a number.
  if (/^[\d.e+-]*$/i.test(text)) return text
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return text
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}
