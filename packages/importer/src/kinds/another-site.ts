import type { Space } from '@spacecrate/format'
import type { Counterpart } from '../destination.js'
import { fold } from '../fold.js'

/**
 * Why the space that an import made of a record of this source and id was not made of this very record, so that two sites
 * have one site id and nothing of the one may come into what was made of the other. `undefined` where both agree.
 *
 * Only the key of a space tells: Confluence never changes it, and what Cloud calls a renamed key is an alias beside it; an
 * import that gives another key notes the first one. Names, titles and places change on both sides, and the ids of people
 * and groups are made of what they are called already.
 *
 * - "You can't change the space key after you create your space": https://support.atlassian.com/confluence-cloud/docs/choose-a-space-key/
 * - https://community.developer.atlassian.com/t/rfc-54-introducing-space-alias-in-the-confluence-url/80735
 */
export function whyOfAnotherSite({ id, key, alias }: Space, { named, target }: Counterpart): string | undefined {
  if (named?.key === undefined) return undefined
  const there = [named.key, ...(named.formerKey === undefined ? [] : [named.formerKey])].map(fold)
  if ([key, ...(alias === undefined ? [] : [alias])].some((own) => there.includes(fold(own)))) return undefined
  return `${target} at the destination, of the key ${named.key}, was made of another ${id} of a source of the same site id`
}
