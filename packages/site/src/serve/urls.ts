import type { Content, Space, StreamName } from '@spacecrate/format'

/**
 * An id, key or name of others as one segment of a path. Dots alone would be taken for steps, and a lone surrogate has no
 * place in a URL: both go as the hexadecimal of their UTF-16 code units. A colon may stand in a path as it is.
 */
export function encodeSegment(text: string): string {
  if (/^\.{0,2}$|\p{Surrogate}|^0x:/u.test(text)) return `0x:${Buffer.from(text, 'utf16le').toString('hex')}`
  return encodeURIComponent(text).replaceAll('%3A', ':')
}

/** The text of a segment; Hono has undone the percent encoding already. */
export function decodeSegment(segment: string): string {
  return segment.startsWith('0x:') ? Buffer.from(segment.slice(3), 'hex').toString('utf16le') : segment
}

/** A path with its query; parameters that are `undefined` are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeSegment(value)}`],
  )
  return given.length === 0 ? path : `${path}?${given.join('&')}`
}

/** Keys that are not plain go by id, so that `/spaces/KEY` is never taken for something else. */
export function spaceUrl(space: Pick<Space, 'id' | 'key'>, part = ''): string {
  const segment = /^~?[A-Za-z0-9][\w.-]{0,254}$/.test(space.key) ? space.key : space.id
  return `/spaces/${encodeSegment(segment)}${part}`
}

/** The number of an id stands for a content where it is unmistakable. */
export function contentUrl(content: Pick<Content, 'id'> | string, part = ''): string {
  const id = typeof content === 'string' ? content : content.id
  const number = /^page:(\d+)$/.exec(id)?.[1]
  return `/pages/${encodeSegment(number ?? id)}${part}`
}

export const contentPrefixes: readonly string[] = [
  'page',
  'post',
  'folder',
  'whiteboard',
  'database',
  'embed',
  'custom',
]

/** Ids that a segment of `/pages/` may stand for. */
export function contentIds(segment: string): string[] {
  return segment.includes(':') ? [segment] : contentPrefixes.map((prefix) => `${prefix}:${segment}`)
}

/** `/people/…`, `/groups/…`, `/attachments/…`, `/comments/…`, `/templates/…`: the id without its prefix. */
function byPrefix(folder: string, prefix: string, id: string, part: string): string {
  const rest = id.startsWith(`${prefix}:`) ? id.slice(prefix.length + 1) : id
  // A rest that looks like a whole id must not be taken for one.
  return `/${folder}/${encodeSegment(rest.startsWith(`${prefix}:`) ? id : rest)}${part}`
}

/** The id that a segment of these folders stands for. */
export function idOfSegment(prefix: string, segment: string): string {
  return segment.startsWith(`${prefix}:`) ? segment : `${prefix}:${segment}`
}

export const personUrl = (id: string, part = ''): string => byPrefix('people', 'person', id, part)
export const groupUrl = (id: string, part = ''): string => byPrefix('groups', 'group', id, part)
export const commentUrl = (id: string, part = ''): string => byPrefix('comments', 'comment', id, part)
export const templateUrl = (id: string, part = ''): string => byPrefix('templates', 'template', id, part)
export const calendarUrl = (id: string): string => byPrefix('calendars', 'calendar', id, '')
export const attachmentUrl = (id: string, part = ''): string => byPrefix('attachments', 'attachment', id, part)

/** The page about a record of any kind, for the administrator of the site. */
export function recordUrl(stream: StreamName, id: string): string {
  return `/admin/records/${stream}/${encodeSegment(id)}`
}

/** The bytes that a record holds in one of its fields. */
export function recordFileUrl(stream: StreamName, id: string, field = 'file'): string {
  return withQuery(`/files/${stream}/${encodeSegment(id)}`, { field: field === 'file' ? undefined : field })
}

/** Where the source text of a version can be had, for the place where it is rendered. */
export function sourceOf(
  stream: 'versions' | 'comment-versions' | 'template-versions',
  version: { readonly id: string } | undefined,
): { readonly source?: string } {
  return version === undefined ? {} : { source: recordFileUrl(stream, version.id, 'body') }
}

/** The bytes of a version. The name at the end is only for people. */
export function fileUrl(attachment: string, version: string, name: string): string {
  const shown = /\p{Surrogate}/u.test(name) || /^\.*$/.test(name) ? 'file' : encodeURIComponent(name)
  return attachmentUrl(attachment, `/${encodeSegment(version)}/${shown}`)
}

/** What stands behind the owner in the id of a version: its number, and `~2` for a second one of that number. */
export function versionKey(version: { readonly id: string; readonly of: string }): string {
  const prefix = `version:${version.of}/`
  return version.id.startsWith(prefix) ? version.id.slice(prefix.length) : version.id
}

/** Id of the version of that key. */
export function versionId(owner: string, key: string): string {
  return key.startsWith('version:') ? key : `version:${owner}/${key}`
}
