import { encodeTinyLink } from '@spacecrate/confluence'
import type { Content, Space } from '@spacecrate/format'
import type { Call } from '../call.js'

/** The links of a page, post or folder, below the base. */
export interface ContentLinks {
  readonly editui: string
  readonly edituiv2?: string
  readonly webui: string
  readonly tinyui: string
}

/** The links that come with a content. */
export function contentLinks(call: Call, content: Content, number: string): ContentLinks {
  const space = call.store.get('spaces', content.space)
  const root = spacePath(space)
  return {
    editui: `/pages/resumedraft.action?draftId=${number}`,
    ...(content.kind === 'page' ? { edituiv2: `${root}/pages/edit-v2/${number}` } : {}),
    webui: webPath(content, number, root, space?.home === content.id),
    tinyui: tinyPath(number),
  }
}

/** `/spaces/KEY`, by the alias where the space has one. */
export function spacePath(space: Pick<Space, 'key' | 'alias'> | undefined): string {
  return `/spaces/${encodeURIComponent(space?.alias ?? space?.key ?? '').replaceAll('%7E', '~')}`
}

/** A token that ends in a dash or an underscore has a slash behind it. */
export function tinyPath(number: string): string {
  const token = encodeTinyLink(number) ?? ''
  return `/x/${token}${/[-_]$/.test(token) ? '/' : ''}`
}

function webPath(content: Content, number: string, root: string, isHome: boolean): string {
  if (isHome) return `${root}/overview`
  const slug = slugOf(content.title)
  if (content.kind === 'blogpost') {
    const day = (content.postingDay ?? content.created?.at?.at.slice(0, 10) ?? '').replaceAll('-', '/')
    return `${root}/blog/${day}/${number}${slug}`
  }
  if (content.kind === 'page') return `${root}/pages/${number}${slug}`
  return `${root}/${content.kind}/${number}`
}

/** Letters and digits of ASCII, with a plus between words; a title without any has no slug at all. */
function slugOf(title: string): string {
  const words = title.match(/[A-Za-z0-9_.-]+/g) ?? []
  return words.length === 0 ? '' : `/${words.join('+')}`
}
