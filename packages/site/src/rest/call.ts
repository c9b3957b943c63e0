import type { Door, Family, Route } from '@spacecrate/confluence'
import type { StreamRecords } from '@spacecrate/format'
import { isSiteAdmin } from '../access/site-admin.js'
import { Rights } from '../access/rights.js'
import { type Visitor, anonymous } from '../access/permissions.js'
import type { View } from '../access/view.js'
import type { Visit } from '../serve/visit.js'
import type { Catalog } from '../store/catalog.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import type { Cursors } from './paging/cursors.js'
import type { AdminKeys } from './admin-keys.js'
import { type Numbered, findByNumber, numberOf } from './numbers.js'
import { readJson } from './read-body.js'
import { forbidden } from './rest-error.js'

/** What is known of a request before a handler sees it. */
export interface CallFacts {
  readonly route: Route
  /** What stood in the places of the names of the path. */
  readonly params: ReadonlyMap<string, string>
  readonly visit: Visit
  readonly caller: Visitor
  readonly door: Door
  /** Address of the site with its context, without a slash at its end: what links are relative to. */
  readonly base: string
  /** Path of the context: `/wiki` of Cloud. */
  readonly context: string
  readonly request: Request
  readonly cursors: Cursors
  /** Id by which a gateway and references know the site. */
  readonly cloudId: string
  readonly adminKeys: AdminKeys
  /** How many seconds the index of the search is behind. */
  readonly indexLag: number
}

/** One request to the REST API: what it asks, who asks, and what they may see and do. */
export class Call {
  readonly route: Route
  readonly door: Door
  readonly caller: Visitor
  readonly visit: Visit
  readonly base: string
  readonly context: string
  readonly request: Request
  readonly cursors: Cursors
  readonly cloudId: string
  readonly adminKeys: AdminKeys
  /** A search finds nothing that was written in the last so many seconds. */
  readonly indexLag: number
  readonly query: URLSearchParams
  private readonly params: ReadonlyMap<string, string>
  private known: Rights | undefined

  constructor(facts: CallFacts) {
    this.route = facts.route
    this.door = facts.door
    this.caller = facts.caller
    this.visit = facts.visit
    this.base = facts.base
    this.context = facts.context
    this.request = facts.request
    this.cursors = facts.cursors
    this.cloudId = facts.cloudId
    this.adminKeys = facts.adminKeys
    this.indexLag = facts.indexLag
    this.params = facts.params
    this.query = facts.visit.url.searchParams
  }

  get store(): SqliteStore {
    return this.visit.store
  }

  get catalog(): Catalog {
    return this.visit.catalog
  }

  /** What the caller may see. */
  get view(): View {
    return this.visit.view
  }

  /** What the caller may do. */
  get rights(): Rights {
    this.known ??= new Rights(this.store, this.view)
    return this.known
  }

  /** The caller administers the site: beyond spaces and contents they may do what only such accounts may. */
  get isSiteAdmin(): boolean {
    return isSiteAdmin(this.store, this.caller)
  }

  get family(): Family {
    return this.route.family
  }

  get edition(): 'cloud' | 'dc' {
    return this.family === 'dc' ? 'dc' : 'cloud'
  }

  /** A value of the path, by its name there. */
  param(name: string): string {
    const value = this.params.get(name)
    if (value === undefined) throw new TypeError(`The path of ${this.route.id} has no {${name}}`)
    return value
  }

  /** The number by which the caller knows a row. */
  numberOf(stream: Numbered, id: string): string | undefined {
    return numberOf(this.store, stream, id)
  }

  /** The row of a number, whether or not the caller may see it. */
  find<Name extends Numbered>(stream: Name, number: string): StreamRecords[Name] | undefined {
    return findByNumber(this.store, stream, number)
  }

  /** The JSON that was sent. */
  json(): Promise<unknown> {
    return readJson(this.request)
  }

  /** Path and query as Cloud writes them in links: always with its context. */
  pathWith(query: URLSearchParams): string {
    const { pathname } = this.visit.url
    const at = pathname.search(/\/(?:api\/v2|rest)\//)
    const text = query.toString()
    return `${this.context}${pathname.slice(Math.max(at, 0))}${text === '' ? '' : `?${text}`}`
  }

  /** Refuses callers without an account: 403, whatever they asked for. */
  needAccount(): void {
    if (this.caller === anonymous) throw forbidden('Current user not permitted to use Confluence')
  }
}
