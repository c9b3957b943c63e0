import { readTextReferences } from '@spacecrate/confluence'
import type { ConfluenceUrl, TextReference, UrlTarget } from '@spacecrate/confluence'
import { decideContent } from './decide-content.js'
import { contentOf, decideSpace, decideUser, digitsOf, whyWithout } from './decide-named.js'
import type { ReferenceDecision, UnresolvedReason } from './decision.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'

/** Where the URL shall lead, with the reason if a part of it leads nowhere. */
export type FoundTarget =
  | { readonly target: UrlTarget; readonly missing?: UnresolvedReason }
  | { readonly reason: UnresolvedReason }

/** Where a URL of the source shall lead. */
export function findTarget(meant: ConfluenceUrl, place: BodyPlace, resolver: Resolver): FoundTarget {
  switch (meant.kind) {
    case 'content':
      return contentTarget(meant, place, resolver)
    case 'attachment':
      return fileTarget(meant, place, resolver)
    case 'space':
      return spaceTarget(meant, resolver)
    case 'person':
      return personTarget(meant, resolver)
    case 'label': {
      const { label = '', spaceKey } = meant
      if (spaceKey === undefined) return { target: { to: 'label', label } }
      const space = spaceTarget({ spaceKey }, resolver)
      return 'reason' in space || space.target.to !== 'space'
        ? space
        : { target: { to: 'label', label, spaceKey: space.target.key } }
    }
    case 'search':
      return searchTarget(meant, place, resolver)
    case 'group':
    case 'template': {
      const record = resolver.record(withKind(meant.kind, meant.groupId ?? meant.templateId ?? ''))
      const there = reached(record)
      return 'reason' in there ? there : { target: { to: meant.kind, id: there.target } }
    }
    case 'media':
    case 'public-link':
      return { reason: 'PUBLIC_LINK' }
    default:
      meant.kind satisfies never
      return { reason: 'URL_OF_SOURCE' }
  }
}

function reached(
  record: ResolvedTarget | undefined,
): (ResolvedTarget & { readonly target: string }) | { readonly reason: UnresolvedReason } {
  if (record === undefined) return { reason: 'TARGET_NOT_IN_ARCHIVE' }
  return record.target === undefined ? { reason: whyWithout(record) } : { ...record, target: record.target }
}

function contentTarget(meant: ConfluenceUrl, place: BodyPlace, resolver: Resolver): FoundTarget {
  const { contentId, title, postingDay, spaceKey, commentId } = meant
  const record = contentId?.includes(':') === true ? resolver.record(contentId) : contentOf(meant, place, resolver)
  const content = reached(record)
  if ('reason' in content) {
    const isLost = content.reason === 'TARGET_NOT_IN_ARCHIVE' && contentId === undefined && spaceKey !== undefined
    return isLost && resolver.space(spaceKey) === undefined ? { reason: 'SPACE_NOT_IN_ARCHIVE' } : content
  }
  if (content.id.startsWith('space:')) return spaceTarget({ spaceKey: content.id }, resolver)
  if (content.id.startsWith('attachment:')) {
    return fileTarget({ attachmentId: digitsOf(content.id), fileName: title ?? 'file' }, place, resolver)
  }
  const isComment = content.id.startsWith('comment:')
  const page = isComment ? reached(resolver.ownerOf(content.id)) : content
  if ('reason' in page) return page
  const comment = isComment ? content : commentId === undefined ? undefined : resolver.record(`comment:${commentId}`)
  const key = resolver.ownerOf(page.id)?.named?.key
  const target: UrlTarget = {
    to: 'content',
    id: page.target,
    ...(key === undefined ? {} : { spaceKey: key }),
    ...(page.named?.title === undefined ? {} : { title: page.named.title }),
    ...(page.named?.formerTitle === undefined ? {} : { formerTitle: page.named.formerTitle }),
    ...(postingDay === undefined ? {} : { postingDay }),
    ...(comment?.target === undefined ? {} : { commentId: digitsOf(comment.target) }),
  }
  const isCommentLost = commentId !== undefined && comment?.target === undefined
  return isCommentLost
    ? { target, missing: comment === undefined ? 'TARGET_NOT_IN_ARCHIVE' : 'TARGET_NOT_IMPORTED' }
    : { target }
}

