import { decodeTinyLink } from './tiny-link.js'

/** What a URL of a Confluence site leads to, as far as the URL itself says it. */
export interface ConfluenceUrl {
  /** `content`: a page, a blog post, or anything else with an id in a space. */
  readonly kind: 'content' | 'space' | 'attachment' | 'person' | 'label' | 'media' | 'public-link'
  /** Host with its port, in lower case. Absent for a URL that is relative to its site. */
  readonly host?: string
  /** Of the content; of the content that holds the attachment; of the home page when it is a space. */
  readonly contentId?: string
  /** May be an alias, and may name a user by `~`. */
  readonly spaceKey?: string
  readonly title?: string
  /** Of a blog post, as `yyyy/mm/dd`. */
  readonly postingDay?: string
  readonly commentId?: string
  readonly fileName?: string
  readonly attachmentId?: string
  readonly accountId?: string
  readonly label?: string
  /** The media file of `api.media.atlassian.com`. */
  readonly fileId?: string
  /** The place on the page, decoded, unless it names a comment. */
  readonly anchor?: string
}

type Found = Omit<ConfluenceUrl, 'host' | 'anchor' | 'commentId'>

interface UrlForm {
  /** Matches the path from the end of the context path (`/wiki`, `/confluence`, none) on. */
  readonly path: RegExp
  readonly read: (part: (name: string) => string | undefined, query: URLSearchParams) => Found | undefined
}

const LONGEST = 8192
const PLACEHOLDER = 'relative.invalid'

/** One row per form of URL; the first that matches and understands the URL counts. */
const forms: readonly UrlForm[] = [
  { path: /^\/spaces\/[\w-]+\.action$/, read: (_part, query) => space(query.get('key')) },
  {
    path: /^\/spaces\/(?<key>[^/]+)\/blog\/(?<day>\d{4}\/\d\d\/\d\d)\/(?<id>\d+)(?:\/.*)?$/,
    read: (part) => content({ contentId: part('id'), spaceKey: part('key'), postingDay: part('day') }),
  },
  {
    path: /^\/spaces\/(?<key>[^/]+)\/(?:pages|blog|folders?|whiteboards?|databases?|embeds?|history)(?:\/edit(?:-v2)?)?\/(?<id>\d+)(?:\/.*)?$/,
    read: (part) => content({ contentId: part('id'), spaceKey: part('key') }),
  },
  {
    path: /^\/spaces\/(?<key>[^/]+)(?:\/(?:overview|pages|blog))?\/?$/,
    read: (part, query) => space(part('key'), query.get('homepageId')),
  },
  {
    path: /^\/pages\/create[\w-]*\.action$/,
    read: (_part, query) => content({ contentId: query.get('parentPageId') }),
  },
  {
    path: /^\/labels\/[\w-]+\.action$/,
    read: (_part, query) => label(query.get('ids') ?? query.get('name'), query.get('key')),
  },
  {
    path: /^\/(?:[\w-]+\/)*[\w-]+\.action$/,
    read: (_part, query) =>
      content({ contentId: query.get('pageId') ?? query.get('draftId') ?? query.get('contentId') }) ??
      content({ spaceKey: query.get('spaceKey'), title: query.get('title') }),
  },
  {
    path: /^\/display\/(?<key>[^/]+)\/(?<day>\d{4}\/\d\d\/\d\d)\/(?<title>[^/]+)\/?$/,
    read: (part) => content({ spaceKey: part('key'), postingDay: part('day'), title: part('title') }),
  },
  {
    path: /^\/display\/(?<key>[^/]+)\/(?<title>[^/]+)\/?$/,
    read: (part) => content({ spaceKey: part('key'), title: part('title') }),
  },
  { path: /^\/display\/(?<key>[^/]+)\/?$/, read: (part) => space(part('key')) },
  { path: /^\/x\/(?<token>[\w-]+)\/?$/, read: (part) => content({ contentId: decodeTinyLink(part('token') ?? '') }) },
  {
    path: /^\/download\/(?:attachments|thumbnails)\/(?<id>\d+)\/(?<file>[^/]+)$/,
    read: (part) => attachment({ contentId: part('id'), fileName: part('file') }),
  },
  {
    path: /^\/rest\/api\/content\/(?<id>\d+)\/child\/attachment\/(?<attachment>(?:att)?\d+)\/download$/,
    read: (part) => attachment({ contentId: part('id'), attachmentId: part('attachment') }),
  },
  {
    path: /^\/people\/(?<account>[^/]+)\/?$/,
    read: (part) => ({ kind: 'person', ...given({ accountId: part('account') }) }),
  },
  { path: /^\/(?:external|share)\/[^/]+(?:\/.*)?$/, read: () => ({ kind: 'public-link' }) },
  { path: /^\/label\/(?<key>[^/]+)\/(?<name>[^/]+)\/?$/, read: (part) => label(part('name'), part('key')) },
  { path: /^\/label\/(?<name>[^/]+)\/?$/, read: (part) => label(part('name')) },
]

