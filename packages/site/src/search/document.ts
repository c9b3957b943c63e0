import { adfMacroNames, adfText, scanAdf, scanReferences, storageMacroNames, storageText } from '@spacecrate/confluence'
import type { Body, StreamName, StreamRecords } from '@spacecrate/format'
import { Catalog } from '../store/catalog.js'
import { foldName } from '../store/fold-name.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { columnId } from '../store/stream-rows.js'

/** What the index knows of a thing. */
export interface Document {
  readonly id: string
  readonly type: string
  readonly status: string
  /** Of a person the empty text. */
  readonly space: string
  /** The content that decides who sees it; the empty text for a space or a person. */
  readonly content: string
  readonly title: string
  readonly creator: string
  readonly created: number
  readonly modified: number
  readonly body: string
  readonly labels: string
  readonly terms: readonly (readonly [field: string, value: string])[]
}

/** Bytes of a text that are indexed; what stands behind them is not found by its words. */
const longestText = 4 * 1024 * 1024

type Terms = [string, string][]

/** Reads what the index has to know of a row; `undefined` for one that no search finds: what is in the trash, or gone. */
export class DocumentReader {
  readonly #store: SqliteStore
  readonly #catalog: Catalog

  constructor(store: SqliteStore) {
    this.#store = store
    this.#catalog = new Catalog(store.rows)
  }

  async read(id: string): Promise<Document | undefined> {
    const stream = this.#store.streamOf(id)
    if (stream === 'content') return await this.#content(id)
    if (stream === 'comments') return await this.#comment(id)
    if (stream === 'attachments') return this.#attachment(id)
    if (stream === 'spaces') return await this.#space(id)
    return stream === 'people' ? this.#person(id) : undefined
  }

  async #content(id: string): Promise<Document | undefined> {
    const content = this.#store.get('content', id)
    if (content === undefined || content.status === 'trashed' || content.kind === 'custom') return undefined
    const version = this.#catalog.last('versions', id)
    const terms: Terms = []
    if (content.parent !== undefined) terms.push(['parent', content.parent])
    for (const ancestor of this.#above(content)) terms.push(['ancestor', ancestor])
    if (content.status === 'draft')
      for (const reader of [content.created?.by, content.owner])
        if (reader !== undefined) terms.push(['reader', reader])
    const body = await this.#body(version?.body, terms)
    return {
      ...this.#common(id, content.space, terms, content.created, version?.at?.at, 'versions'),
      type: content.kind,
      status: content.status,
      content: id,
      title: content.title,
      body,
    }
  }

