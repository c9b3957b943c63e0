import { renameAnchor } from '@spacecrate/confluence'
import type { BodyReference, ReferenceChange, ReferenceContainer, ReferenceSays } from '@spacecrate/confluence'
import { changed, type ReferenceDecision, same, unresolved } from './decision.js'
import {
  contentOf,
  decideFile,
  decideGroup,
  decideMedia,
  decideSpace,
  decideTemplate,
  decideUser,
  idChange,
  keyChange,
  spaceIdOf,
} from './decide-named.js'
import { decideUrl } from './decide-url.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'

/** What a decision looks at: a reference of a body, or of a text inside of one. */
export type DecidedReference = Pick<BodyReference, 'kind' | 'says' | 'mention' | 'possible'>

/** Decides on one reference of a body. */
export function decideReference(reference: DecidedReference, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const decision = decide(reference, place, resolver)
  if (reference.possible !== true) return decision
  // Only looks like a reference. If nothing is known by that name it is none; else a person may have a look at it.
  return decision.outcome === 'unresolved' && decision.reason.endsWith('_NOT_IN_ARCHIVE')
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
        : decideUser(says.user, mention === true, resolver)
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
      return unresolved('SHORTCUT_OF_SITE')
    case 'emoji':
      return unresolved('EMOJI_OF_SITE')
    case 'application-link':
      return unresolved('APPLICATION_LINK')
    case 'app-object':
      return unresolved('OBJECT_OF_APP')
    default:
      kind satisfies never
      return same
  }
}

/** By id, or by title in a space: the id counts where both are there. */
function decideContent(says: ReferenceContainer, place: BodyPlace, resolver: Resolver): ReferenceDecision {
  const space = says.spaceKey === undefined ? undefined : resolver.space(says.spaceKey)
  // The key follows its space even where the page is unknown: left as it is, it could lead into a space of others.
  const key = keyChange(says.spaceKey, space)
  const found = contentOf(says, place, resolver)
  if (found?.target !== undefined) {
    const change = { ...key, ...titleChange(says.title, found), ...idChange('contentId', says.contentId, found.target) }
    // Versions count anew at a destination.
    const version = says.versionAtSave === undefined || Object.keys(change).length === 0 ? {} : { versionAtSave: null }
    return withSite(says, changed({ ...change, ...version }), resolver)
  }
  if (found !== undefined) return unresolved('TARGET_NOT_IMPORTED', key)
  if (says.contentId === undefined && says.title === undefined) {
    return says.spaceKey === undefined ? same : decideSpace(says, resolver)
  }
  const hasSpace = says.title === undefined || spaceIdOf(says.spaceKey, place, resolver) !== undefined
  return unresolved(hasSpace ? 'TARGET_NOT_IN_ARCHIVE' : 'SPACE_NOT_IN_ARCHIVE', key)
}

function titleChange(said: string | undefined, { named }: ResolvedTarget): ReferenceChange {
  return said === undefined || named?.title === undefined || named.title === said ? {} : { title: named.title }
}

/** A name of Atlassian's platform says the site too. */
function withSite(says: ReferenceSays, decision: ReferenceDecision, { urls }: Resolver): ReferenceDecision {
  const { cloudId } = urls
  if (says.cloudId === undefined || cloudId === undefined || cloudId === says.cloudId) return decision
  return decision.outcome === 'change' || decision.outcome === 'same'
    ? changed({ ...(decision.outcome === 'change' ? decision.change : {}), cloudId })
    : decision
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
