import type { ReferenceChange, ReferenceContainer, UserIdentity } from '@spacecrate/confluence'
import type { Naming } from '../destination.js'
import { changed, type ReferenceDecision, same, unresolved, type UnresolvedReason } from './decision.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'

/** Why something that is known leads to nothing at the destination. */
export function whyWithout({ isAmbiguous }: ResolvedTarget): UnresolvedReason {
  return isAmbiguous === true ? 'TARGET_AMBIGUOUS' : 'TARGET_NOT_IMPORTED'
}

/** File names stay; the content that holds the file is a reference of its own. */
export function decideFile(
  name: string | undefined,
  container: ReferenceContainer | undefined,
  place: BodyPlace,
  resolver: Resolver,
): ReferenceDecision {
  if (name === undefined) return unresolved('REFERENCE_INCOMPLETE')
  const on = container === undefined ? undefined : contentOf(container, place, resolver)
  if (on?.isAmbiguous === true) return unresolved(whyWithout(on))
  // A comment shows the files of its page as well.
  const holders = container === undefined ? [place.holder, place.content] : [on?.id]
  for (const holder of holders) {
    const file = holder === undefined ? undefined : resolver.file(holder, name)
    if (file !== undefined) return file.target === undefined ? unresolved(whyWithout(file)) : same
  }
  return unresolved('FILE_NOT_IN_ARCHIVE')
}

/** The content that a reference names, by id or by title. */
export function contentOf(
  says: Omit<ReferenceContainer, 'kind'> & { readonly kind?: string },
  place: BodyPlace,
  resolver: Resolver,
): ResolvedTarget | undefined {
  const byId = says.contentId === undefined ? undefined : resolver.content(says.contentId)
  if (byId !== undefined || says.title === undefined) return byId
  const named = isElsewhere(says.spaceKey) ? resolver.space(says.spaceKey) : undefined
  if (named?.isAmbiguous === true) return named
  const space = isElsewhere(says.spaceKey) ? named?.id : place.space
  if (space === undefined) return undefined
  return says.kind === 'blogpost' || says.postingDay !== undefined
    ? resolver.post(space, says.title, says.postingDay ?? '')
    : resolver.page(space, says.title)
}

/** Archive id of the space that a reference names, or that it stands in. */
export function spaceIdOf(key: string | undefined, place: BodyPlace, resolver: Resolver): string | undefined {
  return isElsewhere(key) ? resolver.space(key)?.id : place.space
}

function isElsewhere(key: string | undefined): key is string {
  return key !== undefined && !relativeKey.test(key)
}

/** Names the person the way the body did, if the destination knows it so; else the surest way that it has. */
export function decideUser(
  user: UserIdentity,
  { isMention, displayName }: { readonly isMention: boolean; readonly displayName?: string | undefined },
  resolver: Resolver,
): ReferenceDecision {
  const person = findPerson(user, resolver)
  if (person === undefined) return unresolved('USER_NOT_IN_ARCHIVE')
  const plain = person.named?.plain
  if (plain !== undefined) return isMention ? changed({ plain }) : unresolved('USER_NOT_CARRIED')
  if (person.target === undefined) return unresolved(whyWithout(person))
  const names = identities(person.named ?? {})
  const chosen = names.find(({ by }) => by === user.by) ?? names[0]
  if (chosen === undefined) return unresolved('TARGET_NOT_IMPORTED')
  if (chosen.by === user.by && chosen.value === user.value) return same
  const name = displayName === undefined ? undefined : shownName(displayName, person.named?.displayName)
  return changed({ user: chosen, ...(name === undefined ? {} : { displayName: name }) })
}

/** ADF says the name beside the id, with an at sign. */
function shownName(before: string, name: string | undefined): string | undefined {
  const after = name === undefined ? undefined : `${before.startsWith('@') ? '@' : ''}${name}`
  return after === before ? undefined : after
}

/**
 * Plain texts don't say how they name somebody: what they look like is tried first, then the rest. A key is nobody's name,
 * but bodies of Cloud say an account id where older ones said the key.
 */
