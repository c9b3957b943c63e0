import type { StreamName, StreamRecords } from './records.js'

/**
 * What the archive must know of a kind: whose it is, where it stands among its siblings, and what it points to.
 * A kind is added here, in `StreamRecords` and in `schemas/`; everything else in this package follows from these rules.
 */
export interface StreamRule<Name extends StreamName> {
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
  /** Paths of the fields that hold a digest, a body or a list of bodies: where blobs hang. */
  readonly blobs: readonly string[]
  /** Of a kind whose id is made from what it points to: that id. Kinds without it have an id of their own. */
  readonly deriveId?: (record: StreamRecords[Name]) => string
}

/** Digits that sort like the number, negative ones first. */
function sortable(value: number): string {
  return (BigInt(Math.trunc(value)) + 9_007_199_254_740_992n).toString().padStart(17, '0')
}

/** The `~2` of the second record that would have the same id. */
function suffix(record: { readonly id: string }): string {
  return /~\d+$/.exec(record.id)?.[0] ?? ''
}

function subjectId(subject: StreamRecords['space-permissions']['subject']): string {
  return 'id' in subject ? subject.id : subject.type
}

const alone = (): undefined => undefined
const noRank = (): string => ''
const versionId = (
  r: StreamRecords['versions' | 'comment-versions' | 'attachment-versions' | 'template-versions'],
): string => `version:${r.of}/${r.number}${suffix(r)}`

/** The rules of every stream, in canonical order: the order of the archive, and that in which an import reads it. */
export const streamRules: { readonly [Name in StreamName]: StreamRule<Name> } = {
  site: { owner: alone, owners: [], rank: noRank, references: [], blobs: ['description'] },
  people: { owner: alone, owners: [], rank: noRank, references: ['created.by'], blobs: ['avatar', 'profile'] },
  groups: { owner: alone, owners: [], rank: noRank, references: [], blobs: [] },
  memberships: {
    owner: (r) => r.group,
    owners: ['groups'],
    rank: noRank,
    references: ['group', 'member'],
    blobs: [],
    deriveId: (r) => `membership:${r.group}/${r.member}`,
  },
  spaces: {
    owner: alone,
    owners: [],
    rank: noRank,
    references: ['owner', 'home', 'logo', 'created.by', 'modified.by'],
    blobs: ['description'],
  },
  'space-permissions': {
    owner: (r) => r.space,
    owners: ['spaces'],
    rank: noRank,
    references: ['space', 'subject.id', 'created.by'],
    blobs: [],
    deriveId: (r) =>
      `permission:${r.space}/${subjectId(r.subject)}/${
        r.operation === undefined ? (r.native ?? '') : `${r.operation} ${r.target ?? 'space'}`
      }${suffix(r)}`,
  },
  templates: {
    owner: (r) => r.space ?? 'site:source',
    owners: ['site', 'spaces'],
    rank: noRank,
    references: ['space', 'created.by'],
    blobs: [],
  },
  'template-versions': {
    owner: (r) => r.of,
    owners: ['templates'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    blobs: ['body'],
    deriveId: versionId,
  },
  content: {
    owner: (r) => r.space,
    owners: ['spaces'],
    parent: (r) => r.parent,
    rank: (r) =>
      r.kind === 'blogpost'
        ? `2 ${r.postingDay ?? ''} ${r.title.normalize('NFC')}`
        : r.position === undefined
          ? `1 ${r.title.normalize('NFC')}`
          : `0 ${sortable(r.position)}`,
    references: ['space', 'parent', 'draftOf', 'owner', 'created.by'],
    blobs: [],
  },
  attachments: {
    owner: (r) => r.container,
    owners: ['spaces', 'templates', 'content', 'comments'],
    rank: (r) => r.name.normalize('NFC'),
    references: ['container', 'created.by'],
    blobs: [],
  },
  'attachment-versions': {
    owner: (r) => r.of,
    owners: ['attachments'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    blobs: ['blob'],
    deriveId: versionId,
  },
  versions: {
    owner: (r) => r.of,
    owners: ['content'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    blobs: ['body', 'renditions'],
    deriveId: versionId,
  },
  comments: {
    owner: (r) => r.content,
    owners: ['content'],
    parent: (r) => r.parent,
    rank: (r) => r.created?.at?.at ?? '',
    references: ['content', 'parent', 'attachment', 'resolution.by', 'created.by'],
    blobs: [],
  },
  'comment-versions': {
    owner: (r) => r.of,
    owners: ['comments'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    blobs: ['body', 'renditions'],
    deriveId: versionId,
  },
  labels: {
    owner: (r) => r.on,
    owners: ['spaces', 'templates', 'content', 'attachments', 'comments'],
    rank: (r) => `${r.prefix} ${r.name}`,
    references: ['on', 'person', 'created.by'],
    blobs: [],
    deriveId: (r) =>
      r.prefix === 'my' && r.person !== undefined
        ? `label:${r.on}/my/${r.person}/${r.name}`
        : `label:${r.on}/${r.prefix}/${r.name}`,
  },
  properties: {
    owner: (r) => r.owner,
    owners: ['site', 'people', 'groups', 'spaces', 'templates', 'content', 'attachments', 'comments'],
    rank: (r) => r.key,
    references: ['owner', 'modified.by'],
    blobs: [],
    deriveId: (r) => `property:${r.owner}/${r.key}${suffix(r)}`,
  },
  restrictions: {
    owner: (r) => r.content,
    owners: ['content'],
    rank: (r) => r.operation,
    references: ['content', 'subject', 'created.by'],
    blobs: [],
    deriveId: (r) => `restriction:${r.content}/${r.operation}/${r.subject}`,
  },
  likes: {
    owner: (r) => r.on,
    owners: ['content', 'comments'],
    rank: (r) => r.at?.at ?? '',
    references: ['on', 'by'],
    blobs: [],
    deriveId: (r) => `like:${r.on}/${r.by}`,
  },
  watches: {
    owner: (r) => r.on,
    owners: ['spaces', 'content'],
    rank: noRank,
    references: ['on', 'by'],
    blobs: [],
    deriveId: (r) => `watch:${r.on}/${r.by}/${r.kind}`,
  },
  permissions: {
    owner: () => 'site:source',
    owners: ['site'],
    rank: noRank,
    references: ['subject.id', 'created.by'],
    blobs: [],
    deriveId: (r) => `permission:site/${subjectId(r.subject)}/${r.native}${suffix(r)}`,
  },
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
