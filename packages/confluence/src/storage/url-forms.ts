import type { ConfluenceUrl, UrlFormName } from './confluence-url.js'
import { decodeTinyLink } from './tiny-link.js'

/** What a form of URL says. */
export type Found = Omit<ConfluenceUrl, 'host' | 'anchor' | 'commentId'>

/** One form of URL. */
export interface UrlForm {
  readonly form: UrlFormName
  /** Matches the path from the end of the context path (`/wiki`, `/confluence`, none) on. */
  readonly path: RegExp
  readonly read: (part: (name: string) => string | undefined, query: URLSearchParams) => Found | undefined
}

/** One row per form of URL; the first that matches and understands the URL counts. */
export const forms: readonly UrlForm[] = [
  { form: 'action', path: /^\/spaces\/[\w-]+\.action$/, read: (_part, query) => space(query.get('key')) },
  {
    form: 'path',
    path: /^\/spaces\/(?<key>[^/]+)\/blog\/(?<day>\d{4}\/\d\d\/\d\d)\/(?<id>\d+)(?:\/.*)?$/,
    read: (part) => content({ contentId: part('id'), spaceKey: part('key'), postingDay: part('day') }),
  },
  {
    form: 'path',
    path: /^\/spaces\/(?<key>[^/]+)\/(?:pages|blog|folders?|whiteboards?|databases?|embeds?|history|attachments?|live-?docs?)(?:\/edit(?:-v2)?)?\/(?<id>\d+)(?:\/.*)?$/,
    read: (part) => content({ contentId: part('id'), spaceKey: part('key') }),
  },
  {
    form: 'path',
    path: /^\/spaces\/(?<key>[^/]+)(?:\/(?:overview|pages|blog|attachments|calendars|settings|tree|posts|archived|trash|drafts|templates|permissions))?\/?$/,
    read: (part, query) => space(part('key'), query.get('homepageId')),
  },
  {
    form: 'action',
    path: /^\/pages\/create[\w-]*\.action$/,
    read: (_part, query) => content({ contentId: query.get('parentPageId') ?? query.get('fromPageId') }),
  },
  {
    form: 'action',
    path: /^\/labels\/[\w-]+\.action$/,
    read: (_part, query) => label(query.get('ids') ?? query.get('name'), query.get('key')) ?? space(query.get('key')),
  },
  {
    form: 'action',
    path: /^\/(?:dosearchsite|dosearch|search\/[\w-]+)\.action$/,
    read: (_part, query) => search(query.get('cql'), query.get('queryString') ?? query.get('text')),
  },
  {
    form: 'other',
    path: /^\/search\/?$/,
    read: (_part, query) => search(query.get('cql'), query.get('text')),
  },
  {
    form: 'action',
    path: /^\/users\/[\w-]+\.action$/,
    read: (_part, query) => person({ userName: query.get('username') ?? undefined }),
  },
  {
    form: 'action',
    path: /^\/(?:(?:pages|collector|plugins|mail|exportword|admin)\/(?:[\w-]+\/)*)?[\w-]+\.action$/,
    read: (_part, query) =>
      content({ contentId: query.get('pageId') ?? query.get('draftId') ?? query.get('contentId') }) ??
      content({ spaceKey: query.get('spaceKey'), title: query.get('title') }) ??
      space(query.get('key')),
  },
  {
    form: 'display',
    path: /^\/display\/(?:public\/)?(?<key>[^/]+)\/(?<day>\d{4}\/\d\d\/\d\d)\/(?<title>[^/]+)\/?$/,
    read: (part) => content({ spaceKey: part('key'), postingDay: part('day'), title: part('title') }),
  },
  {
    form: 'display',
    path: /^\/display\/(?:public\/(?=[^/]+\/[^/]))?(?<key>[^/]+)\/(?<title>[^/]+)\/?$/,
    read: (part) => content({ spaceKey: part('key'), title: part('title') }),
  },
  { form: 'display', path: /^\/display\/(?<key>[^/]+)\/?$/, read: (part) => space(part('key')) },
  {
    form: 'tiny',
    path: /^\/x\/(?<token>[\w-]+)\/?$/,
    read: (part) => content({ contentId: decodeTinyLink(part('token') ?? '') }),
  },
  {
    form: 'other',
    path: /^\/download\/(?:attachments|thumbnails)\/embedded-page\/(?<key>[^/]+)\/(?<title>[^/]+)\/(?<file>[^/]+)$/,
    read: (part) => attachment({ spaceKey: part('key'), title: part('title'), fileName: part('file') }),
  },
  {
    form: 'download',
    path: /^\/download\/(?:attachments|thumbnails)\/(?<id>\d+)\/(?<file>[^/]+)$/,
    read: (part) => attachment({ contentId: part('id'), fileName: part('file') }),
  },
  {
    form: 'download',
    path: /^\/rest\/api\/content\/(?<id>\d+)\/child\/attachment\/(?<attachment>(?:att)?\d+)\/download$/,
    read: (part) => attachment({ contentId: part('id'), attachmentId: part('attachment') }),
  },
  { form: 'other', path: /^\/people\/(?<account>[^/]+)\/?$/, read: (part) => person({ accountId: part('account') }) },
  { form: 'other', path: /^\/(?:external|share)\/[^/]+(?:\/.*)?$/, read: () => ({ kind: 'public-link' }) },
  {
    form: 'other',
    path: /^\/label\/(?<key>[^/]+)\/(?<name>[^/]+)\/?$/,
    read: (part) => label(part('name'), part('key')),
  },
  { form: 'other', path: /^\/label\/(?<name>[^/]+)\/?$/, read: (part) => label(part('name')) },
  {
    // Of a theme that gives pages addresses of its own.
    form: 'other',
    path: /^\/(?<key>[^/]+)\/[^/]*-(?<id>\d+)\.html$/,
    read: (part) => content({ contentId: part('id'), spaceKey: part('key') }),
  },
]