function findPerson({ by, value }: UserIdentity, resolver: Resolver): ResolvedTarget | undefined {
  const first = resolver.person(by, value)
  if (first !== undefined) return first
  for (const other of by === 'userkey' ? (['account-id'] as const) : (['username', 'userkey', 'account-id'] as const)) {
    const found = other === by ? undefined : resolver.person(other, value)
    if (found !== undefined) return found
  }
  return undefined
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

/** By key, or by id. */
export function decideSpace(
  { spaceKey, spaceId }: { readonly spaceKey?: string; readonly spaceId?: string },
  resolver: Resolver,
): ReferenceDecision {
  if (spaceKey !== undefined && relativeKey.test(spaceKey)) return same
  const space = spaceId === undefined ? resolver.space(spaceKey ?? '') : resolver.record(`space:${spaceId}`)
  if (space === undefined) return unresolved('SPACE_NOT_IN_ARCHIVE')
  if (space.target === undefined) return unresolved(whyWithout(space))
  return changed({ ...keyChange(spaceKey, space), ...idChange('spaceId', spaceId, space.target) })
}

/** The key follows its space; letter case doesn't count. */
export function keyChange(said: string | undefined, space: ResolvedTarget | undefined): ReferenceChange {
  const key = space?.target === undefined ? undefined : space.named?.key
  return said === undefined || key === undefined || key.toLowerCase() === said.toLowerCase() ? {} : { spaceKey: key }
}

/** The number of the target, where it is another one than what the reference says. */
export function idChange(
  field: 'contentId' | 'spaceId' | 'templateId',
  said: string | undefined,
  target: string,
): ReferenceChange {
  const digits = digitsOf(target)
  return said === undefined || digits === said ? {} : { [field]: digits }
}

/** Groups go by name. */
export function decideGroup(name: string, resolver: Resolver): ReferenceDecision {
  const group = resolver.group(name)
  if (group === undefined) return unresolved('GROUP_NOT_IN_ARCHIVE')
  if (group.target === undefined) return unresolved(whyWithout(group))
  const there = group.named?.groupName
  return there === undefined || there.toLowerCase() === name.toLowerCase() ? same : changed({ group: there })
}

/** A template of the space or the site. */
export function decideTemplate(templateId: string, resolver: Resolver): ReferenceDecision {
  const template = resolver.record(`template:${templateId}`)
  if (template === undefined) return unresolved('TARGET_NOT_IN_ARCHIVE')
  if (template.target === undefined) return unresolved('TARGET_NOT_IMPORTED')
  return changed(idChange('templateId', templateId, template.target))
}

/** A file by its UUID; a destination that keeps the UUID says nothing of it. */
export function decideMedia(fileId: string, resolver: Resolver): ReferenceDecision {
  const file = resolver.media(fileId)
  if (file === undefined) return unresolved('FILE_NOT_IN_ARCHIVE')
  if (file.target === undefined) return unresolved(whyWithout(file))
  const there = file.named?.fileId
  return there === undefined || there.toLowerCase() === fileId.toLowerCase() ? same : changed({ fileId: there })
}

/** A shortcut by its key: what it expands to is a record of its own. */
export function decideShortcut(key: string, resolver: Resolver): ReferenceDecision {
  const shortcut = resolver.shortcut(key)
  if (shortcut === undefined) return unresolved('SHORTCUT_OF_SITE')
  return shortcut.target === undefined ? unresolved(whyWithout(shortcut)) : same
}

/** A custom emoji by its id. Where it leads nowhere a body shows its short name. */
export function decideEmoji(emojiId: string, resolver: Resolver): ReferenceDecision {
  const there = idThere('emoji', emojiId, 'EMOJI_OF_SITE', resolver)
  return typeof there === 'string' ? changed(there === emojiId ? {} : { emojiId: there }) : there
}

/** Another application, such as Jira, by the id of its link. */
export function decideApplicationLink(linkId: string, resolver: Resolver): ReferenceDecision {
  const there = idThere('application-link', linkId, 'APPLICATION_LINK', resolver)
  return typeof there === 'string' ? changed(there === linkId ? {} : { applicationLinkId: there }) : there
}

/** Something that an app keeps beside the pages: a calendar is a record of its own, whatever else it may be is not. */
export function decideAppObject(objectId: string | undefined, resolver: Resolver): ReferenceDecision {
  if (objectId === undefined) return unresolved('OBJECT_OF_APP')
  const there = idThere('calendar', objectId, 'OBJECT_OF_APP', resolver)
  return typeof there === 'string' ? changed(there === objectId ? {} : { objectId: there }) : there
}

/** The id at the destination of something of the site that texts name by id; as it is said where only letter case differs. */
function idThere(
  kind: string,
  said: string,
  unknown: UnresolvedReason,
  resolver: Resolver,
): string | ReferenceDecision {
  const found = resolver.record(`${kind}:${said}`) ?? resolver.record(`${kind}:${said.toLowerCase()}`)
  if (found === undefined) return unresolved(unknown)
  if (found.target === undefined) return unresolved('TARGET_NOT_IMPORTED')
  const there = digitsOf(found.target)
  return there.toLowerCase() === said.toLowerCase() ? said : there
}

/** What stands behind the kind in an id. */
export function digitsOf(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}
