import { renameAnchor } from '@spacecrate/confluence'
import type { BodyReference, ReferenceSays } from '@spacecrate/confluence'
import { changed, type ReferenceDecision, same, unresolved, type UnresolvedReason } from './decision.js'
import { decideContent, withSite } from './decide-content.js'
import {
  contentOf,
  decideApplicationLink,
  decideAppObject,
  decideEmoji,
  decideFile,
  decideGroup,
  decideMedia,
  decideShortcut,
  decideSpace,
  decideTemplate,
  decideUser,
} from './decide-named.js'
import { decideUrl } from './decide-url.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'

/** What a decision looks at: a reference of a body, or of a text inside of one. */
export type DecidedReference = Pick<BodyReference, 'kind' | 'says' | 'mention' | 'possible' | 'canSay'>

const notInArchive: ReadonlySet<UnresolvedReason> = new Set([
  'TARGET_NOT_IN_ARCHIVE',
  'SPACE_NOT_IN_ARCHIVE',
  'USER_NOT_IN_ARCHIVE',
  'GROUP_NOT_IN_ARCHIVE',
  'FILE_NOT_IN_ARCHIVE',
])

/** Decides on one reference of a body. */
export function decideReference(reference: DecidedReference, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const decision = decide(reference, place, resolver)
  if (decision.outcome === 'change' && reference.canSay?.(decision.change) === false) {
    return unresolved('NAME_NOT_WRITABLE')
  }
  if (reference.possible !== true) return decision
  // Only looks like a reference. If nothing is known by that name it is none; else a person may have a look at it.
  return decision.outcome === 'unresolved' && notInArchive.has(decision.reason)
    ? { outcome: 'none' }
    : unresolved('MEANING_UNKNOWN')
}

function decide({ kind, says, mention }: DecidedReference, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  switch (kind) {
    case 'page':
    case 'blogpost':
    case 'content':
      return decideContent({ ...says, kind }, place, resolver)
    case 'attachment':
      return decideFile(says.fileName, says.container, place, resolver)
    case 'user':
      return says.user === undefined
        ? unresolved('REFERENCE_INCOMPLETE')
        : decideUser(says.user, { isMention: mention === true, displayName: says.displayName }, resolver)
    case 'space':
      return says.spaceKey === undefined && says.spaceId === undefined
        ? unresolved('REFERENCE_INCOMPLETE')
        : withSite(says, decideSpace(says, resolver), resolver)
    case 'url':
      return decideUrl(says.url ?? '', place, resolver)
    case 'anchor':
      return decideAnchor(says, place, resolver)
    case 'media':
      return says.fileId === undefined ? unresolved('REFERENCE_INCOMPLETE') : decideMedia(says.fileId, resolver)
    case 'group':
      return says.group === undefined ? unresolved('REFERENCE_INCOMPLETE') : decideGroup(says.group, resolver)
    case 'template':
      return says.templateId === undefined
        ? unresolved('REFERENCE_INCOMPLETE')
        : decideTemplate(says.templateId, resolver)
    case 'shortcut':
      return says.shortcutKey === undefined
        ? unresolved('REFERENCE_INCOMPLETE')
        : decideShortcut(says.shortcutKey, resolver)
    case 'emoji':
      return says.emojiId === undefined ? unresolved('REFERENCE_INCOMPLETE') : decideEmoji(says.emojiId, resolver)
    case 'application-link':
      // The site that a query asks is named by its own id.
      return says.applicationLinkId === undefined
        ? unresolved('APPLICATION_LINK')
        : decideApplicationLink(says.applicationLinkId, resolver)
    case 'app-object':
      return decideAppObject(says.objectId, resolver)
    default:
      kind satisfies never
      return same
  }
}

/** Older anchors hold the title of their page. */
function decideAnchor(says: ReferenceSays, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const { anchor, container } = says
  if (anchor === undefined) return unresolved('REFERENCE_INCOMPLETE')
  return renamed(anchor, container === undefined ? hereOf(place, resolver) : contentOf(container, place, resolver))
}

function hereOf(place: BodyPlace, resolver: Resolver): ResolvedTarget | undefined {
  return place.content === undefined ? resolver.record(place.holder) : resolver.record(place.content)
}

function renamed(anchor: string, on: ResolvedTarget | undefined): ReferenceDecision {
  const { title, formerTitle } = on?.target === undefined ? {} : (on.named ?? {})
  const after = title === undefined || formerTitle === undefined ? undefined : renameAnchor(anchor, formerTitle, title)
  return after === undefined ? same : changed({ anchor: after })
}
