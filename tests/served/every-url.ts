import type { AnyRecord, StreamRecords } from '@spacecrate/format'
import {
  attachmentUrl,
  commentUrl,
  contentUrl,
  encodeSegment,
  fileUrl,
  spaceUrl,
  templateUrl,
  versionKey,
} from '../../packages/site/src/serve/urls.js'
import type { MarkedRecord } from './marked-site.js'

/** Addresses by which somebody may ask for a record, whether or not they know of it. */
export function urlsOf({ stream, record }: MarkedRecord, byId: ReadonlyMap<string, AnyRecord>): string[] {
  const version = record as StreamRecords['versions']
  switch (stream) {
    case 'spaces':
      return spaceUrls(record as StreamRecords['spaces'])
    case 'content':
      return contentUrls(record as StreamRecords['content'], byId)
    case 'versions':
      return [
        contentUrl(version.of, `/versions/${encodeSegment(versionKey(version))}`),
        `${file(stream, record.id)}?field=body`,
      ]
    case 'comments':
      return [commentUrl(record.id), commentUrl(record.id, '/versions')]
    case 'comment-versions':
    case 'template-versions':
      return [`${file(stream, record.id)}?field=body`]
    case 'attachments':
      return [attachmentUrl(record.id), ...oldFileUrls(record as StreamRecords['attachments'])]
    case 'attachment-versions':
      return [fileUrl(version.of, versionKey(version), 'x')]
    case 'templates':
      return [templateUrl(record.id), templateUrl(record.id, '/versions/1')]
    case 'calendars':
      return [`/calendars/${record.id.slice('calendar:'.length)}`]
    case 'people':
      return [`/people/${encodeSegment(record.id.slice('person:'.length))}`]
    default:
      return [`/admin/records/${stream}/${encodeSegment(record.id)}`, file(stream, record.id)]
  }
}

/** Lists of the site at large, and searches for what many records say. */
export const wholeSiteUrls: readonly string[] = [
  '/',
  '/spaces',
  '/?group=archived',
  '/?group=trashed',
  '/people',
  '/groups',
  '/templates',
  '/search',
  '/admin',
  '/admin/records',
  ...['text', 'Closed', 'hidden', 'note', 'aardvark', 'plan', 'a', 'e', 'zq', 'sky', 'help'].map(
    (words) => `/search?q=${words}`,
  ),
  '/assets/site.css',
]

function spaceUrls(space: StreamRecords['spaces']): string[] {
  const parts = ['', '/tree', '/posts', '/archived', '/trash', '/drafts', '/templates', '/permissions', '/settings']
  const key = encodeURIComponent(space.key)
  return [
    ...parts.map((part) => spaceUrl({ id: space.id, key: '' }, part)),
    `/spaces/${key}`,
    `/display/${key}`,
    `/wiki/spaces/${key}/overview`,
  ]
}

function contentUrls(
  { id, title, space, postingDay }: StreamRecords['content'],
  byId: ReadonlyMap<string, AnyRecord>,
): string[] {
  const number = id.split(':')[1] ?? ''
  const key = encodeURIComponent((byId.get(space) as StreamRecords['spaces'] | undefined)?.key ?? '')
  const day = postingDay === undefined ? '' : `${postingDay.replaceAll('-', '/')}/`
  return [
    contentUrl(id),
    contentUrl(id, '/versions'),
    contentUrl(id, '/attachments'),
    `/spaces/${encodeSegment(space)}/tree?below=${encodeSegment(id)}`,
    `/wiki/pages/viewpage.action?pageId=${number}`,
    `/wiki/spaces/${key}/pages/${number}`,
    `/display/${key}/${day}${encodeURIComponent(title.replace(/\p{Surrogate}/gu, ''))}`,
  ]
}

function oldFileUrls({ container, name }: StreamRecords['attachments']): string[] {
  return [
    `/wiki/download/attachments/${container.split(':')[1] ?? ''}/${encodeURIComponent(name.replace(/\p{Surrogate}/gu, ''))}`,
  ]
}

function file(stream: string, id: string): string {
  return `/files/${stream}/${encodeSegment(id)}`
}
