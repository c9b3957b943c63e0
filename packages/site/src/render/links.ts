import { anchorId, linkedId } from './anchors.js'
import { inline, partOf } from './element-rule.js'
import type { ElementRule } from './element-rule.js'
import { element as tag, escapeHtml } from './escape.js'
import { leftOutLink, missing } from './missing.js'
import { findPart } from './open-element.js'
import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'
import { relativeLink } from './relative-links.js'
import { safeUrl } from './safe-url.js'
import { contentSays, firstTarget, readTarget } from './targets.js'
import type { Target } from './targets.js'

const TARGETS = [
  'ri:page',
  'ri:blog-post',
  'ri:content-entity',
  'ri:attachment',
  'ri:user',
  'ri:space',
  'ri:url',
  'ri:shortcut',
] as const
/** These show their target themselves. */
const HOLDERS: ReadonlySet<string> = new Set(['ac:link', 'ac:image', 'ri:attachment'])
const LINK_BODIES = ['ac:link-body', 'ac:plain-text-link-body'] as const

/** Links, and the elements that say where a link goes. */
export const linkRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ...TARGETS.map((name) => [name, target] as const),
  ...LINK_BODIES.map(
    (name) =>
      [
        name,
        partOf(
          ['ac:link'],
          inline((element) => element.html),
        ),
      ] as const,
  ),
  ['ac:link', link],
  ['a', inline(htmlLink)],
])

function target(element: OpenElement, parent: OpenElement, view: PageView): void {
  parent.parts.push(element)
  if (HOLDERS.has(parent.name)) return
  const found = readTarget(element)
  if (found !== undefined) parent.html += linkTo(found, view, { insideLink: element.insideLink })
}

function link(element: OpenElement, parent: OpenElement, view: PageView): void {
  parent.parts.push(element)
  const body = findPart(element, ...LINK_BODIES)
  const tooltip = element.attributes.get('ac:tooltip')
  const options: LinkOptions = {
    insideLink: element.insideLink,
    bodyHtml: body?.html || element.html.trim(),
    ...(element.attributes.has('ac:anchor') ? { anchor: element.attributes.get('ac:anchor') ?? '' } : {}),
    ...(tooltip === undefined ? {} : { tooltip }),
  }
  const found = firstTarget(element.parts)
  parent.html += found === undefined ? samePageLink(options, view) : linkTo(found, view, options)
  parent.text += body?.text || element.text || (found?.says.title ?? found?.says.fileName ?? options.anchor ?? '')
  parent.hasBlock ||= body?.hasBlock === true || element.hasBlock
}

/** How a link is shown. */
export interface LinkOptions {
  /** There is a link around it already, which can't hold another one. */
  readonly insideLink: boolean
  readonly bodyHtml?: string
  readonly anchor?: string
  readonly tooltip?: string
}

