import {
  type Account,
  type Body,
  hangingOn,
  loadBody,
  referencesOf,
  siteId,
  type StreamName,
  type StreamRecords,
  streamRules,
} from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import { makeOmission } from '../../omission.js'
import { type Selection, takes } from '../../selection.js'
import type { FileItem, RecordItem, SourceItem } from '../../source.js'
import type { Mentions } from './mentions.js'
import { openSiteBlob } from './site-blobs.js'

/** What a walk starts from. */
export interface WalkOptions {
  readonly store: SiteStore
  readonly selection: Selection
  /** Ids of the spaces that are taken. */
  readonly spaces: ReadonlySet<string>
  readonly mentions: Mentions
  readonly done: (id: string) => boolean
}

/** `closed`: an import into the site broke off there, so it may lack its restrictions. */
type Fate = 'taken' | 'unselected' | 'closed'

interface Sum {
  recorded: number
  unselected: number
  omitted: number
}

const versionStreams: ReadonlySet<StreamName> = new Set([
  'versions',
  'comment-versions',
  'attachment-versions',
  'template-versions',
])

/** Walks a site from owner to owner. Each row is met once; what the store counts beyond that is unexplained. */
export class SiteWalk {
  readonly #options: WalkOptions
  readonly #wholeSite: boolean
  readonly #sums = new Map<StreamName, Sum>()

  constructor(options: WalkOptions) {
    this.#options = options
    this.#wholeSite = options.selection.spaces === undefined && options.selection.spaceTypes === undefined
  }

  /** Everything that the selection takes. People and groups come last, when everybody has been named. */
  async *items(): AsyncGenerator<SourceItem> {
    const { store, spaces } = this.#options
    yield* this.#site()
    for (const space of store.list('spaces')) {
      const fate = store.isClosed(space.id) ? 'closed' : 'taken'
      yield* this.#record('spaces', space, spaces.has(space.id) ? fate : 'unselected')
    }
    const fate = this.#wholeSite ? 'taken' : 'unselected'
    for (const stream of hangingOn('site')) yield* this.#list(stream, siteId, fate)
    for (const group of store.list('groups')) yield* this.#record('groups', group, this.#fateOfNamed(group.id))
    for (const person of store.list('people')) yield* this.#record('people', person, this.#fateOfNamed(person.id))
  }