function fileTarget(
  meant: Pick<ConfluenceUrl, 'attachmentId' | 'contentId' | 'fileName' | 'title' | 'spaceKey'>,
  place: BodyPlace,
  resolver: Resolver,
): FoundTarget {
  const { attachmentId, fileName } = meant
  const byId =
    attachmentId === undefined
      ? undefined
      : resolver.record(withKind('attachment', attachmentId.replace(/^att(?=\d)/, '')))
  const container = byId === undefined ? contentOf(meant, place, resolver) : resolver.ownerOf(byId.id)
  if (container?.isAmbiguous === true) return { reason: whyWithout(container) }
  const byName = container === undefined || fileName === undefined ? undefined : resolver.file(container.id, fileName)
  const file = byId ?? byName
  if (file === undefined) return { reason: 'FILE_NOT_IN_ARCHIVE' }
  if (file.target === undefined) return { reason: whyWithout(file) }
  const contentId = container?.target
  return {
    target: {
      to: 'attachment',
      id: file.target,
      fileName: fileName ?? 'file',
      ...(contentId === undefined ? {} : { contentId }),
    },
  }
}

function spaceTarget(meant: Pick<ConfluenceUrl, 'spaceKey' | 'contentId'>, resolver: Resolver): FoundTarget {
  const { spaceKey = '', contentId } = meant
  const space = spaceKey.startsWith('space:') ? resolver.record(spaceKey) : resolver.space(spaceKey)
  if (space === undefined) return personalSpace(spaceKey, resolver)
  const key = space.named?.key
  if (space.target === undefined || key === undefined) return { reason: whyWithout(space) }
  const home = contentId === undefined ? undefined : resolver.content(contentId)?.target
  return { target: { to: 'space', id: space.target, key, ...(home === undefined ? {} : { homeId: home }) } }
}

/** `/display/~ann` is the profile of a person who has no space. */
function personalSpace(key: string, resolver: Resolver): FoundTarget {
  const name = key.startsWith('~') ? key.slice(1) : undefined
  const found = name === undefined ? undefined : personTarget({ accountId: name, userName: name }, resolver)
  return found === undefined || 'reason' in found ? { reason: 'SPACE_NOT_IN_ARCHIVE' } : found
}

function personTarget(
  { accountId, userName }: Pick<ConfluenceUrl, 'accountId' | 'userName'>,
  resolver: Resolver,
): FoundTarget {
  const person =
    (accountId === undefined ? undefined : resolver.person('account-id', accountId)) ??
    (userName === undefined ? undefined : resolver.person('username', userName)) ??
    (accountId === undefined ? undefined : resolver.record(withKind('person', accountId)))
  if (person === undefined) return { reason: 'USER_NOT_IN_ARCHIVE' }
  if (person.target === undefined) return { reason: whyWithout(person) }
  const { named = {} } = person
  return {
    target: {
      to: 'person',
      id: person.target,
      ...(named.accountId === undefined ? {} : { accountId: named.accountId }),
      ...(named.userName === undefined ? {} : { userName: named.userName }),
    },
  }
}

/** A query may name things itself; if one of them leads nowhere, so does the URL. */
function searchTarget({ cql, text }: ConfluenceUrl, place: BodyPlace, resolver: Resolver): FoundTarget {
  if (cql === undefined) return { target: { to: 'search', ...(text === undefined ? {} : { text }) } }
  let after = ''
  let kept = 0
  let missing: UnresolvedReason | undefined
  for (const reference of readTextReferences('cql', cql)) {
    const decision = decideInQuery(reference, place, resolver)
    if (decision.outcome === 'unresolved') missing ??= decision.reason
    const change = 'change' in decision ? decision.change : undefined
    const changedText = change === undefined ? undefined : reference.replace(change)
    after += cql.slice(kept, reference.start) + (changedText ?? reference.verbatim)
    kept = reference.end
  }
  const target: UrlTarget = { to: 'search', cql: after + cql.slice(kept) }
  return missing === undefined ? { target } : { target, missing }
}

/** A query names contents, people and spaces. */
function decideInQuery({ kind, says }: TextReference, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  if (says.user !== undefined) return decideUser(says.user, { isMention: false }, resolver)
  return kind === 'space' ? decideSpace(says, resolver) : decideContent({ ...says, kind: 'content' }, place, resolver)
}

function withKind(kind: string, id: string): string {
  return id.startsWith(`${kind}:`) ? id : `${kind}:${id}`
}