/** A link to what a body refers to, or the place where it is missing. */
export function linkTo({ kind, says }: Target, view: PageView, options: LinkOptions): string {
  switch (kind) {
    case 'page':
    case 'blogpost':
    case 'content': {
      const found = view.context.page(contentSays(says, kind))
      const label = says.title ?? (says.contentId === undefined ? 'page' : `page ${says.contentId}`)
      if (found === undefined && isKeyword(says.title)) return escapeHtml(label)
      if (found === undefined) return missing('page', withSpace(says.spaceKey, label), options.bodyHtml)
      return linkHtml(found.url + fragment(options.anchor, found.title), found.title, options)
    }
    case 'attachment': {
      const fileName = says.fileName ?? ''
      const container =
        says.container === undefined ? {} : { container: contentSays(says.container, says.container.kind) }
      const found = view.context.attachment({ fileName, ...container })
      if (found === undefined) return missing('file', fileName, options.bodyHtml)
      return linkHtml(found.url, fileName, options, 'c-file')
    }
    case 'user': {
      const found = says.user === undefined ? undefined : view.context.user(says.user)
      if (found === undefined) return missing('person', says.user?.value ?? 'nobody', options.bodyHtml)
      return linkHtml(found.url, found.name, options, 'c-user')
    }
    case 'space': {
      const found = view.context.space(says.spaceKey ?? '')
      if (found === undefined && isKeyword(says.spaceKey)) return escapeHtml(says.spaceKey)
      if (found === undefined) return missing('space', says.spaceKey ?? '', options.bodyHtml)
      return linkHtml(found.url, found.name, options)
    }
    case 'url':
      return urlLink(says.url ?? '', view, options)
    case 'shortcut': {
      const label = `${says.shortcutParameter ?? ''}@${says.shortcutKey ?? ''}`
      const found = view.context.shortcut?.(says.shortcutKey ?? '', says.shortcutParameter ?? '')
      if (found === undefined) return missing('shortcut link', label, options.bodyHtml)
      return urlLink(found.url, view, {
        ...options,
        tooltip: options.tooltip ?? label,
        bodyHtml: options.bodyHtml || escapeHtml(found.title),
      })
    }
    case 'anchor':
      return samePageLink(options, view)
    case 'media':
    case 'emoji':
    case 'group':
    case 'template':
    case 'application-link':
    case 'app-object':
      // No element of storage format links to one of these.
      return options.bodyHtml ?? ''
    default:
      kind satisfies never
      return ''
  }
}

/** A link to a URL that stands in a body. */
export function urlLink(url: string, view: PageView, options: LinkOptions): string {
  const safe = safeUrl(url)
  if (safe === undefined) return leftOutLink(url, options.bodyHtml)
  switch (safe.type) {
    case 'absolute':
      return linkHtml(safe.href, url, options)
    case 'fragment':
      return linkHtml(fragment(decode(safe.href.slice(1)), view.context.title), url, options)
    case 'relative': {
      const found = relativeLink(safe.href, view.context)
      if (found === undefined) return missing('link target', url, options.bodyHtml)
      return linkHtml(found.url, found.title, options)
    }
    default:
      safe.type satisfies never
      return ''
  }
}

function htmlLink(element: OpenElement, view: PageView): string {
  const url = element.attributes.get('href')
  const tooltip = element.attributes.get('title')
  const name = element.attributes.get('name') ?? element.attributes.get('id')
  const place = name === undefined ? '' : tag('span', { id: anchorId(name) }, '')
  if (url === undefined) return place + element.html
  const options = {
    insideLink: element.insideLink,
    // A card shows its URL until somebody looks the title up; here it is known.
    ...(element.text.trim() === url.trim() ? {} : { bodyHtml: element.html }),
    ...(tooltip === undefined ? {} : { tooltip }),
  }
  return place + urlLink(url, view, options)
}

/** A link, or only its text where there is a link around it already. */
export function linkHtml(url: string | undefined, label: string, options: LinkOptions, added?: string): string {
  const shown = options.bodyHtml || escapeHtml(label)
  if (options.insideLink || url === undefined) return tag('span', { class: added, title: options.tooltip }, shown)
  return tag('a', { href: url, class: added, title: options.tooltip }, shown)
}

/** Without an anchor, and without a target, a link means the page that it stands on. */
function samePageLink(options: LinkOptions, { context }: PageView): string {
  if (options.anchor === undefined) return tag('span', { title: 'This page' }, options.bodyHtml || 'this page')
  return linkHtml(fragment(options.anchor, context.title), options.anchor, options)
}

/** @param title of the page that the place is on */
function fragment(name: string | undefined, title: string | undefined): string {
  return name === undefined || name === '' ? '' : `#${encodeURIComponent(linkedId(name, title))}`
}

/** Macros say `@self`, `@home`, `@all` or `currentSpace()` in place of a page or space. */
function isKeyword(name: string | undefined): name is string {
  return name !== undefined && /^(?:@\w{1,20}|currentSpace\(\))$/.test(name)
}

function withSpace(key: string | undefined, title: string): string {
  return key === undefined ? title : `${key}: ${title}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
