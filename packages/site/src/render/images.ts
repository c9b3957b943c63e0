import { inline, partOf } from './element-rule.js'
import type { ElementRule } from './element-rule.js'
import { element as tag, escapeHtml, openTag } from './escape.js'
import { linkTo, urlLink } from './links.js'
import { missing } from './missing.js'
import { findPart, numberAttribute } from './open-element.js'
import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'
import { relativeFile } from './relative-links.js'
import { safeUrl } from './safe-url.js'
import { contentSays, firstTarget } from './targets.js'

/** Alignments and layouts of both editors, and the class that stands for them. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['left', 'c-place-left'],
  ['right', 'c-place-right'],
  ['center', 'c-place-center'],
  ['wrap-left', 'c-place-left'],
  ['wrap-right', 'c-place-right'],
  ['wide', 'c-place-wide'],
  ['full-width', 'c-place-wide'],
])

/** Pictures. */
export const imageRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ['ac:image', image],
  [
    'ac:caption',
    partOf(
      ['ac:image'],
      inline((element) => element.html),
    ),
  ],
  ['img', inline((element, view) => remoteImage(element.attributes.get('src') ?? '', element, view))],
])

function image(element: OpenElement, parent: OpenElement, view: PageView): void {
  const shown = withLink(picture(element, view), element, view)
  const caption = findPart(element, 'ac:caption')
  const place = placeOf(element)
  if (caption === undefined && place === undefined) {
    parent.html += shown
    return
  }
  const captionHtml = caption === undefined ? '' : `<figcaption>${caption.html}</figcaption>`
  parent.html += tag('figure', { class: `c-figure ${place ?? ''}`.trim() }, shown + captionHtml)
  parent.hasBlock = true
}

function placeOf(element: OpenElement): string | undefined {
  return PLACES.get(element.attributes.get('ac:layout') ?? '') ?? PLACES.get(element.attributes.get('ac:align') ?? '')
}

function picture(element: OpenElement, view: PageView): string {
  const target = firstTarget(element.parts)
  if (target?.kind === 'url') return remoteImage(target.says.url ?? '', element, view)
  const fileName = target?.says.fileName
  if (target === undefined || fileName === undefined) return missing('image', 'unknown')
  const container =
    target.says.container === undefined
      ? {}
      : { container: contentSays(target.says.container, target.says.container.kind) }
  const file = view.context.attachment({ fileName, ...container })
  if (file === undefined) return missing('image', fileName)
  if (!mayBePicture(file)) return linkTo(target, view, { insideLink: element.insideLink })
  return shownImage(file, fileName, element)
}

function mayBePicture({ mediaType }: { readonly mediaType?: string }): boolean {
  return mediaType === undefined || mediaType.startsWith('image/')
}

/** @param element an `ac:image`, or an `img` with the names of HTML */
function shownImage({ url }: { readonly url: string }, fileName: string, element: OpenElement): string {
  const { attributes } = element
  const number = (...names: readonly string[]): string | undefined =>
    names.map((name) => numberAttribute(element, name, 1, 10_000)).find((found) => found !== undefined)
  const hasWidth = attributes.has('ac:width') || attributes.has('width')
  return openTag('img', {
    class: attributes.get('ac:border') === 'true' ? 'c-image c-border' : 'c-image',
    src: url,
    alt: attributes.get('ac:alt') ?? attributes.get('alt') ?? fileName,
    title: attributes.get('ac:title') ?? attributes.get('title'),
    width: number('ac:width', 'width', 'ac:original-width'),
    height: hasWidth ? undefined : number('ac:height', 'height'),
    loading: 'lazy',
  })
}

/** An image of another site isn't loaded: that would tell the site who reads the page, and may not be reachable. */
function remoteImage(url: string, element: OpenElement, view: PageView): string {
  const alt = element.attributes.get('ac:alt') ?? element.attributes.get('alt') ?? ''
  const safe = safeUrl(url)
  if (safe?.type === 'relative') {
    const file = relativeFile(safe.href, view.context)
    if (file !== undefined && mayBePicture(file)) return shownImage(file, file.fileName, element)
  }
  if (safe?.type !== 'absolute') {
    const label = alt || (url.startsWith('data:') ? 'inside the page' : url)
    return safe?.type === 'relative' ? urlLink(url, view, { insideLink: element.insideLink }) : missing('image', label)
  }
  const label = `<span class="c-remote-note">Image on another site</span> ${escapeHtml(alt || safe.href)}`
  if (element.insideLink) return tag('span', { class: 'c-remote-image' }, label)
  return tag('a', { class: 'c-remote-image', href: safe.href }, label)
}

function withLink(shown: string, element: OpenElement, view: PageView): string {
  const url = element.attributes.get('ac:href')
  return url === undefined || element.insideLink || shown.startsWith('<a')
    ? shown
    : urlLink(url, view, { insideLink: false, bodyHtml: shown })
}
