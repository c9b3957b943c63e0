import { anchorId, nativeId } from './anchors.js'
import type { RenderContext } from './context.js'

/** A heading that a table of contents can name. */
export interface Heading {
  readonly level: number
  readonly text: string
  readonly id: string
}

/** The ids of a place on a page. */
export interface PlaceIds {
  readonly id: string
  /** Another one, for links that name the place in some other way. */
  readonly also?: string
}

/** Entries that all generated lists of one page may have together: a page can hold any number of list macros. */
const LIST_ENTRIES = 20_000
/** Places that get an id with the title of the page in it: a page can hold any number of headings. */
const NATIVE_IDS = 10_000

/** What is known of a page while it is being rendered. */
export class PageView {
  readonly context: RenderContext
  readonly headings: Heading[] = []
  private readonly usedIds = new Map<string, number>()
  private entriesLeft: number = LIST_ENTRIES
  private nativeLeft: number = NATIVE_IDS

  constructor(context: RenderContext) {
    this.context = context
  }

  /** Adds a heading and gives the ids that it gets. Equal headings get a number from the second on, as in Confluence. */
  addHeading(level: number, text: string): PlaceIds {
    const native = this.nativeId(text)
    const [bare, own] = [this.claimId(anchorId(text)), native === undefined ? undefined : this.claimId(native)]
    const id = own ?? bare
    this.headings.push({ level, text: text.trim(), id })
    return own === undefined ? { id } : { id, also: bare }
  }

  /** The ids of an anchor that somebody put on the page. */
  anchorIds(name: string): PlaceIds {
    const native = this.nativeId(name)
    return { id: anchorId(name), ...(native === undefined ? {} : { also: native }) }
  }

  private nativeId(name: string): string | undefined {
    return this.nativeLeft-- > 0 ? nativeId(this.context.title, name) : undefined
  }

  /** The id itself the first time, and with a number behind it each further time. */
  claimId(id: string): string {
    const used = this.usedIds.get(id) ?? 0
    this.usedIds.set(id, used + 1)
    return used === 0 ? id : `${id}.${used}`
  }

  /** True the first time that it is asked for an id. */
  claimOnce(id: string): boolean {
    return this.claimId(id) === id
  }

  /** No list can get another entry, so there is no need to look one up. */
  get isFull(): boolean {
    return this.entriesLeft === 0
  }

  /** As many of the entries as may still be listed on the page. */
  take<Entry>(entries: readonly Entry[]): readonly Entry[] {
    const taken = entries.slice(0, this.entriesLeft)
    this.entriesLeft -= taken.length
    return taken
  }
}
