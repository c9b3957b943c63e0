import { renameAnchor } from '../references/anchor-name.js'
import { readConfluenceUrl, type ReadUrl } from './confluence-url.js'
import { encodeTinyLink } from './tiny-link.js'

/** How a site writes its URLs. */
export interface UrlStyle {
  /** `embedded` has no address of its own: links stay within the site. */
  readonly style: 'cloud' | 'data-center' | 'embedded'
  /** With its context path, such as `https://acme.atlassian.net/wiki`. */
  readonly baseUrl?: string
  /** Id of the site in names of Atlassian's platform (ARI). */
  readonly cloudId?: string
}

/** What a URL shall lead to, in ids and names of the destination. */
export type UrlTarget =
  | {
      readonly to: 'content'
      /** With its kind: `page:12`. */
      readonly id: string
      readonly spaceKey?: string
      /** Its title there, and the one that it had. */
      readonly title?: string
      readonly formerTitle?: string
      readonly postingDay?: string
      /** Number of a comment on it; absent if the URL shall name none. */
      readonly commentId?: string
    }
  | { readonly to: 'space'; readonly id: string; readonly key: string; readonly homeId?: string }
  | {
      readonly to: 'attachment'
      /** With its kind: `attachment:12`. */
      readonly id: string
      /** Of the content that holds it, with its kind. */
      readonly contentId?: string
      readonly fileName: string
    }
  /** `id` with its kind. */
  | { readonly to: 'person'; readonly id: string; readonly accountId?: string; readonly userName?: string }
  | { readonly to: 'label'; readonly label: string; readonly spaceKey?: string }
  | { readonly to: 'search'; readonly cql?: string; readonly text?: string }
  | { readonly to: 'group' | 'template'; readonly id: string }

/**
 * A URL of the source as a URL of the destination: in the form that it had where the destination understands that, with all
 * that means nothing to us kept; else in the destination's own form. Absolute if it was and the destination has an address.
 * `undefined` where the destination has no such place.
 */
export function rewriteConfluenceUrl(url: string, target: UrlTarget, style: UrlStyle): string | undefined {
  const read = readConfluenceUrl(url)
  if (read === undefined) return undefined
  const path =
    style.style === 'embedded' ? embeddedPath(target) : (keptForm(read, target, style) ?? ownPath(target, style))
  if (path === undefined) return undefined
  const base = read.meant.host === undefined ? contextPath(style) : (style.baseUrl ?? contextPath(style))
  return `${base.replace(/\/+$/, '')}${path}${fragmentOf(url, read, target, style)}`
}

/** The address of the site itself, as a URL that was absolute or relative to the site says it. */
export function siteUrl(style: UrlStyle, isAbsolute: boolean): string {
  const base = isAbsolute ? (style.baseUrl ?? contextPath(style)) : contextPath(style)
  return base === '' ? '/' : base
}

function contextPath({ style, baseUrl }: UrlStyle): string {
  if (style === 'embedded') return ''
  if (baseUrl !== undefined && URL.canParse(baseUrl)) return new URL(baseUrl).pathname.replace(/\/+$/, '')
  return style === 'cloud' ? '/wiki' : ''
}

/** See the paths that the embedded site serves. */
function embeddedPath(target: UrlTarget): string | undefined {
  switch (target.to) {
    case 'content':
      return `/pages/${segment(/^page:\d+$/.test(target.id) ? numberOf(target.id) : target.id)}`
    case 'space':
      // A key that isn't plain could be taken for something else.
      return `/spaces/${segment(/^~?[A-Za-z0-9][\w.-]{0,254}$/.test(target.key) ? target.key : target.id)}`
    case 'attachment':
      return `/attachments/${segment(numberOf(target.id))}`
    case 'person':
      return `/people/${segment(numberOf(target.id))}`
    case 'group':
      return `/groups/${segment(numberOf(target.id))}`
    case 'template':
      return `/templates/${segment(numberOf(target.id))}`
    case 'search':
      return target.text === undefined ? undefined : `/search?q=${encode(target.text)}`
    case 'label':
      return undefined
    default:
      target satisfies never
      return undefined
  }
}

function ownPath(target: UrlTarget, { style }: UrlStyle): string | undefined {
  switch (target.to) {
    case 'content': {
      const id = numberOf(target.id)
      const comment = target.commentId === undefined ? '' : `focusedCommentId=${target.commentId}`
      if (style === 'data-center' || target.spaceKey === undefined) {
        return `/pages/viewpage.action?pageId=${id}${comment && `&${comment}`}`
      }
      const { postingDay } = target
      const folder = postingDay === undefined ? folderOf(target.id) : `blog/${postingDay}`
      return `/spaces/${segment(target.spaceKey)}/${folder}/${id}${comment && `?${comment}`}`
    }
    case 'space': {
      const home = target.homeId === undefined ? '' : `/overview?homepageId=${numberOf(target.homeId)}`
      return style === 'cloud' ? `/spaces/${segment(target.key)}${home}` : `/display/${segment(target.key)}`
    }
    case 'attachment':
      return target.contentId === undefined
        ? undefined
        : `/download/attachments/${numberOf(target.contentId)}/${encode(target.fileName)}`
    case 'person':
      if (target.accountId !== undefined && style === 'cloud') return `/people/${segment(target.accountId)}`
      return target.userName === undefined ? undefined : `/display/~${segment(target.userName)}`
    case 'label':
      return `/label/${target.spaceKey === undefined ? '' : `${segment(target.spaceKey)}/`}${segment(target.label)}`
    case 'search': {
      const asked = target.cql === undefined ? ['text', target.text ?? ''] : ['cql', target.cql]
      return `/${style === 'cloud' ? 'search' : 'dosearchsite.action'}?${asked[0]}=${encode(asked[1] ?? '')}`
    }
    case 'group':
    case 'template':
      return undefined
    default:
      target satisfies never
      return undefined
  }
}

