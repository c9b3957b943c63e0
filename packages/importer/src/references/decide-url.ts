import { parseConfluenceUrl, renameAnchor, rewriteConfluenceUrl, siteUrl } from '@spacecrate/confluence'
import type { ConfluenceUrl } from '@spacecrate/confluence'
import { decideMedia } from './decide-named.js'
import { changed, type ReferenceDecision, same, unresolved } from './decision.js'
import type { BodyPlace, Resolver } from './resolver.js'
import { findTarget } from './url-target.js'

/** Decides on a URL: those of the source lead to the same place at the destination; those elsewhere stay. */
export function decideUrl(url: string, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const text = url.trim()
  if (text === '') return same
  if (text.startsWith('#')) return decideFragment(text, place, resolver)
  if (/^blob:/i.test(text)) return unresolved('URL_TEMPORARY')
  const isAbsolute = /^(?:https?:)?\/\//i.test(text)
  if (!isAbsolute && /^(?:[a-z][a-z0-9+.-]*:|www\.|[{$<])/i.test(text)) return same
  if (!isAbsolute) return decideRelative(text, place, resolver)
  if (!URL.canParse(text, 'http://relative.invalid')) return same
  const { host, pathname } = new URL(text, 'http://relative.invalid')
  const meant = parseConfluenceUrl(text)
  if (meant?.kind === 'media') return mediaUrl(text, meant.fileId ?? '', resolver)
  const ofSource = resolver.isSourceHost(host)
  if (ofSource === undefined && resolver.hostFor(host) === undefined) {
    return meant !== undefined && mayBeSource(host, pathname, meant) ? unresolved('URL_OF_UNKNOWN_SITE') : same
  }
  if (ofSource !== true) return moved(text, host, resolver) ?? same
  const paths = resolver.contextPaths(host)
  if (paths.includes(pathname.replace(/\/+$/, ''))) return become(text, siteUrl(resolver.urls, true))
  if (isOfOtherApp(pathname, meant, paths)) return moved(text, host, resolver) ?? same
  if (meant === undefined) return moved(text, host, resolver) ?? unresolved('URL_OF_SOURCE')
  return decideMeant(text, meant, place, resolver)
}

/** Documentation of the makers of the product and of its apps, which pages link to everywhere: nobody's source. */
const ofMakers = /(?:^|\.)atlassian\.com$|^(?:appfire\.atlassian\.net|comalatech\.jira\.com|wiki\.comalatech\.com)$/
/** Forms that many sites have which are no Confluence. */
const commonKinds: ReadonlySet<ConfluenceUrl['kind']> = new Set(['person', 'label', 'search', 'public-link'])

function mayBeSource(host: string, pathname: string, meant: ConfluenceUrl): boolean {
  if (ofMakers.test(host) || pathname.endsWith('.html')) return false
  return !commonKinds.has(meant.kind) || host.endsWith('.atlassian.net') || /^\/(?:wiki|confluence)\//.test(pathname)
}

function decideRelative(text: string, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const path = text.startsWith('/') ? text : `/${text}`
  const meant = parseConfluenceUrl(path)
  if (meant !== undefined) return decideMeant(path, meant, place, resolver, text)
  return path === '/' ? become(text, siteUrl(resolver.urls, false)) : unresolved('URL_SITE_RELATIVE')
}

/** Jira answers at the same host as Confluence on Cloud; elsewhere whatever lies beside the context path may. */
function isOfOtherApp(pathname: string, meant: ConfluenceUrl | undefined, contextPaths: readonly string[]): boolean {
  if (/^\/(?:browse|jira|secure|issues|projects|servicedesk)(?:\/|$)/.test(pathname)) return true
  const isOutside = contextPaths.length > 0 && contextPaths.every((path) => !`${pathname}/`.startsWith(`${path}/`))
  return isOutside && meant === undefined
}

function moved(text: string, host: string, resolver: Resolver): ReferenceDecision | undefined {
  const to = resolver.hostFor(host)
  const at = to === undefined ? -1 : text.toLowerCase().indexOf(host.toLowerCase())
  return to === undefined || at === -1 ? undefined : become(text, text.slice(0, at) + to + text.slice(at + host.length))
}

/** A place on the page itself; older anchors hold the title of the page. */
function decideFragment(text: string, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const here = resolver.record(place.content ?? place.holder)
  const { title, formerTitle } = here?.target === undefined ? {} : (here.named ?? {})
  if (title === undefined || formerTitle === undefined) return same
  const said = text.slice(1)
  const anchor = decoded(said)
  const after = renameAnchor(anchor, formerTitle, title)
  if (after === undefined) return same
  const isPlain = anchor === said && !after.includes('%')
  return changed({ url: `#${isPlain ? after : encodeURIComponent(after.replace(/\p{Surrogate}/gu, '\uFFFD'))}` })
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function mediaUrl(text: string, fileId: string, resolver: Resolver): ReferenceDecision {
  const decision = decideMedia(fileId, resolver)
  const after = decision.outcome === 'change' ? decision.change.fileId : undefined
  return typeof after === 'string' ? become(text, text.replace(fileId, after)) : decision
}

/** @param text the URL as it stands, where `url` had to be completed to be read */
function decideMeant(
  url: string,
  meant: ConfluenceUrl,
  place: BodyPlace,
  resolver: Resolver,
  text = url,
): ReferenceDecision {
  const found = findTarget(meant, place, resolver)
  if ('reason' in found) return unresolved(found.reason)
  const { target, missing } = found
  const after = rewriteConfluenceUrl(url, target, resolver.urls)
  if (after === undefined) return unresolved('URL_WITHOUT_COUNTERPART')
  const change = after === text ? {} : { url: after }
  return missing === undefined ? changed(change) : unresolved(missing, change)
}

function become(before: string, after: string): ReferenceDecision {
  return before === after ? same : changed({ url: after })
}