/** Forms of the embedded site, which has no context path, and names of files in an export as HTML. */
export const rootForms: readonly UrlForm[] = [
  {
    form: 'embedded',
    path: /^\/pages\/(?<id>\d+|[a-z]+:[^/]+)(?:\/(?:versions|attachments)(?:\/.*)?)?$/,
    read: (part) => ({ kind: 'content', ...given({ contentId: part('id') }) }),
  },
  {
    form: 'embedded',
    path: /^\/attachments\/(?<id>[^/]+)(?:\/[^/]+\/(?<name>[^/]+))?$/,
    read: (part) => attachment({ attachmentId: part('id'), fileName: part('name') }),
  },
  { form: 'embedded', path: /^\/search$/, read: (_part, query) => search(null, query.get('q')) },
  {
    form: 'embedded',
    path: /^\/groups\/(?<id>[^/]+)$/,
    read: (part) => ({ kind: 'group', ...given({ groupId: part('id') }) }),
  },
  {
    form: 'embedded',
    path: /^\/templates\/(?<id>[^/]+)(?:\/versions\/[^/]+)?$/,
    read: (part) => ({ kind: 'template', ...given({ templateId: part('id') }) }),
  },
  {
    form: 'other',
    path: /^\/(?:[^/]*[-_])?(?<id>\d{3,20})\.html$/,
    read: (part) => content({ contentId: part('id') }),
  },
]

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

/** A file. */
export function attachment(parts: Given): Found {
  return { kind: 'attachment', ...given(parts) }
}

function label(name: string | null | undefined, spaceKey?: string | null): Found | undefined {
  return name ? { kind: 'label', ...given({ label: name, spaceKey }) } : undefined
}

function person(parts: Given): Found | undefined {
  const named = given(parts)
  return Object.keys(named).length === 0 ? undefined : { kind: 'person', ...named }
}

function search(cql: string | null, text: string | null): Found | undefined {
  return cql || text ? { kind: 'search', ...given({ cql, text }) } : undefined
}

/** Only the values that are there. */
export function given(parts: Given): Readonly<Record<string, string>> {
  const entries = Object.entries(parts).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '')
  return Object.fromEntries(entries)
}
