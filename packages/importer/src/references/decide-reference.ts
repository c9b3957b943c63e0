import { parseConfluenceUrl } from '@spacecrate/confluence'
import type { ReferenceChange, ReferenceContainer, BodyReference, UserIdentity } from '@spacecrate/confluence'
import type { Naming } from '../destination.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'

/** Why a reference stays as it is although it leads to nothing that was imported. */
export type UnresolvedReason =
  | 'TARGET_NOT_IN_ARCHIVE'
  | 'TARGET_NOT_IMPORTED'
  | 'SPACE_NOT_IN_ARCHIVE'
  | 'USER_NOT_IN_ARCHIVE'
  | 'FILE_NOT_IN_ARCHIVE'
  | 'URL_OF_SOURCE'
  | 'URL_OF_UNKNOWN_SITE'
  | 'URL_SITE_RELATIVE'
  | 'SHORTCUT_OF_SITE'
  | 'REFERENCE_INCOMPLETE'

/** What becomes of a reference. `same`: it means the same at the destination, or leads to neither site. */
export type ReferenceDecision =
  | { readonly outcome: 'change'; readonly change: ReferenceChange }
  | { readonly outcome: 'same' }
  | { readonly outcome: 'unresolved'; readonly reason: UnresolvedReason; readonly change?: ReferenceChange }

const same: ReferenceDecision = { outcome: 'same' }

/** Decides on one reference of a body. */
export function decideReference(reference: BodyReference, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const { kind, says } = reference
  switch (kind) {
    case 'page':
    case 'blogpost':
    case 'content':
      return decideContent({ ...says, kind }, place, resolver)
    case 'attachment':
      return decideFile(says.fileName, says.container, place, resolver)
    case 'user':
      return says.user === undefined ? unresolved('REFERENCE_INCOMPLETE') : decideUser(says.user, resolver)
    case 'space':
      return says.spaceKey === undefined ? unresolved('REFERENCE_INCOMPLETE') : decideSpace(says.spaceKey, resolver)
    case 'url':
      return decideUrl(says.url ?? '', resolver)
    case 'shortcut':
      return unresolved('SHORTCUT_OF_SITE')
    case 'anchor':
    case 'media':
    case 'emoji':
    case 'group':
    case 'template':
    case 'application-link':
    case 'app-object':
      return same
    default:
      kind satisfies never
      return same
  }
}

function unresolved(reason: UnresolvedReason, change?: ReferenceChange): ReferenceDecision {
  return change === undefined || Object.keys(change).length === 0
    ? { outcome: 'unresolved', reason }
    : { outcome: 'unresolved', reason, change }
}

function changed(change: ReferenceChange): ReferenceDecision {
  return Object.keys(change).length === 0 ? same : { outcome: 'change', change }
}

/** By id, or by title in a space: the id counts where both are there. */
function decideContent(says: ReferenceContainer, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const space = says.spaceKey === undefined ? undefined : resolver.space(says.spaceKey)
  // The key follows its space even where the page is unknown: left as it is, it could lead into a space of others.
  const key = keyChange(says.spaceKey, space)
  const byId = says.contentId === undefined ? undefined : resolver.content(says.contentId)
  if (byId?.target !== undefined) {
    const digits = byId.target.slice(byId.target.indexOf(':') + 1)
    return changed({
      ...key,
      ...titleChange(says.title, byId),
      ...(digits === says.contentId ? {} : { contentId: digits }),
    })
  }
  if (says.title === undefined) {
    if (says.contentId === undefined) return says.spaceKey === undefined ? same : decideSpace(says.spaceKey, resolver)
    return unresolved(byId === undefined ? 'TARGET_NOT_IN_ARCHIVE' : 'TARGET_NOT_IMPORTED', key)
  }
  const spaceId = says.spaceKey === undefined ? place.space : space?.id
  if (spaceId === undefined) return unresolved('SPACE_NOT_IN_ARCHIVE')
  const found =
    says.kind === 'blogpost'
      ? resolver.post(spaceId, says.title, says.postingDay ?? '')
      : resolver.page(spaceId, says.title)
  if (found === undefined) return unresolved('TARGET_NOT_IN_ARCHIVE', key)
  if (found.target === undefined) return unresolved('TARGET_NOT_IMPORTED', key)
  return changed({ ...key, ...titleChange(says.title, found) })
}