/**
 * What a URL of a Confluence site leads to: absolute, without a scheme, or relative to the site, with or without a context
 * path, in the forms that Cloud, Data Center and Server have had. `undefined` for a URL of no known form.
 *
 * It doesn't know which hosts are Confluence sites: whoever asks compares `host`.
 */
export function parseConfluenceUrl(url: string): ConfluenceUrl | undefined {
  const parsed = url.length > LONGEST ? undefined : parseUrl(url.trim())
  if (parsed === undefined) return undefined
  const found = readMedia(parsed) ?? readPreview(parsed) ?? readPath(parsed)
  if (found === undefined) return undefined
  const fragment = decode(parsed.hash.slice(1))
  const inFragment = /^comment-(\d+)$/.exec(fragment)?.[1]
  return {
    ...found,
    ...given({
      host: parsed.host === PLACEHOLDER ? undefined : parsed.host,
      commentId: parsed.searchParams.get('focusedCommentId') ?? inFragment,
      anchor: inFragment === undefined && fragment !== '' ? fragment : undefined,
    }),
  }
}

function parseUrl(url: string): URL | undefined {
  if (!/^(?:https?:)?\/\/?[^/\\]|^\/$/i.test(url) || !URL.canParse(url, `http://${PLACEHOLDER}`)) return undefined
  return new URL(url, `http://${PLACEHOLDER}`)
}

/** A site may live under a context path of one or two segments. */
function readPath({ pathname, searchParams }: URL): Found | undefined {
  let rest = pathname
  for (let depth = 0; depth <= 2 && rest !== ''; depth++) {
    for (const form of forms) {
      const match = form.path.exec(rest)
      const parts = match?.groups
      const found = match === null ? undefined : form.read((name) => decodePart(parts?.[name]), searchParams)
      if (found !== undefined) return found
    }
    const next = rest.indexOf('/', 1)
    rest = next === -1 ? '' : rest.slice(next)
  }
  return undefined
}

/** `?preview=/page/attachment/name` on any URL opens the file. */
function readPreview({ searchParams }: URL): Found | undefined {
  const [, contentId, attachmentId, fileName] = /^\/(\d+)\/(\d+)\/(.+)$/.exec(searchParams.get('preview') ?? '') ?? []
  return contentId === undefined ? undefined : attachment({ contentId, attachmentId, fileName })
}

function readMedia({ host, pathname }: URL): Found | undefined {
  const fileId = /^\/file\/([\da-f-]{36})(?:\/|$)/i.exec(pathname)?.[1]
  return host.endsWith('media.atlassian.com') && fileId !== undefined ? { kind: 'media', fileId } : undefined
}

type Given = Readonly<Record<string, string | null | undefined>>

function content(parts: {
  readonly contentId?: string | null | undefined
  readonly spaceKey?: string | null | undefined
  readonly title?: string | null | undefined
  readonly postingDay?: string | null | undefined
}): Found | undefined {
  const isNamed = /^\d+$/.test(parts.contentId ?? '') || ((parts.title ?? '') !== '' && (parts.spaceKey ?? '') !== '')
  return isNamed ? { kind: 'content', ...given(parts) } : undefined
}

function space(spaceKey: string | null | undefined, contentId?: string | null): Found | undefined {
  return spaceKey ? { kind: 'space', ...given({ spaceKey, contentId }) } : undefined
}

function attachment(parts: Given): Found {
  return { kind: 'attachment', ...given(parts) }
}

function label(name: string | null | undefined, spaceKey?: string | null): Found | undefined {
  return name ? { kind: 'label', ...given({ label: name, spaceKey }) } : undefined
}

/** Only the values that are there. */
function given(parts: Given): Readonly<Record<string, string>> {
  const entries = Object.entries(parts).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '')
  return Object.fromEntries(entries)
}

/** Titles and file names in paths are form-encoded: a plus is a space. */
function decodePart(part: string | undefined): string | undefined {
  return part === undefined ? undefined : decode(part.replaceAll('+', ' '))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
