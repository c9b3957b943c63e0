import type { AttachmentVersion, Body, Content, Person, Space, StreamRecords } from '@spacecrate/format'
import type { Visitor } from '../access/permissions.js'
import { View } from '../access/view.js'
import { type RenderableBody, renderBody } from '../render/render-body.js'
import { RenderThreads } from '../render/render-threads.js'
import { Catalog, type Cut } from '../store/catalog.js'
import { spelled } from '../store/row-search.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { type Html, html, sanitised } from './html.js'
import { Refusal } from './refusal.js'
import { type Piece, seen, turn } from './seen.js'
import { renderContextOf } from './render-context.js'
import { contentIds, decodeSegment, idOfSegment } from './urls.js'
import { size } from './words.js'

/** Characters of a body that is rendered on the spot, which takes some milliseconds; longer ones have a thread of their own. */
const longestHere = 16 * 1024
/** Characters of all bodies on one page together: who wants to read more than that takes the source text. */
const longestPage = 4 * 1024 * 1024

/** One request: what it is about, who asks, and what they may see. Everything a page shows goes through here. */
export class Visit {
  readonly store: SqliteStore
  readonly catalog: Catalog
  readonly view: View
  readonly siteName: string
  /** Path and query as asked for. */
  readonly url: URL

  private readonly threads: RenderThreads
  private left: number = longestPage

  constructor(
    store: SqliteStore,
    visitor: Visitor,
    url: URL,
    threads: RenderThreads = new RenderThreads(),
    view: View = new View(store, visitor),
  ) {
    this.store = store
    this.threads = threads
    this.catalog = new Catalog(store.rows)
    this.view = view
    this.siteName = store.get('site', 'site:source')?.name ?? store.identity.name
    this.url = url
  }

  /** Posts that the visitor may see, of a title: of the very spelling, if there are such. */
  postsByTitle(space: string, title: string): readonly Content[] {
    const found = this.catalog.postsByTitle(space, title).filter(({ id }) => this.view.mayReadContent(id))
    return spelled(found, (post) => post.title, title)
  }

  /** A parameter of the query. */
  asked(name: string): string | undefined {
    const value = this.url.searchParams.get(name)
    return value === null || value === '' ? undefined : decodeSegment(value)
  }

  /** Where a list goes on, as the query says. A row that the visitor may not see is no place in a list. */
  after(isSeen: (id: string) => boolean, name: string = 'after'): string | undefined {
    const id = this.asked(name)
    return id !== undefined && isSeen(id) ? id : undefined
  }

  /** The space of a segment: its key, or its id. Refuses what isn't there and what may not be seen alike. */
  space(segment: string): Space {
    const text = decodeSegment(segment)
    const space = text.startsWith('space:') ? this.store.get('spaces', text) : this.spaceByKey(text)
    if (space === undefined || !this.view.mayReadSpace(space.id)) throw new Refusal(404, 'There is no such space')
    return space
  }

  /** What a key means for this visitor: a space that is hidden from them stands before no other. */
  spaceByKey(key: string): Space | undefined {
    return this.catalog.spacesByKey(key).find(({ id }) => this.view.mayReadSpace(id))
  }

  /** What a title means in a space for this visitor. */
  contentByTitle(space: string, title: string, postingDay?: string): Content | undefined {
    return this.catalog.contentsByTitle(space, title, postingDay).find(({ id }) => this.view.mayReadContent(id))
  }

  /** The same for those who administer it. */
  administeredSpace(segment: string): Space {
    const space = this.space(segment)
    if (!this.view.mayAdminister(space.id)) throw new Refusal(403, 'Only those who administer the space may see this')
    return space
  }

  /** Refuses what only the administrator of the site may see, whether or not it is there. */
  needAdministrator(): void {
    if (!this.view.isAdministrator) throw new Refusal(403, 'Only the administrator of the site may see this')
  }

  /** Refuses to list people and groups to those who have no account. */
  needAccount(): void {
    if (!this.view.mayReadPeople) throw new Refusal(403, 'Only people with an account may see this')
  }

  /** The content of a segment: its number, or its id. Refuses what isn't there and what may not be seen alike. */
  content(segment: string): Content {
    const content = this.contentOf(decodeSegment(segment))
    if (content === undefined) throw new Refusal(404, 'There is no such page')
    return content
  }

