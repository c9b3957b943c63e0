import type { SourceIdentity } from '@spacecrate/format'
import type { Naming } from '../destination.js'
import type { PlanIndex } from '../plan/plan-index.js'
import { fold, type AliasKind, type SourceIndex } from './source-index.js'

/** Something that a reference leads to. */
export interface ResolvedTarget {
  /** Id in the archive. */
  readonly id: string
  /** Id at the destination; absent if it is not there. */
  readonly target?: string
  readonly named?: Naming
}

/** What a body stands in: where a reference leads that doesn't say so itself. */
export interface BodyPlace {
  /** Archive id of the content, template, comment, space or person that holds the text. */
  readonly holder: string
  /** Archive id of the content that it is on. */
  readonly content?: string
  readonly space?: string
}

/** Answers what references in bodies lead to, in the archive and at the destination. */
export interface Resolver {
  readonly space: (key: string) => ResolvedTarget | undefined
  readonly page: (space: string, title: string) => ResolvedTarget | undefined
  readonly post: (space: string, title: string, day: string) => ResolvedTarget | undefined
  /** Anything with this number as its id. */
  readonly content: (digits: string) => ResolvedTarget | undefined
  readonly person: (kind: AliasKind, value: string) => ResolvedTarget | undefined
  readonly hasFile: (container: string, name: string) => boolean
  /** True for a host of the source; `undefined` if no host of the source is known. */
  readonly isSourceHost: (host: string) => boolean | undefined
}

/** Kinds of ids that a content id of a body may stand for, the most likely first. */
const contentPrefixes = [
  'page',
  'post',
  'attachment',
  'comment',
  'folder',
  'whiteboard',
  'database',
  'embed',
  'custom',
  'space',
  'template',
]

/**
 * A resolver over what the plan decided and what the journal says of ids. `resolve` is asked for things with an id of their
 * own; a thing that is planned but not made (yet) has no target.
 */
export function createResolver(
  index: PlanIndex,
  sources: SourceIndex,
  resolve: (id: string) => string | undefined,
  source: Pick<SourceIdentity, 'baseUrls'>,
): Resolver {
  const hosts = new Set(source.baseUrls.flatMap(hostOf))
  const found = (id: string | undefined): ResolvedTarget | undefined => {
    if (id === undefined) return undefined
    const target = resolve(id)
    const named = index.find(id)?.named
    return { id, ...(target === undefined ? {} : { target }), ...(named === undefined ? {} : { named }) }
  }
  return {
    space: (key) => found(sources.spaceOf(key)),
    page: (space, title) => found(sources.pageOf(space, title)),
    post: (space, title, day) => found(sources.postOf(space, title, day)),
    content: (digits) => found(contentPrefixes.map((kind) => `${kind}:${digits}`).find((id) => index.find(id))),
    person: (kind, value) => found(sources.personOf(kind, value)),
    hasFile: (container, name) => sources.hasFile(container, name),
    isSourceHost: (host) => (hosts.size === 0 ? undefined : hosts.has(fold(host))),
  }
}

function hostOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).host] : []
}
