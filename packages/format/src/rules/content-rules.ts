import type { StreamRecords } from '../records.js'
import { naturalOrder } from './natural-order.js'
import { type RulesOf, shelfOf, sortable, suffix } from './stream-rule.js'

const versionId = (r: { readonly id: string; readonly of: string; readonly number: number }): string =>
  `version:${r.of}/${r.number}${suffix(r)}`

/** Content with its texts and files. */
export const contentRules: RulesOf<
  'content' | 'attachments' | 'attachment-versions' | 'versions' | 'comments' | 'comment-versions'
> = {
  content: {
    words: ['a content', 'contents'],
    shows: ['title', 'kind', 'status'],
    kindsOf: (r) => (r.kind === 'blogpost' ? ['posts', ...shelfOf(r)] : shelfOf(r)),
    impact: 'content',
    owner: (r) => r.space,
    owners: ['spaces'],
    parent: (r) => r.parent,
    rank: contentRank,
    references: ['space', 'parent', 'draftOf', 'owner', 'classification', 'created.by'],
    required: ['space'],
    blobs: [],
    urls: ['url'],
  },
  attachments: {
    words: ['an attachment', 'attachments'],
    shows: ['name', 'mediaType', 'container', 'status'],
    kind: 'attachments',
    kindsOf: shelfOf,
    impact: 'content',
    owner: (r) => r.container,
    owners: ['spaces', 'templates', 'content', 'comments'],
    rank: (r) => r.name.normalize('NFC'),
    references: ['container', 'created.by'],
    required: ['container'],
    blobs: [],
  },
  'attachment-versions': {
    words: ['a version of an attachment', 'versions of attachments'],
    shows: ['at.at', 'bytes', 'blob'],
    impact: 'content',
    owner: (r) => r.of,
    owners: ['attachments'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    required: ['of'],
    blobs: ['blob'],
    deriveId: versionId,
    versions: true,
  },
  versions: {
    words: ['a version', 'versions'],
    shows: ['at.at', 'author', 'title', 'message'],
    impact: 'content',
    owner: (r) => r.of,
    owners: ['content'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    required: ['of'],
    blobs: ['body', 'renditions'],
    deriveId: versionId,
    versions: true,
  },
  comments: {
    words: ['a comment', 'comments'],
    shows: ['kind', 'content', 'created.by'],
    kind: 'comments',
    kindsOf: (r) => (r.attachment === undefined ? shelfOf(r) : ['attachments', ...shelfOf(r)]),
    impact: 'content',
    owner: (r) => r.content,
    owners: ['content'],
    parent: (r) => r.parent,
    rank: (r) => r.created?.at?.at ?? '',
    references: ['content', 'parent', 'attachment', 'resolution.by', 'created.by'],
    required: ['content'],
    blobs: [],
  },
  'comment-versions': {
    words: ['a version of a comment', 'versions of comments'],
    shows: ['at.at', 'author'],
    impact: 'content',
    owner: (r) => r.of,
    owners: ['comments'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    required: ['of'],
    blobs: ['body', 'renditions'],
    deriveId: versionId,
    versions: true,
  },
}

/**
 * What nobody ordered by hand comes first, by title (javadoc of `ChildPositionComparator`: "null smaller than anything
 * else", docs.atlassian.com/ConfluenceServer/javadoc/9.5.2); posts come last.
 */
function contentRank({ kind, position, postingDay, title }: StreamRecords['content']): string {
  if (kind === 'blogpost') return `2 ${postingDay ?? ''} ${naturalOrder(title)}`
  return position === undefined ? `0 ${naturalOrder(title)}` : `1 ${sortable(position)}`
}
