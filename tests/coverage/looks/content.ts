import type { Property, Version } from '@spacecrate/format'
import {
  attachmentUrl,
  commentUrl,
  contentUrl,
  encodeSegment,
  recordUrl,
  templateUrl,
  versionKey,
} from '../../../packages/site/src/serve/urls.js'
import { firstWords, type Look, type Looks, on } from './look.js'

/** The page about a content, or about what hangs on one. */
function about(id: string): string {
  if (id.startsWith('comment:')) return commentUrl(id)
  if (id.startsWith('attachment:')) return attachmentUrl(id)
  return id.startsWith('template:') ? templateUrl(id) : contentUrl(id)
}

/** A list of a space. */
const shelf = (space: string, part: string): string => `/spaces/${encodeSegment(space)}/${part}`
const text = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'value' in body ? firstWords(String(body.value)) : undefined
const versionUrl = (version: Version): string =>
  contentUrl(version.of, `/versions/${encodeSegment(versionKey(version))}`)
const property = ({ owner }: Property, element: string): Look => ({ path: contentUrl(owner), element })

/** Pages and posts with all that hangs on them. */
export const content: Looks = {
  C1: { content: ({ id, title }) => on(contentUrl(id), title) },
  C2: { versions: (version) => on(versionUrl(version), text(version.body)) },
  C3: { versions: ({ of, author }, nameOf) => on(contentUrl(of, '/versions'), nameOf(author ?? of)) },
  C4: {
    labels: ({ id, on: of, name }) =>
      // No page about a comment shows its labels, which hardly anything gives it.
      on(
        of.startsWith('comment:')
          ? recordUrl('labels', id)
          : of.startsWith('space:')
            ? shelf(of, 'settings')
            : contentUrl(of),
        name,
      ),
  },
  C5: { restrictions: ({ content: of, subject }, nameOf) => on(contentUrl(of), nameOf(subject)) },
  C6: { comments: ({ id, content: of }, nameOf) => on(commentUrl(id), nameOf(of)) },
  C7: { 'comment-versions': ({ of, body }) => on(commentUrl(of, '/versions'), text(body)) },
  C8: { attachments: ({ id, name }) => on(attachmentUrl(id), name) },
  C9: {
    'attachment-versions': ({ of }, nameOf) => on(attachmentUrl(of), nameOf(of)),
    comments: ({ id, content: of }, nameOf) => on(commentUrl(id), nameOf(of)),
    labels: ({ on: of, name }) => on(attachmentUrl(of), name),
  },
  C10: { likes: ({ on: of, by }, nameOf) => on(about(of), nameOf(by)) },
  C11: {
    versions: (version) => ({ path: versionUrl(version), element: 'main a[href]' }),
    'comment-versions': ({ of }) => ({ path: commentUrl(of, '/versions'), element: 'main a[href]' }),
    'template-versions': ({ of }) => ({ path: templateUrl(of), element: 'main a[href]' }),
  },
  C12: { states: ({ on: of, name }) => on(contentUrl(of), name) },
  C13: { states: ({ on: of, name }) => on(contentUrl(of), name) },
  C14: { properties: (record) => property(record, '.cover-note a') },
  C15: { content: ({ id, postingDay = '' }) => on(contentUrl(id), postingDay.slice(0, 4)) },
  C16: { content: ({ space, title }) => on(shelf(space, 'archived'), title) },
  C17: {
    content: ({ space, title }) => on(shelf(space, 'trash'), title),
    attachments: ({ id, name }) => on(attachmentUrl(id), name),
    comments: ({ id, content: of }, nameOf) => on(commentUrl(id), nameOf(of)),
  },
  C18: { content: ({ space, title }) => on(shelf(space, 'drafts'), title) },
  C19: { analytics: ({ on: of, measure }) => on(contentUrl(of), measure) },
  C20: { reactions: ({ on: of, by }, nameOf) => on(about(of), nameOf(by)) },
  C21: { properties: (record) => property(record, 'main:has(img.cover), .cover-note') },
  C22: {
    emoji: ({ shortName }) => ({ path: '/admin/emoji', text: shortName, element: 'main img' }),
    versions: (version) => ({ path: versionUrl(version), element: 'main article:has(.c-own-emoji, .c-emoji-name)' }),
  },
  C23: { properties: (record) => property(record, 'h1:has(.own-emoji, .emoji)') },
  C24: {
    properties: ({ owner, key }) => on(about(owner), key),
    content: ({ id, editor }) => on(contentUrl(id), editor),
  },
  C25: { 'public-links': ({ state }) => on('/admin/public-links', state) },
  C26: {
    tasks: ({ id, on: of, text: words, localId }) =>
      words === undefined ? on(recordUrl('tasks', id), localId) : on(about(of), text(words)),
  },
  C27: { content: ({ id, title, url }) => on(contentUrl(id), url ?? title) },
  C28: { content: ({ id, title }) => on(contentUrl(id), title) },
  C29: {
    content: ({ id, owner, classification, title }, nameOf) =>
      on(contentUrl(id), nameOf(classification ?? owner ?? '') || title),
    'classification-levels': ({ name }) => on('/admin/classification', name),
  },
}
