import { parseConfluenceUrl } from '@spacecrate/confluence'
import type { ConfluenceUrl } from '@spacecrate/confluence'

import { linkedId } from './anchors.js'
import type { AttachedFile, LinkTarget, RenderContext } from './context.js'

/**
 * Where a URL relative to the source site goes on this one: it names a page, a space, a file or a person in one of the
 * many forms that Confluence has had. `undefined` for what isn't understood or isn't here.
 */
export function relativeLink(href: string, context: RenderContext): LinkTarget | undefined {
  const meant = parseConfluenceUrl(href.startsWith('/') ? href : `/${href}`)
  if (meant === undefined) return undefined
  const found = findTarget(meant, context)
  if (found !== undefined && meant.kind === 'content' && meant.commentId !== undefined) {
    return { ...found, url: `${found.url}#comment:${meant.commentId}` }
  }
  if (found === undefined || meant.anchor === undefined) return found
  return {
    ...found,
    url: `${found.url}#${encodeURIComponent(linkedId(meant.anchor, meant.kind === 'content' ? found.title : undefined))}`,
  }
}

function findTarget(meant: ConfluenceUrl, context: RenderContext): LinkTarget | undefined {
  const { contentId, title, spaceKey, postingDay, accountId, userName } = meant
  switch (meant.kind) {
    case 'content':
      if (contentId !== undefined) return context.page({ contentId })
      return context.page({
        ...(title === undefined ? {} : { title }),
        ...(spaceKey === undefined ? {} : { spaceKey }),
        ...(postingDay === undefined ? {} : { postingDay }),
      })
    case 'space': {
      const found = context.space(spaceKey ?? '')
      return found === undefined ? undefined : { url: found.url, title: found.name }
    }
    case 'attachment': {
      const file = fileOf(meant, context)
      return file === undefined ? undefined : { url: file.url, title: file.fileName }
    }
    case 'person': {
      const found =
        userName === undefined
          ? context.user({ by: 'account-id', value: accountId ?? '' })
          : context.user({ by: 'username', value: userName })
      return found?.url === undefined ? undefined : { url: found.url, title: found.name }
    }
    case 'search':
      return meant.text === undefined
        ? undefined
        : { url: `/search?q=${encodeURIComponent(meant.text)}`, title: meant.text }
    case 'group':
      return context.named?.('group', meant.groupId ?? '')
    case 'template':
      return context.named?.('template', meant.templateId ?? '')
    case 'label':
    case 'media':
    case 'public-link':
      return undefined
    default:
      meant.kind satisfies never
      return undefined
  }
}

/** The file that such a URL names. */
export function relativeFile(href: string, context: RenderContext): AttachedFile | undefined {
  const meant = parseConfluenceUrl(href.startsWith('/') ? href : `/${href}`)
  return meant?.kind === 'attachment' ? fileOf(meant, context) : undefined
}

function fileOf(
  { contentId, title, spaceKey, fileName, attachmentId }: ConfluenceUrl,
  context: RenderContext,
): AttachedFile | undefined {
  if (contentId === undefined && attachmentId !== undefined) return context.file?.(attachmentId)
  if (fileName === undefined || (contentId === undefined && title === undefined)) return undefined
  const container =
    contentId === undefined
      ? { ...(title === undefined ? {} : { title }), ...(spaceKey === undefined ? {} : { spaceKey }) }
      : { contentId }
  const found = context.attachment({ fileName, container })
  return found === undefined ? undefined : { fileName, ...found }
}
