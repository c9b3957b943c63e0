import type { StreamName, StreamRecords } from '../records.js'
import type { SelectableKind } from '../selectable-kinds.js'

/** How much something hurts that is not there, the gravest first. */
export const impacts = ['access', 'content', 'history', 'decoration'] as const

/** One of `impacts`. */
export type Impact = (typeof impacts)[number]

/** What everybody must know of a kind: whose it is, where it stands among its siblings, and what it points to. */
export interface StreamRule<Name extends StreamName> {
  /** In a sentence: one of them with its article, and many. */
  readonly words: readonly [one: string, many: string]
  /** Paths of the fields that tell a person which one it is, beside its id. */
  readonly shows: readonly string[]
  /** By which name it is left out or asked for; absent: it always goes with its owner. */
  readonly kind?: SelectableKind
  /** More kinds that some of its records go by, each of which leaves them out: posts, what is archived. */
  readonly kindsOf?: (record: StreamRecords[Name]) => readonly SelectableKind[]
  /** Versions of their owner: all but the last one, which is what it says now, go by the name `history`. */
  readonly versions?: true
  readonly impact: Impact
  /** Only tells what was at the source: having it changes nothing for anybody. */
  readonly evidence?: true
  /** Id of the record that owns this one; `undefined` for a record that stands on its own. Streams are sorted by owner. */
  readonly owner: (record: StreamRecords[Name]) => string | undefined
  /** Streams in which an owner may stand. A record whose owner is in none of them has no owner in the archive. */
  readonly owners: readonly StreamName[]
  /** Of a stream that is a tree: the id of the parent in the same stream. Lines stand in tree order then, parents first. */
  readonly parent?: (record: StreamRecords[Name]) => string | undefined
  /** Text that sorts siblings of one owner and parent by its UTF-8 bytes; equal ranks are sorted by id. */
  readonly rank: (record: StreamRecords[Name]) => string
  /** Paths of the fields that hold the id of another record (`created.by`): the structural references. */
  readonly references: readonly string[]
  /** Those of `references` that the record makes no sense without. */
  readonly required: readonly string[]
  /** Paths of the fields that hold a digest, a body or a list of bodies: where blobs hang. */
  readonly blobs: readonly string[]
  /** Names of the fields that hold a URL, which may lead into the source. */
  readonly urls?: readonly string[]
  /** Of a kind whose id is made from what it points to: that id. Kinds without it have an id of their own. */
  readonly deriveId?: (record: StreamRecords[Name]) => string
  /** Of a kind with an id of its own that is found again on another site: by which text. */
  readonly sameAs?: (record: StreamRecords[Name]) => string
}

/** Rules of some streams. */
export type RulesOf<Names extends StreamName> = { readonly [Name in Names]: StreamRule<Name> }

/** Id of the record of the site, which owns what belongs to no space. */
export const siteId = 'site:source'

export const ofSite = (): string => siteId
export const alone = (): undefined => undefined
export const noRank = (): string => ''

/** Digits that sort like the number, negative ones first. */
export function sortable(value: number): string {
  return (BigInt(Math.trunc(value)) + 9_007_199_254_740_992n).toString().padStart(17, '0')
}

/** Those with a position first, by position; then those without. */
export function byPosition(position: number | undefined): string {
  return position === undefined ? '1' : `0 ${sortable(position)}`
}

const shelves: { readonly [status: string]: SelectableKind | undefined } = {
  trashed: 'trash',
  draft: 'drafts',
  archived: 'archived',
}

/** The kind of what lies in the trash, among the drafts or in the archive of its space. */
export function shelfOf({ status }: { readonly status: string }): readonly SelectableKind[] {
  const kind = shelves[status]
  return kind === undefined ? [] : [kind]
}

/** The `~2` of the second record that would have the same id. */
export function suffix(record: { readonly id: string }): string {
  return /~\d+$/.exec(record.id)?.[0] ?? ''
}

/** The id of a subject, or the word for everybody of a kind. */
export function subjectId(subject: StreamRecords['space-permissions']['subject']): string {
  return 'id' in subject ? subject.id : subject.type
}

/** Operation and target in canonical words, or the source's word. */
export function permissionWords(record: {
  readonly operation?: string
  readonly target?: string
  readonly native?: string
}): string {
  return record.operation === undefined ? (record.native ?? '') : `${record.operation} ${record.target ?? 'space'}`
}