  /** The sums per stream: what the store counts against what was walked. */
  accounts(): Account[] {
    const { store } = this.#options
    return [...this.#sums].map(([kind, { recorded, unselected, omitted }]) => ({
      kind,
      met: kind === 'site' ? 1 : store.count(kind),
      recorded,
      merged: 0,
      derived: 0,
      unselected,
      omitted,
    }))
  }

  async *#site(): AsyncGenerator<SourceItem> {
    const { store } = this.#options
    this.#sum('site').recorded++
    const own = { id: 'site:source', name: store.identity.name, product: 'embedded' } as const
    yield { type: 'record', stream: 'site', record: store.get('site', 'site:source') ?? own }
  }

  #fateOfNamed(id: string): Fate {
    return this.#wholeSite || this.#options.mentions.has('named', id) ? 'taken' : 'unselected'
  }

  async *#list(stream: StreamName, owner: string, fate: Fate): AsyncGenerator<SourceItem> {
    const { store, selection } = this.#options
    const { kind } = streamRules[stream]
    const wanted = kind === undefined || takes(selection, kind) ? fate : 'unselected'
    const onlyLast = versionStreams.has(stream) && !takes(selection, 'history')
    let held: StreamRecords[StreamName] | undefined
    for (const record of store.list(stream, { owner })) {
      if (!onlyLast) yield* this.#record(stream, record, wanted)
      else if (held !== undefined) yield* this.#record(stream, held, 'unselected')
      held = record
    }
    if (onlyLast && held !== undefined) yield* this.#record(stream, held, wanted)
  }

  async *#record(stream: StreamName, record: StreamRecords[StreamName], given: Fate): AsyncGenerator<SourceItem> {
    const { mentions } = this.#options
    const fate = given === 'taken' ? this.#fateOf(stream, record) : given
    if (fate === 'taken') {
      mentions.add('taken', record.id)
      this.#sum(stream).recorded++
      for (const id of referencesOf(stream, record as never)) yield* this.#reference(id)
      yield* this.#item(stream, record)
    } else if (fate === 'closed') {
      this.#sum(stream).omitted++
      const omission = makeOmission('CONTENT_CLOSED', { kind: stream, id: record.id, what: record.id })
      if (mentions.add('omitted', record.id)) yield { type: 'omission', omission }
    } else if (mentions.has('omitted', record.id)) this.#sum(stream).omitted++
    else this.#sum(stream).unselected++
    for (const below of hangingOn(stream)) yield* this.#list(below, record.id, fate)
  }

  /** The fate of a record whose owner is taken. */
  #fateOf(stream: StreamName, record: StreamRecords[StreamName]): Fate {
    const { selection, mentions, store } = this.#options
    if (stream === 'content' || stream === 'spaces') {
      if (store.isClosed(record.id)) return 'closed'
      if ('kind' in record && record.kind === 'blogpost' && !takes(selection, 'posts')) return 'unselected'
    }
    if (stream === 'memberships' && 'member' in record && !this.#wholeSite) {
      return mentions.has('named', record.member) ? 'taken' : 'unselected'
    }
    if (stream === 'comments' && 'attachment' in record && !takes(selection, 'attachments')) return 'unselected'
    if (stream === 'spaces' || !('status' in record)) return 'taken'
    const kinds = { trashed: 'trash', archived: 'archived', draft: 'drafts' } as const
    const kind = Object.entries(kinds).find(([status]) => status === record.status)?.[1]
    return kind === undefined || versionStreams.has(stream) || takes(selection, kind) ? 'taken' : 'unselected'
  }

  /** Remembers whom a record names, and covers a structural reference to what the selection leaves out. */
  async *#reference(id: string): AsyncGenerator<SourceItem> {
    const { mentions, store } = this.#options
    if (id.startsWith('person:') || id.startsWith('group:')) {
      mentions.add('named', id)
      return
    }
    if (mentions.has('taken', id)) return
    const stream = /^(page|post|folder|whiteboard|database|embed|custom):/.test(id)
      ? 'content'
      : id.startsWith('comment:')
        ? 'comments'
        : id.startsWith('attachment:')
          ? 'attachments'
          : undefined
    const target = stream && store.get(stream, id)
    if (!target || this.#isTaken(stream, target)) return
    if (!mentions.add('omitted', id)) return
    yield { type: 'omission', omission: makeOmission('NOT_SELECTED', { kind: stream, id, what: id }) }
  }

  /** True if a record that something points to will be taken, now or later in the walk. */
  #isTaken(stream: StreamName, record: StreamRecords[StreamName]): boolean {
    const { selection, spaces, store } = this.#options
    if (stream === 'attachments' && !takes(selection, 'attachments')) return false
    if (stream === 'comments' && !takes(selection, 'comments')) return false
    if (this.#fateOf(stream, record) !== 'taken') return false
    if ('space' in record && typeof record.space === 'string') {
      return spaces.has(record.space) && !store.isClosed(record.space)
    }
    return true
  }

  async *#item(stream: StreamName, record: StreamRecords[StreamName]): AsyncGenerator<SourceItem> {
    const { store, done, selection } = this.#options
    if (stream === 'attachment-versions' && 'blob' in record && record.blob !== undefined) {
      if (!done(record.id)) yield fileItem(store, stream, record, 'blob')
      return
    }
    const whole = await withBodies(store, record)
    if (stream !== 'people' || !('kind' in whole)) {
      yield { type: 'record', stream, record: whole } as unknown as RecordItem
      return
    }
    const { email: _email, profile: _profile, avatar: _avatar, ...bare } = whole as StreamRecords['people']
    const person = takes(selection, 'people-details') ? (whole as StreamRecords['people']) : bare
    if (!('avatar' in person) || person.avatar === undefined) yield { type: 'record', stream, record: person }
    else if (!done(person.id)) yield fileItem(store, stream, person, 'avatar')
  }

  #sum(stream: StreamName): Sum {
    let sum = this.#sums.get(stream)
    if (!sum) this.#sums.set(stream, (sum = { recorded: 0, unselected: 0, omitted: 0 }))
    return sum
  }
}

function fileItem(
  store: SiteStore,
  stream: StreamName,
  record: StreamRecords[StreamName],
  field: 'blob' | 'avatar',
): FileItem {
  const { [field]: digest, ...bare } = record as unknown as Record<string, string>
  return {
    type: 'file',
    id: record.id,
    open: (options) => openSiteBlob(store, String(digest), record.id, options),
    complete: (blob) =>
      ({ type: 'record', stream, record: blob ? { ...record, [field]: blob.digest } : bare }) as unknown as RecordItem,
  }
}

const bodyFields = ['body', 'description', 'profile'] as const

/** The record with its texts inside, whatever their size: who stores it decides anew what is a blob. */
async function withBodies<Item extends StreamRecords[StreamName]>(store: SiteStore, record: Item): Promise<Item> {
  const loaded: Record<string, unknown> = {}
  for (const field of bodyFields) {
    const body: unknown = Reflect.get(record, field)
    if (isBlobBody(body)) loaded[field] = { format: body.format, value: await loadBody(store, body) }
  }
  const renditions: unknown = Reflect.get(record, 'renditions')
  if (Array.isArray(renditions) && renditions.some(isBlobBody)) {
    const texts: Body[] = []
    for (const body of renditions as Body[]) texts.push({ format: body.format, value: await loadBody(store, body) })
    loaded['renditions'] = texts
  }
  return Object.keys(loaded).length === 0 ? record : { ...record, ...loaded }
}

function isBlobBody(value: unknown): value is Extract<Body, { readonly blob: string }> {
  return typeof value === 'object' && value !== null && 'blob' in value && 'format' in value
}
