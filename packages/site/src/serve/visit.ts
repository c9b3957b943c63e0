import type { AttachmentVersion, Body, Content, Person, Space } from '@spacecrate/format'
import type { Visitor } from '../access/permissions.js'
import { View } from '../access/view.js'
import { type RenderableBody, renderBody } from '../render/render-body.js'
import type { RenderContext } from '../render/context.js'
import { Catalog } from '../store/catalog.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { type Html, html, sanitised } from './html.js'
import { Refusal } from './refusal.js'
import { renderContextOf } from './render-context.js'
import { contentIds, decodeSegment, idOfSegment } from './urls.js'

/** Longer bodies are cut: nobody reads them in a browser, and the file of the version is there to be downloaded. */
const longestBody = 4 * 1024 * 1024

/** One request: what it is about, who asks, and what they may see. Everything a page shows goes through here. */
export class Visit {
  readonly store: SqliteStore
  readonly catalog: Catalog
  readonly view: View
  readonly siteName: string
  /** Path and query as asked for. */
  readonly url: URL

  constructor(store: SqliteStore, visitor: Visitor, url: URL) {
    this.store = store
    this.catalog = new Catalog(store.rows)
    this.view = new View(store, visitor)
    this.siteName = store.get('site', 'site:source')?.name ?? store.identity.name
    this.url = url
  }

  /** A parameter of the query. */
  asked(name: string): string | undefined {
    const value = this.url.searchParams.get(name)
    return value === null || value === '' ? undefined : decodeSegment(value)
  }

  /** The space of a segment: its key, or its id. Refuses with 404 or 403. */
  space(segment: string): Space {
    const text = decodeSegment(segment)
    const space = text.startsWith('space:') ? this.store.get('spaces', text) : this.store.findSpaceByKey(text)
    if (space === undefined) throw new Refusal(404, 'There is no such space')
    if (!this.view.mayReadSpace(space.id)) throw new Refusal(403, 'You may not see this space')
    return space
  }

  /** The same for those who administer it. */
  administeredSpace(segment: string): Space {
    const space = this.space(segment)
    if (!this.view.mayAdminister(space.id)) throw new Refusal(403, 'Only those who administer the space may see this')
    return space
  }

  /** Refuses what only the administrator of the site may see. */
  needAdministrator(): void {
    if (!this.view.isAdministrator) throw new Refusal(403, 'Only the administrator of the site may see this')
  }

  /** Refuses to list people and groups to those who have no account. */
  needAccount(): void {
    if (!this.view.mayReadPeople) throw new Refusal(403, 'Only people with an account may see this')
  }

  /** The content of a segment: its number, or its id. Refuses with 404 or 403. */
  content(segment: string): Content {
    for (const id of contentIds(decodeSegment(segment))) {
      const content = this.store.get('content', id)
      if (content === undefined) continue
      if (!this.view.mayReadContent(id)) throw new Refusal(403, 'You may not see this page')
      return content
    }
    throw new Refusal(404, 'There is no such page')
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

  /** Contents that the visitor may read, of a list. */
  readable(contents: readonly Content[]): Content[] {
    return contents.filter((content) => this.view.mayReadContent(content.id))
  }

  /** A body as HTML, with what it refers to looked up from where it stands. */
  async rendered(body: Body | undefined, place: RenderPlace): Promise<Html> {
    if (body === undefined) return html`<p class="quiet">The text of this version is not here.</p>`
    const { value, cut } = await this.bodyText(body, longestBody)
    if (value === undefined)
      return html`<p class="quiet">The text of this version is not here: its blob is missing.</p>`
    if (body.format === 'plain') return html`<div class="rendered"><p class="plain">${value}</p></div>`
    const format = body.format === 'raw' ? 'plain' : body.format
    const renderable: RenderableBody = { format, value }
    const context: RenderContext = renderContextOf(this, place)
    const note = cut && html`<p class="note">This text is very long; only its beginning is shown.</p>`
    return html`${sanitised(renderBody(renderable, context))}${note}`
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
}