  /** The content of a number or an id, if the visitor may see it. */
  contentOf(name: string): Content | undefined {
    const id = contentIds(name).find((one) => this.view.mayReadContent(one))
    return id === undefined ? undefined : this.store.get('content', id)
  }

  /** The version of a content, comment or template that stands for it. */
  async currentVersion<Name extends 'versions' | 'comment-versions'>(
    stream: Name,
    of: string,
  ): Promise<StreamRecords[Name] | undefined> {
    const { rows } = await this.versions(stream, of, { limit: 1 })
    return rows[0]
  }

  /** A piece of the versions of a content or comment that the visitor may see, the newest first. */
  versions<Name extends 'versions' | 'comment-versions'>(
    stream: Name,
    of: string,
    cut: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<Piece<StreamRecords[Name]>> {
    return seen(
      (piece) => this.catalog.backwards(stream, of, piece),
      (version) => this.view.mayReadVersion(version),
      cut,
    )
  }

  /** The row of a segment in one of the folders that are named after their prefix. */
  id(prefix: string, segment: string): string {
    return idOfSegment(prefix, decodeSegment(segment))
  }

  person(id: string | undefined): Person | undefined {
    return id === undefined ? undefined : this.store.get('people', id)
  }

  /** The version of an attachment whose bytes stand for it. */
  currentFile(attachment: string): AttachmentVersion | undefined {
    return this.catalog.last('attachment-versions', attachment)
  }

  /** A piece of a list of contents, of those that the visitor may read. */
  readable(
    read: (cut: Cut) => readonly Content[],
    cut: { readonly after?: string | undefined; readonly limit: number; readonly batch?: number },
  ): Promise<Piece<Content>> {
    return seen(read, ({ id }) => this.view.mayReadContent(id), cut)
  }

  /** A body as HTML, with what it refers to looked up from where it stands. Other requests have their turn meanwhile. */
  async rendered(body: Body | undefined, place: RenderPlace): Promise<Html> {
    if (body === undefined) return html`<p class="quiet">The text of this version is not here.</p>`
    const length = 'value' in body ? body.value.length : body.bytes
    if (length > this.left) return tooLong(length, place, 'too long to be shown here')
    this.left -= length
    const { value } = await this.bodyText(body, longestPage)
    if (value === undefined)
      return html`<p class="quiet">The text of this version is not here: its blob is missing.</p>`
    if (body.format === 'plain') return html`<div class="rendered"><p class="plain">${value}</p></div>`
    const format = body.format === 'raw' ? 'plain' : body.format
    const renderable: RenderableBody = { format, value }
    const context = renderContextOf(this, place)
    await turn()
    if (length <= longestHere) return sanitised(renderBody(renderable, context))
    const shown = await this.threads.render(renderable, context)
    return shown === undefined ? tooLong(length, place, 'too much work to be shown here') : sanitised(shown)
  }

  /** The source text of a body; of one in a blob its first bytes. `undefined` where the blob is missing. */
  async bodyText(body: Body, most: number): Promise<{ readonly value: string | undefined; readonly cut: boolean }> {
    if ('value' in body) return { value: body.value, cut: false }
    if (!this.store.hasBlob(body.blob)) return { value: undefined, cut: false }
    const cut = body.bytes > most
    const range = cut ? { range: { start: 0, end: most - 1 } } : {}
    const decoder = new TextDecoder()
    let value = ''
    for await (const chunk of this.store.openBlob(body.blob, range)) value += decoder.decode(chunk, { stream: true })
    return { value, cut }
  }
}

/** Where a body stands: what a reference in it without a page or space means. */
export interface RenderPlace {
  readonly space?: Space | undefined
  readonly content?: Content | undefined
  /** What the files of the body hang on, where that is not the content. */
  readonly container?: string
  /** Where its source text can be had, by whoever may see it rendered. */
  readonly source?: string
}

function tooLong(characters: number, { source }: RenderPlace, words: string): Html {
  const link = source !== undefined && html` <a class="file" href="${source}">Its source text</a>`
  return html`<p class="note">This text of ${size(characters)} is ${words}.${link}</p>`
}
