import type { UrlStyle } from '@spacecrate/confluence'

/** The forms of URLs of a source. */
export const urlRows = [
  'spaces/KEY/pages/ID',
  'edit, create and draft',
  'spaces/KEY',
  'spaces/KEY/blog',
  'folder, whiteboard, history',
  'people and personal spaces',
  'viewpage.action',
  'display',
  'tiny link',
  'downloads',
  'public link',
  'label and search',
  'space actions',
  'other applications',
  'HTML export',
  'media',
  'hosts',
  'embedded site',
] as const

/** Destinations of each style. */
export const urlStyles: Readonly<Record<UrlStyle['style'], UrlStyle>> = {
  embedded: { style: 'embedded' },
  cloud: { style: 'cloud', baseUrl: 'https://new.atlassian.net/wiki' },
  'data-center': { style: 'data-center', baseUrl: 'https://new.example.org/conf' },
}

/** What must become of a URL at an embedded site, at Cloud and at Data Center; without an entry it stays. */
export interface UrlCase {
  readonly row: string
  readonly before: string
  /** One for all, or one for each. */
  readonly outcome: string
  readonly embedded: string
  readonly cloud: string
  readonly 'data-center': string
}

/** The two addresses of the source, and those of the destinations. */
export const wiki = 'https://wiki.example.org/confluence'
export const acme = 'https://acme.atlassian.net/wiki'
export const cloud = 'https://new.atlassian.net/wiki'
export const dc = 'https://new.example.org/conf'

/** A URL that is written anew. */
export function moved(row: string, before: string, embedded: string, atCloud: string, atDataCenter: string): UrlCase {
  return { row, before, outcome: 'rewritten', embedded, cloud: atCloud, 'data-center': atDataCenter }
}

/** A URL that stays. */
export function stays(row: string, before: string, outcome: string): UrlCase {
  return { row, before, outcome, embedded: before, cloud: before, 'data-center': before }
}

export const viewpage = '/pages/viewpage.action?pageId='
