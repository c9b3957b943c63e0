import { encodeTinyLink } from '@spacecrate/confluence'
import type { Attachment, Content, Space } from '@spacecrate/format'

/** How an address of the source says what it means. */
export type OldForm = 'id' | 'path' | 'title' | 'key' | 'tiny'

/** One address that the source had, below its base URL, as it stands in a request. */
export interface OldUrl {
  /**
   * `id`: `…action?pageId=` and the number in `value`. `title`: `viewpage.action?spaceKey=&title=`. `key`:
   * `viewspace.action?key=`. `tiny`: `/x/TOKEN`, where
   * letter case counts. `path`: a path; what stands behind a number in it means nothing.
   */
  readonly form: OldForm
  /** Percent-encoded, with a slash at its begin. */
  readonly path: string
  /** Without the question mark; empty where there is none. */
  readonly query: string
  /** Of `id`: the number; of `tiny`: the token. */
  readonly value?: string
}

const folders: Partial<Readonly<Record<Content['kind'], string>>> = {
  page: 'pages',
  folder: 'folder',
  whiteboard: 'whiteboard',
  database: 'database',
  embed: 'embed',
}

/**
 * A text in all spellings in which browsers, Confluence and people write it in a path or query: a blank as `+` and as `%20`,
 * the marks that need no encoding with and without. Empty for a text that no URL can hold.
 */
export function spellings(text: string): readonly string[] {
  if (text === '' || /\p{Surrogate}/u.test(text)) return []
  const loose = encodeURIComponent(text)
  const strict = loose.replaceAll(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return [...new Set([strict, loose].flatMap((spelled) => [spelled.replaceAll('%20', '+'), spelled]))]
}

/** Addresses of a space. */
export function spaceUrls(keys: readonly string[]): OldUrl[] {
  return keys
    .flatMap(spellings)
    .flatMap((key) => [
      path(`/display/${key}`),
      path(`/spaces/${key}`),
      path(`/spaces/${key}/overview`),
      { form: 'key' as const, path: '/spaces/viewspace.action', query: `key=${key}` },
    ])
}

/**
 * Addresses of a content.
 *
 * @param isNamed whether its title leads to it: another one of the same title may come first
 */
export function contentUrls(
  { id, kind, title, postingDay }: Content,
  space: Pick<Space, 'key' | 'alias'>,
  isNamed: boolean,
): OldUrl[] {
  const urls: OldUrl[] = []
  const number = numberOf(id)
  const keys = keysOf(space).flatMap(spellings)
  const day = postingDay?.replaceAll('-', '/')
  if (number !== undefined) {
    urls.push({ form: 'id', path: '/pages/viewpage.action', query: `pageId=${number}`, value: number })
    const token = encodeTinyLink(number)
    if (token !== undefined) urls.push({ form: 'tiny', path: `/x/${token}`, query: '', value: token })
    const folder = folders[kind]
    for (const key of keys) {
      if (folder !== undefined) urls.push(path(`/spaces/${key}/${folder}/${number}`))
      if (kind === 'blogpost' && day !== undefined) urls.push(path(`/spaces/${key}/blog/${day}/${number}`))
    }
  }
  if (!isNamed) return urls
  for (const key of keys) {
    for (const name of spellings(title)) {
      if (kind === 'page') {
        urls.push(path(`/display/${key}/${name}`))
        urls.push({ form: 'title', path: '/pages/viewpage.action', query: `spaceKey=${key}&title=${name}` })
      }
      if (kind === 'blogpost' && day !== undefined) urls.push(path(`/display/${key}/${day}/${name}`))
    }
  }
  return urls
}

/** Addresses of a file. */
export function fileUrls({ container, name }: Attachment): OldUrl[] {
  const number = numberOf(container)
  return number === undefined ? [] : spellings(name).map((file) => path(`/download/attachments/${number}/${file}`))
}

/** The keys by which a space was known. */
export function keysOf({ key, alias }: Pick<Space, 'key' | 'alias'>): readonly string[] {
  return alias === undefined || alias === key ? [key] : [key, alias]
}

function numberOf(id: string): string | undefined {
  return /^\w+:(\d{1,20})$/.exec(id)?.[1]
}

function path(text: string): OldUrl {
  return { form: 'path', path: text, query: '' }
}