  async #comment(id: string): Promise<Document | undefined> {
    const comment = this.#store.get('comments', id)
    const content = comment === undefined ? undefined : this.#store.get('content', comment.content)
    if (comment === undefined || content === undefined || comment.status === 'trashed') return undefined
    if (content.status === 'trashed') return undefined
    const version = this.#catalog.last('comment-versions', id)
    const terms: Terms = [['container', content.id]]
    const body = await this.#body(version?.body, terms)
    return {
      ...this.#common(id, content.space, terms, comment.created, version?.at?.at, 'comment-versions'),
      type: 'comment',
      status: comment.status,
      content: content.id,
      title: `Re: ${content.title}`,
      body,
    }
  }

  #attachment(id: string): Document | undefined {
    const file = this.#store.get('attachments', id)
    if (file === undefined || file.status === 'trashed') return undefined
    const on = this.#store.get('comments', file.container)?.content ?? file.container
    const content = this.#store.get('content', on)
    if (content === undefined || content.status === 'trashed') return undefined
    const version = this.#catalog.last('attachment-versions', id)
    const terms: Terms = [['container', file.container]]
    return {
      ...this.#common(id, content.space, terms, file.created, version?.at?.at, 'attachment-versions'),
      type: 'attachment',
      status: file.status,
      content: content.id,
      title: file.name,
      body: '',
    }
  }

  async #space(id: string): Promise<Document | undefined> {
    const space = this.#store.get('spaces', id)
    if (space === undefined || space.status === 'trashed') return undefined
    const terms: Terms = []
    const body = await this.#body(space.description, terms)
    return {
      ...this.#common(id, id, terms, space.created, undefined, undefined),
      type: 'space',
      status: 'current',
      content: '',
      title: space.name ?? space.key,
      body,
    }
  }

  #person(id: string): Document | undefined {
    const person = this.#store.get('people', id)
    if (person === undefined || person.kind === 'anonymous' || person.state === 'deleted') return undefined
    const title = person.displayName ?? person.userName ?? person.accountId ?? id
    return {
      ...this.#common(id, '', [['user', id]], person.created, undefined, undefined),
      type: 'user',
      status: 'current',
      content: '',
      title,
      body: '',
    }
  }

  #common(
    id: string,
    space: string,
    terms: Terms,
    created: { readonly by?: string | undefined; readonly at?: { readonly at: string } | undefined } | undefined,
    modified: string | undefined,
    versions: 'versions' | 'comment-versions' | 'attachment-versions' | undefined,
  ): Omit<Document, 'type' | 'status' | 'content' | 'title' | 'body'> {
    const creator = created?.by ?? ''
    if (creator !== '') terms.push(['creator', creator], ['contributor', creator])
    if (versions !== undefined) for (const author of this.#authors(versions, id)) terms.push(['contributor', author])
    const labels: string[] = []
    for (const { prefix, name, person } of this.#owned('labels', id)) {
      if (prefix === 'my') terms.push(['label', `my:${person ?? ''}:${foldName(name)}`])
      else {
        labels.push(name)
        terms.push(['label', foldName(prefix === 'global' ? name : `${prefix}:${name}`)])
      }
      if (prefix === 'my' && /^favou?rite$/.test(name) && person !== undefined) terms.push(['favourite', person])
    }
    for (const { by, kind } of this.#owned('watches', id))
      terms.push([kind === 'favourite' ? 'favourite' : 'watcher', by])
    const at = millisecondsOf(created?.at?.at)
    const changed = modified === undefined ? at : millisecondsOf(modified)
    return { id, space, creator, created: at, modified: changed, labels: labels.join(' '), terms }
  }

  #owned<Name extends 'labels' | 'watches'>(stream: Name, id: string): readonly StreamRecords[Name][] {
    const rows: { select: (where: string, ...values: readonly string[]) => StreamRecords[Name][] } =
      this.#store.rows[stream]
    return rows.select('owner = ? LIMIT 1000', columnId(id))
  }

  #authors(stream: StreamName, id: string): string[] {
    const sql = "SELECT DISTINCT json_extract(json, '$.author') FROM # WHERE owner = ? LIMIT 1000"
    const found = this.#store.rows[stream].query(sql).all(columnId(id))
    return found.flatMap(([author]) => (typeof author === 'string' ? [author] : []))
  }

  *#above({ parent }: StreamRecords['content']): Generator<string> {
    const seen = new Set<string>()
    for (let next = parent; next !== undefined && !seen.has(next); next = this.#store.get('content', next)?.parent) {
      seen.add(next)
      yield next
    }
  }

  async #body(body: Body | undefined, terms: Terms): Promise<string> {
    if (body === undefined) return ''
    const value = 'value' in body ? body.value : await this.#blob(body.blob, body.bytes)
    if (body.format === 'storage') {
      for (const macro of storageMacroNames(value)) terms.push(['macro', foldName(macro)])
      if (value.includes('ri:user')) this.#mentions(scanReferences(value), terms)
      return storageText(value)
    }
    if (body.format === 'adf') {
      for (const macro of adfMacroNames(value)) terms.push(['macro', foldName(macro)])
      if (value.includes('"mention"')) this.#mentions(scanAdf(value).references, terms)
      return adfText(value)
    }
    return value
  }

  #mentions(references: ReturnType<typeof scanReferences>, terms: Terms): void {
    for (const { says } of references) {
      if (says.user === undefined) continue
      const { by, value } = says.user
      const field = by === 'account-id' ? 'accountId' : by === 'userkey' ? 'userKey' : 'userName'
      const person = this.#store.findPerson({ [field]: value })
      if (person !== undefined) terms.push(['mention', person.id])
    }
  }

  async #blob(digest: string, bytes: number): Promise<string> {
    if (!this.#store.hasBlob(digest)) return ''
    const range = bytes > longestText ? { range: { start: 0, end: longestText - 1 } } : {}
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of this.#store.openBlob(digest, range)) text += decoder.decode(chunk, { stream: true })
    return text
  }
}

function millisecondsOf(at: string | undefined): number {
  const found = at === undefined ? Number.NaN : Date.parse(at)
  return Number.isNaN(found) ? 0 : found
}
