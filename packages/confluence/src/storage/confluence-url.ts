import { attachment, type Found, forms, given, rootForms } from './url-forms.js'

/** What a URL of a Confluence site leads to, as far as the URL itself says it. */
export interface ConfluenceUrl {
  /** `content`: a page, a blog post, or anything else with an id in a space. */
  readonly kind:
    | 'content'
    | 'space'
    | 'attachment'
    | 'person'
    | 'label'
    | 'search'
    | 'media'
    | 'public-link'
    | 'group'
    | 'template'
  /** Host with its port, in lower case. Absent for a URL that is relative to its site. */
  readonly host?: string
  /**
   * Of the content; of the content that holds the attachment; of the home page when it is a space. A number, or in a URL of
   * an embedded site also an id with its kind, `post:12`.
   */
  readonly contentId?: string
  /** May be an alias, and may name a user by `~`; in a URL of an embedded site also an id, `space:12`. */
  readonly spaceKey?: string
  readonly title?: string
  /** Of a blog post, as `yyyy/mm/dd`. */
  readonly postingDay?: string
  readonly commentId?: string
  readonly fileName?: string
  readonly attachmentId?: string
  /** Of a URL of an embedded site: the id of the person without its kind. */
  readonly accountId?: string
  readonly userName?: string
  readonly label?: string
  readonly cql?: string
  /** Words that are searched for. */
  readonly text?: string
  readonly groupId?: string
  readonly templateId?: string
  /** The media file of `api.media.atlassian.com`. */
  readonly fileId?: string
  /** The place on the page, decoded, unless it names a comment. */
  readonly anchor?: string
}

/** How a URL says it: a rewrite keeps what the destination understands as well. */
export type UrlFormName = 'path' | 'action' | 'display' | 'tiny' | 'download' | 'embedded' | 'other'

/** A URL with its parts. */
export interface ReadUrl {
  readonly meant: ConfluenceUrl
  readonly form: UrlFormName
  /** From the end of the context path on. */
  readonly path: string
  /** With its question mark, as it stands. */
  readonly search: string
}

const LONGEST = 8192
const PLACEHOLDER = 'relative.invalid'

/**
 * What a URL of a Confluence site leads to: absolute, without a scheme, or relative to the site, with or without a context
 * path, in the forms that Cloud, Data Center, Server and the embedded site have had. `undefined` for a URL of no known form.
 *
 * It doesn't know which hosts are Confluence sites: whoever asks compares `host`.
 */
export function parseConfluenceUrl(url: string): ConfluenceUrl | undefined {
  return readConfluenceUrl(url)?.meant
}

/** The same with the parts of the URL. */
export function readConfluenceUrl(url: string): ReadUrl | undefined {
  const parsed = url.length > LONGEST ? undefined : parseUrl(url.trim())
  if (parsed === undefined) return undefined
  const isRelative = parsed.host === PLACEHOLDER
  const read = readMedia(parsed) ?? readPath(parsed, isRelative)
  const preview = readPreview(parsed)
  const found = preview ?? read?.found
  if (found === undefined) return undefined
  const fragment = decode(parsed.hash.slice(1))
  const inFragment = /^comment[-:](\d+)$/.exec(fragment)?.[1]
  const meant = {
    ...found,
    ...given({
      host: isRelative ? undefined : parsed.host,
      commentId: parsed.searchParams.get('focusedCommentId') ?? inFragment,
      anchor: inFragment === undefined && fragment !== '' ? fragment : undefined,
    }),
  }
  return { meant, form: read?.form ?? 'other', path: read?.path ?? parsed.pathname, search: parsed.search }
}

function parseUrl(url: string): URL | undefined {
  if (!/^(?:https?:)?\/\/?[^/\\]|^\/$/i.test(url) || !URL.canParse(url, `http://${PLACEHOLDER}`)) return undefined
  return new URL(url, `http://${PLACEHOLDER}`)
}

interface FoundByForm {
  readonly found: Found
  readonly form: UrlFormName
  readonly path: string
}

/** A site may live under a context path of one or two segments. */
function readPath({ pathname, searchParams }: URL, isRelative: boolean): FoundByForm | undefined {
  let rest = pathname
  for (let depth = 0; depth <= 2 && rest !== ''; depth++) {
    for (const { form, path, read } of depth === 0 && isRelative ? [...forms, ...rootForms] : forms) {
      const match = path.exec(rest)
      const parts = match?.groups
      const found = match === null ? undefined : read((name) => decodePart(parts?.[name]), searchParams)
      if (found !== undefined) return { found, form, path: rest }
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

function readMedia({ host, pathname }: URL): FoundByForm | undefined {
  const fileId = /^\/file\/([\da-f-]{36})(?:\/|$)/i.exec(pathname)?.[1]
  const isMedia = /(?:^|\.)media(?:-cdn)?\.atlassian\.com$/.test(host)
  return isMedia && fileId !== undefined
    ? { found: { kind: 'media', fileId }, form: 'other', path: pathname }
    : undefined
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
