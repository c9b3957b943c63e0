import { type ConfluenceUrl, parseConfluenceUrl } from '@spacecrate/confluence'
import type { Content, Space } from '@spacecrate/format'
import { attachmentUrl, contentPrefixes, contentUrl, fileUrl, spaceUrl, versionKey } from './urls.js'
import type { Visit } from './visit.js'

/** Something that an address of an old site may mean. */
export interface OldTarget {
  readonly url: string
  readonly title: string
  /** Name of its space. */
  readonly space: string
}

/**
 * What an address of a Confluence means here, as far as the visitor may see it: by the record of any source that something
 * was made of, or by key and title, also those that it had there and has no more. A number that is also one of this site means that only where the key of its space fits,
 * or nothing else is meant. Empty for an address of no known form.
 */
export function findOldTargets(visit: Visit): readonly OldTarget[] {
  const { pathname, search } = visit.url
  const asked = parseConfluenceUrl(`${pathname}${search}`)
  if (asked === undefined) return []
  const targets = targetsOf(visit, asked)
  return targets.filter(({ url }, at) => targets.findIndex((other) => other.url === url) === at)
}

function targetsOf(visit: Visit, asked: ConfluenceUrl): OldTarget[] {
  const { kind, spaceKey, fileName, attachmentId } = asked
  if (kind === 'content') return contentsOf(visit, asked).flatMap((content) => targetOf(visit, content))
  if (kind === 'space') {
    return spacesOf(visit, spaceKey).map((space) => ({
      url: spaceUrl(space),
      title: space.name ?? space.key,
      space: space.key,
    }))
  }
  if (kind !== 'attachment') return []
  const byId =
    attachmentId === undefined ? [] : visit.store.findMadeOf(`attachment:${attachmentId.replace(/^att/, '')}`)
  const byName =
    fileName === undefined
      ? []
      : containersOf(visit, asked).flatMap((container) =>
          visit.store
            .findAttachments(container, fileName)
            .filter(({ id }) => visit.view.mayReadAttachment(id))
            .slice(0, 1),
        )
  return [...byId, ...byName.map(({ id }) => id)].flatMap((id) => fileTarget(visit, id))
}

function fileTarget(visit: Visit, id: string): OldTarget[] {
  const attachment = visit.store.get('attachments', id)
  if (attachment === undefined || !visit.view.mayReadAttachment(id)) return []
  const version = visit.currentFile(id)
  const url = version === undefined ? attachmentUrl(id) : fileUrl(id, versionKey(version), attachment.name)
  const content = visit.store.get('content', attachment.container)
  return [{ url, title: attachment.name, space: content === undefined ? '' : spaceNameOf(visit, content) }]
}

/** What may hold the file: contents, and comments. */
function containersOf(visit: Visit, asked: ConfluenceUrl): string[] {
  const comments = asked.contentId === undefined ? [] : visit.store.findMadeOf(`comment:${asked.contentId}`)
  return [...contentsOf(visit, asked).map(({ id }) => id), ...comments]
}

/** What is hidden from the visitor stands before nothing that they may see. */
function contentsOf(visit: Visit, { contentId, spaceKey, title, postingDay }: ConfluenceUrl): Content[] {
  const { store, view } = visit
  const readable = (id: string): Content[] => {
    const content = view.mayReadContent(id) ? store.get('content', id) : undefined
    return content === undefined ? [] : [content]
  }
  if (contentId !== undefined) {
    const own = contentPrefixes.flatMap((prefix) => readable(`${prefix}:${contentId}`))
    const fitting = own.filter(({ space }) => isKeyOf(visit, space, spaceKey))
    if (fitting.length > 0) return fitting
    const made = contentPrefixes.flatMap((prefix) => store.findMadeOf(`${prefix}:${contentId}`)).flatMap(readable)
    return made.length > 0 || spaceKey !== undefined ? made : own
  }
  if (title === undefined) return []
  const day = postingDay?.replaceAll('/', '-')
  const spaces = spacesOf(visit, spaceKey)
  const now = spaces.flatMap((space) => visit.contentByTitle(space.id, title, day) ?? [])
  const before = store
    .findFormerly(title)
    .flatMap(readable)
    .filter((content) => spaces.some(({ id }) => id === content.space) && content.postingDay === day)
  return [...now, ...before]
}

/** The space of this key, and those that had it at their source. */
function spacesOf(visit: Visit, key: string | undefined): Space[] {
  if (key === undefined) return []
  const formerly = visit.store
    .findFormerly(key)
    .flatMap((id) => visit.store.get('spaces', id) ?? [])
    .filter(({ id }) => visit.view.mayReadSpace(id))
  return [...[visit.spaceByKey(key)].flatMap((space) => space ?? []), ...formerly]
}

function isKeyOf(visit: Visit, space: string, key: string | undefined): boolean {
  return key !== undefined && visit.store.get('spaces', space)?.key.toLowerCase() === key.toLowerCase()
}

function targetOf(visit: Visit, content: Content): OldTarget[] {
  if (!visit.view.mayReadContent(content.id)) return []
  return [{ url: contentUrl(content), title: content.title, space: spaceNameOf(visit, content) }]
}

function spaceNameOf(visit: Visit, content: Content): string {
  const space = visit.store.get('spaces', content.space)
  return space?.name ?? space?.key ?? ''
}
