import type { Instant } from '@spacecrate/format'

/** How large a generated site is. All counts are of the whole site, but for `versions`. */
export interface LargeSiteSize {
  readonly pages: number
  /** Of each page. @default 1 */
  readonly versions?: number
  /** @default 1 */
  readonly spaces?: number
  /** @default 0 */
  readonly comments?: number
  /** @default 0 */
  readonly attachments?: number
  /** Another one makes other texts and other choices. @default 1 */
  readonly seed?: number
}

/** Where things are in a generated site: ids, titles and places follow from numbers, so that nothing has to be kept. */
export class LargeSitePlan {
  readonly pages: number
  readonly versions: number
  readonly spaces: number
  readonly comments: number
  readonly attachments: number
  readonly seed: number
  readonly people: number

  constructor({ pages, versions = 1, spaces = 1, comments = 0, attachments = 0, seed = 1 }: LargeSiteSize) {
    this.pages = pages
    this.versions = versions
    // Each space has a page.
    this.spaces = Math.max(1, Math.min(spaces, pages))
    this.comments = comments
    this.attachments = attachments
    this.seed = seed
    this.people = Math.min(1000, 5 + Math.ceil(Math.sqrt(pages)))
  }

  /** Number of the first page of a space; that of the space after it ends there. */
  firstPage(space: number): number {
    return Math.floor((space * this.pages) / this.spaces)
  }

  /** The page above one: eight pages stand below each; none above the home page. */
  parentOf(page: number, space: number): number | undefined {
    const first = this.firstPage(space)
    return page === first ? undefined : first + Math.floor((page - first - 1) / 8)
  }
}

/** Ids of generated content have more than 32 bits, and begin far from those that a site gives. */
const [pageBase, commentBase, fileBase] = [5_000_000_000, 6_000_000_000, 7_000_000_000]

/** Id of a generated page. */
export const pageId = (page: number): string => `page:${pageBase + page}`
export const commentId = (comment: number): string => `comment:${commentBase + comment}`
export const fileId = (file: number): string => `attachment:${fileBase + file}`
export const spaceId = (space: number): string => `space:${space + 1}`
export const spaceKey = (space: number): string => `GEN${space + 1}`
export const accountOf = (person: number): string => `generated-${person + 1}`
export const personId = (person: number): string => `person:${accountOf(person)}`

const begin = Date.UTC(2020, 0, 1)

/** A time, by minutes since the site began. */
export function instantAt(minutes: number): Instant {
  return { at: new Date(begin + minutes * 60_000).toISOString() }
}
