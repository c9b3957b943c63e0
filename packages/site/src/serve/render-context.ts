import { type Attachment, type Content, siteId } from '@spacecrate/format'
import type { AttachedFile, ContentSays, LinkTarget, ListedPage } from '../render/context.js'
import type { WholeContext } from '../render/render-thread.js'
import { findEmojiPicture } from './parts/emoji.js'
import { contentUrl, fileUrl, groupUrl, idOfSegment, personUrl, spaceUrl, templateUrl, versionKey } from './urls.js'
import type { RenderPlace, Visit } from './visit.js'

const longestList = 1000

/** Looks up what a body refers to. What the visitor may not see is not there. */
export function renderContextOf(visit: Visit, place: RenderPlace): WholeContext {
  const { store, catalog, view } = visit
  const home = place.content

  const findContent = (says: ContentSays): Content | undefined => {
    const { title, spaceKey, contentId, postingDay, kind } = says
    if (contentId !== undefined) return visit.contentOf(contentId)
    if (title === undefined) return home
    const space = spaceKey === undefined ? place.space : visit.spaceByKey(spaceKey)
    if (space === undefined) return undefined
    if (postingDay !== undefined || kind !== 'blogpost') {
      return visit.contentByTitle(space.id, title, postingDay?.replaceAll('/', '-'))
    }
    // Without its day a link leads to the only post of that title, and to none of several.
    const posts = visit.postsByTitle(space.id, title)
    return posts.length === 1 ? posts[0] : undefined
  }
  const readable = (says: ContentSays): Content | undefined => {
    const content = findContent(says)
    return content !== undefined && view.mayReadContent(content.id) ? content : undefined
  }
  const readableFile = (holder: string | undefined, fileName: string): Attachment | undefined =>
    holder === undefined
      ? undefined
      : store.findAttachments(holder, fileName).find(({ id }) => view.mayReadAttachment(id))
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
    title: home?.title,
    page: (says) => {
      const content = readable(says)
      return content && linkTo(content)
    },
    attachment: ({ fileName, container }) => {
      // A comment shows the files of its page too, and a draft those of the page that it drafts, where it has none of that
      // name itself.
      const holders = container === undefined ? [place.container, home?.id, home?.draftOf] : [readable(container)?.id]
      const found = firstOf(holders.map((holder) => readableFile(holder, fileName)))
      return found && fileOf(found)
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
      return (
        person && {
          name: person.displayName ?? person.userName ?? person.id,
          ...(view.mayReadPeople ? { url: personUrl(person.id) } : {}),
        }
      )
    },
    space: (key) => {
      const byId = key.startsWith('space:') ? store.get('spaces', key) : undefined
      const space = key === '' ? place.space : (byId ?? visit.spaceByKey(key))
      if (space === undefined || !view.mayReadSpace(space.id)) return undefined
      return { url: spaceUrl(space), name: space.name ?? space.key }
    },
    children: (of, depth) => {
      const named = readable(of)
      const parent = named?.draftOf === undefined ? named : store.get('content', named.draftOf)
      return parent && pagesBelow(visit, parent, depth)
    },
    attachments: () => {
      const holders = new Set([place.container, home?.id, home?.draftOf])
      return [...holders]
        .flatMap((holder) =>
          holder === undefined ? [] : catalog.siblings('attachments', holder, { limit: longestList }),
        )
        .filter(({ id }) => view.mayReadAttachment(id))
        .filter((attachment) => attachment.status === 'current' && attachment.hidden !== true)
        .flatMap((attachment) => fileOf(attachment) ?? [])
    },
    emoji: ({ id = '', shortName = '' }) => findEmojiPicture(visit, id, shortName),
    shortcut: (key, word) => {
      const found =
        catalog.ofRank('shortcut-links', siteId, key) ?? catalog.ofRank('shortcut-links', siteId, key.toLowerCase())
      return found && { url: filled(found.url, encodeWord(word)), title: filled(found.alias ?? '%s', word) }
    },
    userMacro: (name) => {
      const macro = name === '' ? undefined : catalog.ofRank('user-macros', siteId, name)
      return macro && (macro.title ?? '')
    },
  }
}

/** Pages below a page that the visitor may see, level by level, until the list is long enough. */
function pagesBelow(visit: Visit, top: Content, depth: number): readonly ListedPage[] {
  const first: MutableList = []
  let level: (readonly [page: Content, list: MutableList])[] = [[top, first]]
  let left = longestList
  for (let at = 0; at < depth && level.length > 0 && left > 0; at++) {
    const next: typeof level = []
    for (const [page, list] of level) {
      const found = visit.catalog
        .treeChildren(page.space, page.id, { limit: left })
        .filter(({ id }) => visit.view.mayReadContent(id))
      left -= found.length
      for (const child of found) {
        const below: MutableList = []
        list.push({ ...linkTo(child), below })
        next.push([child, below])
      }
    }
    level = next
  }
  return first
}

type MutableList = (LinkTarget & { readonly below: MutableList })[]

/** The word stands where the shortcut says `%s`, and behind it where it says nothing. */
function filled(pattern: string, word: string): string {
  return pattern.includes('%s') ? pattern.replace('%s', () => word) : pattern + word
}

/** A word as a part of a URL; half a character has no place in one. */
function encodeWord(word: string): string {
  return encodeURIComponent(word.replace(/\p{Surrogate}/gu, '\uFFFD'))
}

function linkTo(content: Content): LinkTarget {
  return { url: contentUrl(content), title: content.title }
}

function firstOf<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  return values.find((value) => value !== undefined)
}
