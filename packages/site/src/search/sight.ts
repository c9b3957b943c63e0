import { fromSortedColumn, toSortedColumn } from '@spacecrate/disk'
import type { View } from '../access/view.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { columnId } from '../store/stream-rows.js'
import type { Condition } from './condition.js'
import type { SearchDatabase } from './search-database.js'

/** What of a site a search goes over. */
export interface Scope {
  readonly statuses: readonly string[]
  readonly archivedSpaces: boolean
  readonly currentSpaces: boolean
}

/** What one visitor may see, until the site is written to. */
interface Sight {
  readonly slot: number
  readonly spaces: readonly { readonly id: string; readonly isArchived: boolean }[]
}

/** Visitors whose sight is kept. */
const mostKept = 32

/**
 * What visitors may see, as conditions that let nothing else be counted or sorted: spaces that they may read, and in these all
 * contents but those in and below the restricted ones that are shut to them. Both are asked of the site itself and not of the
 * index, so that a restriction holds as soon as it stands; the work grows with the spaces and with what is shut, not with the
 * site, and is done once for each visitor until anything is written.
 */
export class Sights {
  readonly #store: SqliteStore
  readonly #database: SearchDatabase
  readonly #kept = new Map<string, Sight>()
  #state = ''
  /** Never given twice: counts are kept by it. */
  #slots = 0

  constructor(store: SqliteStore, database: SearchDatabase) {
    this.#store = store
    this.#database = database
  }

  of(view: View, scope: Scope): Condition {
    const { slot, spaces } = this.#sight(view)
    const wanted = spaces.filter(({ isArchived }) => (isArchived ? scope.archivedSpaces : scope.currentSpaces))
    const drafts = scope.statuses.includes('draft') && !view.seesAll
    const own = `(d.status <> 'draft' OR EXISTS (SELECT 1 FROM terms t JOIN postings p ON p.term = t.term
      WHERE t.field IN ('reader', 'creator') AND t.value = ? AND p.doc = d.doc))`
    const people = view.mayReadPeople ? "d.space = '' OR " : ''
    return {
      sql: `(${people}d.space IN (SELECT value FROM json_each(?))) AND d.status IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM hidden h WHERE h.slot = ? AND h.content = d.content)${drafts ? ` AND ${own}` : ''}`,
      values: [
        JSON.stringify(wanted.map(({ id }) => id)),
        JSON.stringify(scope.statuses),
        slot,
        ...(drafts ? [toSortedColumn(view.visitor)] : []),
      ],
    }
  }

  #sight(view: View): Sight {
    const state = this.#store.state
    if (state !== this.#state || this.#kept.size >= mostKept) {
      this.#kept.clear()
      this.#database.run('DELETE FROM hidden')
      this.#state = state
    }
    const key = `${view.isAdministrator} ${view.seesAll} ${view.visitor}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const spaces: { readonly id: string; readonly isArchived: boolean }[] = []
    for (const { id, status } of this.#store.list('spaces')) {
      if (view.mayReadSpace(id)) spaces.push({ id: toSortedColumn(id), isArchived: status === 'archived' })
    }
    const slot = this.#slots++
    for (const id of view.seesAll ? [] : shutContents(this.#store, view)) {
      this.#database.run('INSERT OR IGNORE INTO hidden VALUES (?, ?)', slot, toSortedColumn(id))
    }
    const sight = { slot, spaces }
    this.#kept.set(key, sight)
    return sight
  }
}

/** Contents in spaces that the visitor may read that are shut to them: the restricted ones and all below. */
function shutContents(store: SqliteStore, view: View): ReadonlySet<string> {
  const restricted = store.rows.restrictions
    .query('SELECT DISTINCT owner FROM #')
    .all()
    .map(([owner]) => fromSortedColumn(String(owner)))
  const shut = new Set<string>()
  const waiting: string[] = []
  const add = (id: string): void => {
    if (shut.has(id) || view.mayReadContent(id)) return
    shut.add(id)
    waiting.push(id)
  }
  for (const id of [...restricted, ...store.closedIds()]) add(id)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const space = store.rows.content.ownerOf(id)
    if (space === undefined || !view.mayReadSpace(space)) continue
    const below = store.rows.content
      .query('SELECT id FROM # WHERE owner = ? AND parent = ?')
      .all(columnId(space), columnId(id))
    const drafts = store.rows.content.query('SELECT id FROM # WHERE draft_of = ?').all(columnId(id))
    for (const [child] of [...below, ...drafts]) add(fromSortedColumn(String(child)))
  }
  return shut
}
