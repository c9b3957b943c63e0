import type { ReferenceChange, ReferenceContainer, ReferenceSays } from '@spacecrate/confluence'
import { contentOf, decideSpace, idChange, keyChange, spaceIdOf, whyWithout } from './decide-named.js'
import { changed, type ReferenceDecision, same, unresolved } from './decision.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'
import { fold } from '../fold.js'

/** By id, or by title in a space: the id counts where both are there. */
export function decideContent(says: ReferenceContainer, place: BodyPlace, resolver: Resolver): ReferenceDecision {
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
  if (found !== undefined) return unresolved(whyWithout(found), key)
  // A page relative to the one that the text stands on.
  if (says.contentId === undefined && /^@(?:self|home|parent|none)$/.test(says.title ?? '')) {
    return says.spaceKey === undefined ? same : decideSpace(says, resolver)
  }
  if (says.contentId === undefined && says.title === undefined) {
    return says.spaceKey === undefined ? same : decideSpace(says, resolver)
  }
  const hasSpace = says.title === undefined || spaceIdOf(says.spaceKey, place, resolver) !== undefined
  return unresolved(hasSpace ? 'TARGET_NOT_IN_ARCHIVE' : 'SPACE_NOT_IN_ARCHIVE', key)
}

function titleChange(said: string | undefined, { named }: ResolvedTarget): ReferenceChange {
  const title = named?.title
  return said === undefined || title === undefined || fold(title) === fold(said) ? {} : { title }
}

/** A name of Atlassian's platform says the site too. */
export function withSite(says: ReferenceSays, decision: ReferenceDecision, { urls }: Resolver): ReferenceDecision {
  const { cloudId } = urls
  if (says.cloudId === undefined || cloudId === undefined || cloudId === says.cloudId) return decision
  return decision.outcome === 'change' || decision.outcome === 'same'
    ? changed({ ...(decision.outcome === 'change' ? decision.change : {}), cloudId })
    : decision
}