function keyChange(said: string | undefined, space: ResolvedTarget | undefined): ReferenceChange {
  const key = space?.target === undefined ? undefined : space.named?.key
  return said === undefined || key === undefined || key.toLowerCase() === said.toLowerCase() ? {} : { spaceKey: key }
}

function titleChange(said: string | undefined, { named }: ResolvedTarget): ReferenceChange {
  return said === undefined || named?.title === undefined || named.title === said ? {} : { title: named.title }
}

/** File names stay; the content that holds the file is a reference of its own. */
function decideFile(
  name: string | undefined,
  container: ReferenceContainer | undefined,
  place: BodyPlace,
  resolver: Resolver,
): ReferenceDecision {
  if (name === undefined) return unresolved('REFERENCE_INCOMPLETE')
  const holders = container === undefined ? [place.content, place.holder] : [contentOf(container, place, resolver)]
  const known = holders.filter((holder) => holder !== undefined)
  return known.some((holder) => resolver.hasFile(holder, name)) ? same : unresolved('FILE_NOT_IN_ARCHIVE')
}

function contentOf(says: ReferenceContainer, place: BodyPlace, resolver: Resolver): string | undefined {
  if (says.contentId !== undefined) return resolver.content(says.contentId)?.id
  const space = says.spaceKey === undefined ? place.space : resolver.space(says.spaceKey)?.id
  if (space === undefined || says.title === undefined) return undefined
  return says.kind === 'blogpost'
    ? resolver.post(space, says.title, says.postingDay ?? '')?.id
    : resolver.page(space, says.title)?.id
}

/** Names the person the way the body did, if the destination knows it so; else the surest way that it has. */
function decideUser(user: UserIdentity, resolver: Resolver): ReferenceDecision {
  const person = resolver.person(user.by, user.value)
  if (person === undefined) return unresolved('USER_NOT_IN_ARCHIVE')
  if (person.target === undefined) return unresolved('TARGET_NOT_IMPORTED')
  const names = identities(person.named ?? {})
  const chosen = names.find(({ by }) => by === user.by) ?? names[0]
  if (chosen === undefined) return unresolved('TARGET_NOT_IMPORTED')
  return chosen.by === user.by && chosen.value === user.value ? same : { outcome: 'change', change: { user: chosen } }
}

function identities({ accountId, userKey, userName }: Naming): UserIdentity[] {
  const found: UserIdentity[] = []
  if (accountId !== undefined) found.push({ by: 'account-id', value: accountId })
  if (userKey !== undefined) found.push({ by: 'userkey', value: userKey })
  if (userName !== undefined) found.push({ by: 'username', value: userName })
  return found
}

/** Such as `@self` and `currentSpace()`: they mean whatever space the page is in. */
const relativeKey = /^@|\(\)$/

function decideSpace(key: string, resolver: Resolver): ReferenceDecision {
  if (relativeKey.test(key)) return same
  const space = resolver.space(key)
  if (space === undefined) return unresolved('SPACE_NOT_IN_ARCHIVE')
  if (space.target === undefined) return unresolved('TARGET_NOT_IMPORTED')
  return changed(keyChange(key, space))
}

/** URLs are not rewritten yet: those that lead to the source are listed. */
function decideUrl(url: string, resolver: Resolver): ReferenceDecision {
  const text = url.trim()
  const absolute = /^(?:https?:)?\/\//i.test(text)
  if (!absolute) return text === '' || /^(?:#|[a-z][a-z0-9+.-]*:)/i.test(text) ? same : unresolved('URL_SITE_RELATIVE')
  const host = URL.canParse(text, 'http://relative.invalid') ? new URL(text, 'http://relative.invalid').host : undefined
  if (host === undefined) return same
  const ofSource = resolver.isSourceHost(host)
  if (ofSource === true) return unresolved('URL_OF_SOURCE')
  return ofSource === undefined && parseConfluenceUrl(text) !== undefined ? unresolved('URL_OF_UNKNOWN_SITE') : same
}
