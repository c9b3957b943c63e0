import type { Attachment, Content } from '@spacecrate/format'
import type { AttachedFile, ContentSays, LinkTarget, RenderContext } from '../render/context.js'
import {
  contentIds,
  contentUrl,
  fileUrl,
  groupUrl,
  idOfSegment,
  personUrl,
  spaceUrl,
  templateUrl,
  versionKey,
} from './urls.js'
import type { RenderPlace, Visit } from './visit.js'

const longestList = 1000

/** Looks up what a body refers to. What the visitor may not see is not there. */
export function renderContextOf(visit: Visit, place: RenderPlace): RenderContext {
  const { store, catalog, view } = visit
  const home = place.content

  const findContent = (says: ContentSays): Content | undefined => {
    const { title, spaceKey, contentId, postingDay } = says
    if (contentId !== undefined) return firstOf(contentIds(contentId).map((id) => store.get('content', id)))
    if (title === undefined) return home
    const space = spaceKey === undefined ? place.space : store.findSpaceByKey(spaceKey)
    return space && store.findContentByTitle(space.id, title, postingDay?.replaceAll('/', '-'))
  }
  const readable = (says: ContentSays): Content | undefined => {
    const content = findContent(says)
    return content !== undefined && view.mayReadContent(content.id) ? content : undefined
  }
  const fileOf = (attachment: Attachment): AttachedFile | undefined => {
    const version = visit.currentFile(attachment.id)
    if (version?.blob === undefined) return undefined
    const mediaType = attachment.mediaType ?? version.mediaType
    return {
      fileName: attachment.name,
      url: fileUrl(attachment.id, versionKey(version), attachment.name),
      ...(mediaType === undefined ? {} : { mediaType }),
    }
  }

  return {
    page: (says) => {
      const content = readable(says)
      return content && linkTo(content)
    },
    attachment: ({ fileName, container }) => {
      const holder = container === undefined ? (place.container ?? home?.id) : readable(container)?.id
      const found = holder === undefined ? undefined : store.findAttachments(holder, fileName)[0]
      return found !== undefined && view.mayReadAttachment(found.id) ? fileOf(found) : undefined
    },
    file: (attachmentId) => {
      const found = store.get('attachments', idOfSegment('attachment', attachmentId.replace(/^att(?=\d)/, '')))
      return found !== undefined && view.mayReadAttachment(found.id) ? fileOf(found) : undefined
    },
    named: (kind, id) => {
      if (kind === 'group') {
        const group = view.mayReadPeople ? store.get('groups', idOfSegment(kind, id)) : undefined
        return group && { url: groupUrl(group.id), title: group.name }
      }
      const template = store.get('templates', idOfSegment(kind, id))
      return template && view.mayReadTemplate(template.id)
        ? { url: templateUrl(template.id), title: template.name }
        : undefined
    },
    user: ({ by, value }) => {
      const alias =
        by === 'account-id' ? { accountId: value } : by === 'userkey' ? { userKey: value } : { userName: value }
      const person =
        store.findPerson(alias) ?? (by === 'account-id' ? store.get('people', `person:${value}`) : undefined)
      return person && { name: person.displayName ?? person.userName ?? person.id, url: personUrl(person.id) }
    },
    space: (key) => {
      const byId = key.startsWith('space:') ? store.get('spaces', key) : undefined
      const space = key === '' ? place.space : (byId ?? store.findSpaceByKey(key))
      if (space === undefined || !view.mayReadSpace(space.id)) return undefined
      return { url: spaceUrl(space), name: space.name ?? space.key }
    },
    children: (of) => {
      const parent = readable(of)
      return parent && visit.readable(catalog.treeChildren(parent.space, parent.id, { limit: longestList })).map(linkTo)
    },
    attachments: () => {
      const holder = place.container ?? home?.id
      if (holder === undefined) return []
      return catalog
        .siblings('attachments', holder, { limit: longestList })
        .filter((attachment) => attachment.status === 'current' && attachment.hidden !== true)
        .flatMap((attachment) => fileOf(attachment) ?? [])
    },
  }
}

function linkTo(content: Content): LinkTarget {
  return { url: contentUrl(content), title: content.title }
}

function firstOf<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined)
}
