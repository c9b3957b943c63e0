import type { UrlStyle } from '@spacecrate/confluence'
import type { SourceIdentity } from '@spacecrate/format'
import type { Naming } from '../destination.js'
import { BoundedMap } from '../bounded-map.js'
import { isCarried } from '../plan/plan-index.js'
import type { PlanIndex } from '../plan/plan-index.js'
import type { FoundName } from './name-index.js'
import { type AliasKind, type SourceIndex } from './source-index.js'
import { fold } from '../fold.js'

/** Something that a reference leads to. */
export interface ResolvedTarget {
  /** Id in the archive. */
  readonly id: string
  /** Id at the destination; absent if it is not there. */
  readonly target?: string
  readonly named?: Naming
  /** Several things answer to the name and none by this very spelling, so that it leads to none: `id` is one of them. */
  readonly isAmbiguous?: true
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
  /** Anything with this number as its id, contents first. */
  readonly content: (digits: string) => ResolvedTarget | undefined
  /** The record of this id in the archive, such as `comment:12`. */
  readonly record: (id: string) => ResolvedTarget | undefined
  /** What a record belongs to: the space of a content, the content of a comment or file. */
  readonly ownerOf: (id: string) => ResolvedTarget | undefined
  readonly person: (kind: AliasKind, value: string) => ResolvedTarget | undefined
  readonly group: (name: string) => ResolvedTarget | undefined
  readonly file: (container: string, name: string) => ResolvedTarget | undefined
  /** What a short link expands to, by its key; its target is itself. */
  readonly shortcut: (key: string) => ResolvedTarget | undefined
  /** The file with this UUID in the media service. */
  readonly media: (fileId: string) => ResolvedTarget | undefined
  /** True for a host of the source; `undefined` if no host of the source is known. */
  readonly isSourceHost: (host: string) => boolean | undefined
  /** Context paths that the source is known to have at a host, such as `/wiki`; none if no base URL says it. */
  readonly contextPaths: (host: string) => readonly string[]
  /** The host that takes the place of another one in URLs. */
  readonly hostFor: (host: string) => string | undefined
  /** How the destination writes its URLs. */
  readonly urls: UrlStyle
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
  const bases = [...source.baseUrls, ...sources.sourceUrls()].flatMap((url) =>
    URL.canParse(url) ? [new URL(url)] : [],
  )
  const noted = sources.hosts()
  // A number that is nobody's id is asked for under every kind, so that is remembered too.
  const contents = new BoundedMap<string, string>(4_096)
  const hosts = new Set([
    ...bases.map(({ host }) => host),
    ...[...noted].flatMap(([host, to]) => (to === '' ? [host] : [])),
  ])
  const found = (id: string | undefined): ResolvedTarget | undefined => {
    if (id === undefined) return undefined
    const target = resolve(id)
    const named = index.find(id)?.named
    return { id, ...(target === undefined ? {} : { target }), ...(named === undefined ? {} : { named }) }
  }
  const named = (one: FoundName | undefined): ResolvedTarget | undefined =>
    one?.isAmbiguous === true ? { id: one.id, isAmbiguous: true } : found(one?.id)
  return {
    space: (key) => named(sources.spaceOf(key)),
    page: (space, title) => named(sources.pageOf(space, title)),
    post: (space, title, day) => named(sources.postOf(space, title, day)),
    content: (digits) => {
      const known = contents.get(digits)
      const id = known ?? contentPrefixes.map((kind) => `${kind}:${digits}`).find((one) => index.find(one)) ?? ''
      if (known === undefined) contents.set(digits, id)
      return found(id === '' ? undefined : id)
    },
    record: (id) => found(index.find(id) === undefined ? undefined : id),
    ownerOf: (id) => found(index.find(id)?.owner),
    person: (kind, value) => named(sources.personOf(kind, value)),
    group: (name) => named(sources.groupOf(name)),
    file: (container, name) => named(sources.fileOf(container, name)),
    shortcut: (key) => {
      const shortcut = sources.shortcutOf(key)
      if (shortcut === undefined || shortcut.isAmbiguous === true) return shortcut
      // It is named by its key on every site: there is no id to be known.
      const { id } = shortcut
      return { id, ...(isCarried(index.find(id)) ? { target: id } : {}) }
    },
    media: (fileId) => found(sources.mediaOf(fileId)),
    isSourceHost: (host) => (hosts.size === 0 ? undefined : hosts.has(fold(host))),
    contextPaths: (host) =>
      bases.flatMap((base) => (base.host === fold(host) ? [base.pathname.replace(/\/+$/, '')] : [])),
    hostFor: (host) => noted.get(fold(host)) || undefined,
    urls: sources.urls(),
  }
}
