import { fromSortedColumn, toSortedColumn } from '@spacecrate/disk'
import { type CqlQuery, parseCql } from '@spacecrate/confluence'
import { siteFolder } from '../store/site-folder.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import type { Asker } from './asker.js'
import { Compiler } from './compile.js'
import { type Condition, junction, mostCounted } from './condition.js'
import { DocumentReader } from './document.js'
import { excerptsOf } from './excerpt.js'
import { orderSql, sortKeys } from './order.js'
import { SearchDatabase } from './search-database.js'
import { SearchIndex } from './search-index.js'
import { type Scope, Sights } from './sight.js'

/** What is searched for. */
export interface SearchRequest {
  readonly cql: string
  readonly asker: Asker
  readonly scope: Scope
  /** Contents, with comments and files; people; or all. */
  readonly entities: 'all' | 'content' | 'user'
  readonly limit: number
  readonly start?: number
  /** Where an earlier search ended: its `next`. */
  readonly after?: string | undefined
  readonly excerpt: 'highlight' | 'indexed' | 'none'
}

/** One thing that was found. */
export interface Found {
  readonly id: string
  readonly type: string
  readonly modified: number
  /** Plain text; what was searched for stands between `marks`. */
  readonly title: string
  readonly excerpt: string
}

export interface SearchResult {
  readonly found: readonly Found[]
  readonly total: number
  readonly next: string | undefined
}

/** Steps of a hundred things before a search answers; what is left is done after it, and not found until then. */
const stepsBefore = 30

/** Counts that are kept, and how long what they are found by may be. */
const mostCounts = 500
const longestKey = 20_000

/** The search of one site. */
export class SiteSearch {
  readonly #store: SqliteStore
  readonly #database: SearchDatabase
  readonly #sights: Sights
  readonly #index: SearchIndex
  #running: Promise<void> | undefined
  #isOpen = true
  #steps = 0
  #counted: { readonly state: string; readonly totals: Map<string, number> } = { state: '', totals: new Map() }

  constructor(store: SqliteStore) {
    this.#store = store
    const path = store.isWritable ? siteFolder(store.dir).search : ''
    this.#database = new SearchDatabase(path, store.identity.siteId)
    this.#sights = new Sights(store, this.#database)
    this.#index = new SearchIndex(store, this.#database)
    store.whenEnded(() => {
      this.#isOpen = false
      this.#database.close()
    })
  }

  get database(): SearchDatabase {
    return this.#database
  }

