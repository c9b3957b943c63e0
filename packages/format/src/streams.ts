import type { StreamName } from './records.js'
import { contentRules } from './rules/content-rules.js'
import { hangingRules } from './rules/hanging-rules.js'
import { peopleRules } from './rules/people-rules.js'
import { siteRules } from './rules/site-rules.js'
import { spaceRules } from './rules/space-rules.js'
import type { RulesOf } from './rules/stream-rule.js'

/**
 * The rules of every stream, in canonical order: the order of the archive, and that in which an import reads it. A kind is
 * added by its schema and by a rule; what the other packages do with it follows from these.
 */
export const streamRules: RulesOf<StreamName> = {
  ...peopleRules,
  ...spaceRules,
  ...contentRules,
  ...hangingRules,
  ...siteRules,
}

/** True for the name of a stream that this version of the format knows. */
export function isStreamName(name: string): name is StreamName {
  return Object.hasOwn(streamRules, name)
}

/** Every stream in canonical order. */
export const streamNames: readonly StreamName[] = Object.keys(streamRules).filter(isStreamName)

/**
 * Streams whose records own others, each after the streams that own it: the order in which their places can be found.
 * It is not canonical order, since a comment, which comes later in the archive, may own an attachment.
 */
export const ownerStreams: readonly StreamName[] = sortOwners()

function sortOwners(): StreamName[] {
  const sorted: StreamName[] = []
  const visit = (name: StreamName): void => {
    streamRules[name].owners.forEach(visit)
    if (!sorted.includes(name)) sorted.push(name)
  }
  streamNames.forEach((name) => streamRules[name].owners.forEach(visit))
  return sorted
}

/** What hangs on records of a stream directly, in canonical order. */
export function hangingOn(owner: StreamName): readonly StreamName[] {
  return hanging.get(owner) ?? []
}

const hanging: ReadonlyMap<StreamName, readonly StreamName[]> = new Map(
  ownerStreams.map((owner) => [owner, streamNames.filter((name) => streamRules[name].owners.includes(owner))]),
)