/** Forms that Cloud and Data Center both answer, with the new names in the place of the old ones. */
function keptForm({ form, path, search, meant }: ReadUrl, target: UrlTarget, style: UrlStyle): string | undefined {
  if (form === 'tiny' && target.to === 'content') {
    const token = encodeTinyLink(numberOf(target.id))
    return token === undefined ? undefined : `/x/${token}${search}`
  }
  if (form === 'action') {
    if (target.to === 'person' && target.userName === undefined) return undefined
    const names = parameters(target)
    const isWithout = target.to === 'content' && target.commentId === undefined
    const asked = isWithout ? search.replace(/[?&]focusedCommentId=[^&#]*/g, '').replace(/^&/, '?') : search
    return (
      path +
      asked.replace(/(?<=[?&])([^=&#]+)=([^&#]*)/g, (whole, name: string) => {
        const value = Object.hasOwn(names, name) ? names[name] : undefined
        return value === undefined ? whole : `${name}=${value}`
      })
    )
  }
  if (form === 'download' && target.to === 'attachment' && target.contentId !== undefined) {
    const moved = path.replace(/(?<=\/(?:attachments|thumbnails|content)\/)\d+/, numberOf(target.contentId))
    return moved.replace(/(?<=\/attachment\/(?:att)?)\d+(?=\/download$)/, numberOf(target.id)) + search
  }
  if (form === 'display' && style.style === 'data-center') {
    if (target.to === 'space') return `/display/${segment(target.key)}${search}`
    const title = target.to === 'content' ? (target.title ?? meant.title) : undefined
    if (target.to !== 'content' || title === undefined || target.spaceKey === undefined) return undefined
    const day = target.postingDay === undefined ? '' : `${target.postingDay}/`
    return `/display/${segment(target.spaceKey)}/${day}${plus(title)}${search}`
  }
  if (form === 'path' && style.style === 'cloud' && target.to === 'content') return cloudPath(path, search, target)
  return undefined
}

/** The slug behind the id is only for people. */
function cloudPath(path: string, search: string, target: Extract<UrlTarget, { to: 'content' }>): string | undefined {
  const match = /^\/spaces\/[^/]+\/(?<between>[a-z].*?\/(?:\d{4}\/\d\d\/\d\d\/)?)\d+(?<slug>\/.*)?$/.exec(path)
  if (match === null || target.spaceKey === undefined) return undefined
  const { between = '', slug } = match.groups ?? {}
  const day = target.postingDay
  const folder = day === undefined ? between : between.replace(/\d{4}\/\d\d\/\d\d/, day)
  const after = slug === undefined ? '' : target.title === undefined ? slug : `/${plus(target.title)}`
  const comment = (found: string): string =>
    target.commentId === undefined ? '' : found.replace(/\d+$/, target.commentId)
  const query = search.replace(/[?&]focusedCommentId=\d+/g, comment).replace(/^&/, '?')
  return `/spaces/${segment(target.spaceKey)}/${folder}${numberOf(target.id)}${after}${query}`
}

/** Parameters of `*.action` by name. */
function parameters(target: UrlTarget): Readonly<Record<string, string | undefined>> {
  if (target.to === 'space') return { key: encode(target.key) }
  if (target.to === 'label') return { key: target.spaceKey === undefined ? undefined : encode(target.spaceKey) }
  if (target.to === 'search') return { cql: target.cql === undefined ? undefined : encode(target.cql) }
  if (target.to === 'person') return { username: target.userName === undefined ? undefined : encode(target.userName) }
  if (target.to === 'attachment') {
    const id = target.contentId === undefined ? undefined : numberOf(target.contentId)
    const preview = id === undefined ? undefined : `/${id}/${numberOf(target.id)}/${encode(target.fileName)}`
    return { pageId: id, contentId: id, preview }
  }
  if (target.to !== 'content') return {}
  const id = numberOf(target.id)
  return {
    pageId: id,
    draftId: id,
    contentId: id,
    parentPageId: id,
    fromPageId: id,
    spaceKey: target.spaceKey === undefined ? undefined : encode(target.spaceKey),
    title: target.title === undefined ? undefined : plus(target.title),
    focusedCommentId: target.commentId,
  }
}

function fragmentOf(url: string, { meant }: ReadUrl, target: UrlTarget, { style }: UrlStyle): string {
  const fragment = /#.*$/s.exec(url.trim())?.[0] ?? ''
  if (target.to !== 'content') return target.to === 'attachment' ? '' : fragment
  const { commentId, title, formerTitle } = target
  if (meant.commentId !== undefined) {
    if (commentId === undefined) return ''
    if (style === 'embedded') return `#comment:${commentId}`
    return fragment === '' ? '' : `#comment-${commentId}`
  }
  if (meant.anchor === undefined || title === undefined || formerTitle === undefined) return fragment
  const renamed = renameAnchor(meant.anchor, formerTitle, title)
  return renamed === undefined ? fragment : `#${encode(renamed)}`
}

function folderOf(id: string): string {
  const kind = id.slice(0, id.indexOf(':'))
  return kind === 'post' ? 'blog' : kind === 'page' || kind === 'custom' ? 'pages' : kind
}

/** Of an id with its kind: what stands behind it. */
function numberOf(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}

/** Half a character has no place in a URL. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
}

function segment(text: string): string {
  return encode(text).replaceAll('%3A', ':').replaceAll('%7E', '~')
}

function plus(title: string): string {
  return encode(title).replaceAll('%20', '+')
}