  /** Brings the index up to the site; other requests have their turn between the steps. */
  async catchUp(steps: number = Number.POSITIVE_INFINITY): Promise<void> {
    const running = (this.#running ??= this.#work())
    const enough = new Promise<void>((resolve) => void this.#waiters.push({ left: steps, resolve }))
    await Promise.race([running, enough])
  }

  /** Throws `CqlError`. */
  async find(request: SearchRequest): Promise<SearchResult> {
    const query = parseCql(request.cql)
    await this.catchUp(stepsBefore)
    const { rows, total, next, match } = this.#select(query, request)
    const excerpts = await excerptsOf(this.#database, new DocumentReader(this.#store), rows, match, request.excerpt)
    return { found: rows.map((row, at) => ({ ...row, ...excerpts(at) })), total, next }
  }

  readonly #waiters: { left: number; readonly resolve: () => void }[] = []

  async #work(): Promise<void> {
    try {
      while (this.#isOpen && (await this.#index.step())) {
        this.#steps++
        for (const waiter of this.#waiters) if (--waiter.left <= 0) waiter.resolve()
        await new Promise((resolve) => void setImmediate(resolve))
      }
    } finally {
      this.#running = undefined
      for (const { resolve } of this.#waiters.splice(0)) resolve()
    }
  }

  #select(query: CqlQuery, request: SearchRequest): Selected {
    const { asker, scope, limit, start = 0 } = request
    const compiler = new Compiler(this.#database, asker)
    const keys = sortKeys(query.orderBy)
    const asked = compiler.compile(query.where)
    const sight = this.#sights.of(asker.view, scope)
    const where = junction([...entitiesOf(request.entities), asked, sight], 'AND')
    let total = this.#count(fromOf(asked, false), whereValues(asked, false, where), where.sql)
    const { match } = compiler
    const isRanked = keys.length === 0 && match !== undefined && total <= mostCounted
    const place = placeOf(request.after)
    const offset = place?.offset ?? start
    const inOrder = !isRanked && keys.length < 2 && total > mostCounted
    const isNear = place !== undefined && !isRanked && keys.length < 2
    const behind = isNear ? this.#behind(keys[0], place.id) : undefined
    const all = behind === undefined ? where : junction([where, behind], 'AND')
    const from = isRanked ? 'texts f CROSS JOIN docs d ON d.doc = f.rowid' : fromOf(asked, inOrder)
    const values = isRanked ? [match, ...all.values] : whereValues(asked, inOrder, all)
    const order = isRanked ? 'f.rank, d.doc' : orderSql(keys)
    const sql = `SELECT d.id, d.type, d.modified FROM ${from} WHERE ${isRanked ? 'texts MATCH ? AND ' : ''}${all.sql} ORDER BY ${order} LIMIT ? OFFSET ?`
    const rows = this.#database
      .all(sql, ...values, limit + 1, behind === undefined ? offset : 0)
      .map(([id, type, modified]) => ({
        id: fromSortedColumn(String(id)),
        type: String(type),
        modified: Number(modified),
      }))
    const page = rows.slice(0, limit)
    const seen = page.filter(({ id, type }) => isSeen(asker, id, type))
    total -= page.length - seen.length
    const last = page.at(-1)
    const next = rows.length > limit && last !== undefined ? JSON.stringify([last.id, offset + page.length]) : undefined
    return { rows: seen, total, next, match }
  }

  /** Counted once until the site or the index is written to: the pages of one search ask for it again and again. */
  #count(from: string, values: Condition['values'], where: string): number {
    const state = `${this.#store.state} ${this.#steps}`
    if (state !== this.#counted.state || this.#counted.totals.size >= mostCounts)
      this.#counted = { state, totals: new Map() }
    const key = JSON.stringify([from, where, values])
    const { totals } = this.#counted
    const known = totals.get(key)
    if (known !== undefined) return known
    const total = Number(this.#database.first(`SELECT count(*) FROM ${from} WHERE ${where}`, ...values)?.[0])
    if (key.length < longestKey) totals.set(key, total)
    return total
  }

  /** What comes behind a row of an order by one column or by none; `undefined` if the row is gone. */
  #behind(
    key: { readonly column: string; readonly descending: boolean } | undefined,
    id: string,
  ): Condition | undefined {
    const column = key?.column ?? 'd.doc'
    const row = this.#database.first(`SELECT ${column}, d.doc FROM docs d WHERE d.id = ?`, toSortedColumn(id))
    if (row === undefined) return undefined
    const [value, doc] = row as readonly [string | number, number]
    const sign = key?.descending === true ? '<' : '>'
    return { sql: `(${column}, d.doc) ${sign} (?, ?)`, values: [value, doc] }
  }
}

interface Selected {
  readonly rows: readonly { readonly id: string; readonly type: string; readonly modified: number }[]
  readonly total: number
  readonly next: string | undefined
  readonly match: string | undefined
}

/** Whatever the index says: the site itself decides what is shown. */
function isSeen({ view }: Asker, id: string, type: string): boolean {
  if (type === 'user') return view.mayReadPeople
  if (type === 'space') return view.mayReadSpace(id)
  if (type === 'comment') return view.mayReadComment(id)
  return type === 'attachment' ? view.mayReadAttachment(id) : view.mayReadContent(id)
}

function entitiesOf(entities: SearchRequest['entities']): Condition[] {
  if (entities === 'user') return [{ sql: "d.type = 'user'", values: [] }]
  return entities === 'content' ? [{ sql: "d.type NOT IN ('user', 'space')", values: [] }] : []
}

/** Few documents that can match are gone through; many are met in the order that is asked for. */
function fromOf({ driver }: Condition, inOrder: boolean): string {
  return driver === undefined || inOrder ? 'docs d' : `(${driver.sql}) c CROSS JOIN docs d ON d.doc = c.doc`
}

function whereValues({ driver }: Condition, inOrder: boolean, where: Condition): Condition['values'] {
  return driver === undefined || inOrder ? where.values : [...driver.values, ...where.values]
}

function placeOf(after: string | undefined): { readonly id: string; readonly offset: number } | undefined {
  if (after === undefined) return undefined
  const [id, offset] = JSON.parse(after) as readonly [string, number]
  return { id, offset }
}

const searches = new WeakMap<SqliteStore, SiteSearch>()

/** The search of a store: one for each, which ends with it. */
export function searchOf(store: SqliteStore): SiteSearch {
  const known = searches.get(store) ?? new SiteSearch(store)
  searches.set(store, known)
  return known
}
