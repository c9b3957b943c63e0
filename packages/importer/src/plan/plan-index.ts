import {
  closeDatabase,
  type Database,
  fromJsonColumn,
  inTransaction,
  numberAt,
  type Statement,
  textAt,
  toJsonColumn,
  toOptionalJsonColumn,
} from '@spacecrate/disk'
import type { Naming } from '../destination.js'
import { BoundedMap } from '../bounded-map.js'
import { openWorkDatabase } from '../work-database.js'
import type { PlanAction } from './plan-step.js'

/** What was decided of a record that others may belong to or point to. */
export interface Planned {
  readonly action: Exclude<PlanAction, 'complete' | 'open'>
  readonly relation?: 'ours' | 'same'
  /** Id at the destination, if it is known before the import. */
  readonly target?: string
  /** Id of the record that it belongs to: the space of a content, the content of a comment. */
  readonly owner?: string
  /** Of a match: number of the current version at the destination. */
  readonly version?: number
  /** How bodies at the destination will name it. */
  readonly named?: Naming
  /** Why nobody is added to a group that exists, and nothing given to it; of a role, that it makes administrators of a space. */
  readonly guarded?: string
  /**
   * Of a person: what stands there is not that person. `placeholder`: a new person without a login. `author`: somebody else,
   * for authorship and mentions. Neither ever gets a right.
   */
  readonly standIn?: 'placeholder' | 'author'
  /** Of a space whose content goes into one that exists: id of the page there. */
  readonly under?: string
}

/** True if the record will be at the destination. */
export function isCarried(planned: Planned | undefined): planned is Planned {
  return planned !== undefined && planned.action !== 'skip' && planned.action !== 'refuse'
}

const schema = `
  CREATE TABLE IF NOT EXISTS planned (
    id TEXT PRIMARY KEY, action TEXT NOT NULL, relation TEXT, target TEXT, owner TEXT, version INTEGER, named TEXT,
    guarded TEXT, stand_in TEXT, under TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS later (
    phase TEXT NOT NULL, seq INTEGER NOT NULL, step TEXT NOT NULL, PRIMARY KEY (phase, seq)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS has_rights (space TEXT PRIMARY KEY) WITHOUT ROWID;
`
const cached = 16_384

/**
 * What a plan decided of everything that can own something or be pointed to, kept on disk since there may be millions.
 * Written while planning, read while planning and applying.
 */
export class PlanIndex implements Disposable {
  readonly db: Database
  readonly #put: Statement
  readonly #find: Statement
  readonly #findAmong: Statement
  readonly #later: Statement
  readonly #laterAfter: Statement
  readonly #addRight: Statement
  readonly #findRight: Statement
  readonly #cache = new BoundedMap<string, Planned>(cached)
  #sequence = 0
  #lastRight: string | undefined

  constructor(path: string) {
    this.db = openWorkDatabase(path)
    this.db.exec(schema)
    this.#put = this.db.prepare('INSERT OR REPLACE INTO planned VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#find = this.db.prepare('SELECT * FROM planned WHERE id = ?')
    this.#findAmong = this.db.prepare(
      'SELECT planned.* FROM json_each(?) AS asked CROSS JOIN planned WHERE planned.id = asked.value',
    )
    this.#later = this.db.prepare('INSERT INTO later VALUES (?, ?, ?)')
    this.#addRight = this.db.prepare('INSERT OR IGNORE INTO has_rights VALUES (?)')
    this.#findRight = this.db.prepare('SELECT 1 AS found FROM has_rights WHERE space = ?')
    this.#laterAfter = this.db.prepare('SELECT seq, step FROM later WHERE phase = ? AND seq > ? ORDER BY seq LIMIT 500')
  }

  /** Runs `work` in one transaction. */
  transaction<Result>(work: () => Result): Result {
    return inTransaction(this.db, work)
  }

  put(id: string, planned: Planned): void {
    const { action, relation, target, owner, version, named, guarded, standIn, under } = planned
    this.#put.run([
      toJsonColumn(id),
      action,
      relation ?? null,
      toOptionalJsonColumn(target),
      toOptionalJsonColumn(owner),
      version ?? null,
      named === undefined ? null : JSON.stringify(named),
      toOptionalJsonColumn(guarded),
      standIn ?? null,
      toOptionalJsonColumn(under),
    ])
    this.#cache.set(id, planned)
  }

  find(id: string): Planned | undefined {
    const known = this.#cache.get(id)
    if (known !== undefined) return known
    const row: unknown = this.#find.get([toJsonColumn(id)])
    if (row === undefined) return undefined
    const planned = readPlanned(row)
    this.#cache.set(id, planned)
    return planned
  }

  /** Looks many up at once, for `find`: a call costs more than the look-up. */
  prefetch(ids: Iterable<string>): void {
    const wanted = [...new Set(ids)].filter((id) => !this.#cache.has(id))
    if (wanted.length === 0) return
    const rows: readonly unknown[] = this.#findAmong.all([JSON.stringify(wanted.map(toJsonColumn))])
    for (const row of rows) this.#cache.set(fromJsonColumn(textAt(row, 'id') ?? '""'), readPlanned(row))
  }

  /** Notes a step of a later phase: its second one, when the first steps of all others are done. */
  addLater(phase: string, step: object): void {
    this.#sequence++
    this.#later.run([phase, this.#sequence, JSON.stringify(step)])
  }

  /** The notes of a phase, in the order in which they were made. */
  *later(phase: string): Generator {
    for (let last = 0; ;) {
      const rows: readonly unknown[] = this.#laterAfter.all([phase, last])
      if (rows.length === 0) return
      for (const row of rows) {
        last = numberAt(row, 'seq')
        yield JSON.parse(textAt(row, 'step') ?? 'null')
      }
    }
  }

  /** Spaces and pages of others that take content of this import: ids at the destination. */
  places(): ReadonlySet<string> {
    const sql = `SELECT target, under FROM planned WHERE under IS NOT NULL AND action = 'match'`
    const rows: readonly unknown[] = this.db.prepare(sql).all([])
    return new Set(
      rows.flatMap((row) => ['target', 'under'].map((column) => fromJsonColumn(textAt(row, column) ?? '""'))),
    )
  }

  /** Notes that the archive has a permission or a role in the space, whatever becomes of it. */
  noteRight(space: string): void {
    if (this.#lastRight !== space) this.#addRight.run([toJsonColumn(space)])
    this.#lastRight = space
  }

  hasRight(space: string): boolean {
    return this.#findRight.get([toJsonColumn(space)]) !== undefined
  }

  [Symbol.dispose](): void {
    closeDatabase(this.db)
  }
}

function readPlanned(row: unknown): Planned {
  const optional = (column: string): string | undefined => {
    const text = textAt(row, column)
    return text === undefined ? undefined : fromJsonColumn(text)
  }
  const target = optional('target')
  const owner = optional('owner')
  const relation = textAt(row, 'relation')
  const version = numberAt(row, 'version')
  const named = textAt(row, 'named')
  const standIn = textAt(row, 'stand_in')
  const under = optional('under')
  const guarded = optional('guarded')
  return {
    action: readAction(textAt(row, 'action')),
    ...(relation === 'ours' || relation === 'same' ? { relation } : {}),
    ...(target === undefined ? {} : { target }),
    ...(owner === undefined ? {} : { owner }),
    ...(version === 0 ? {} : { version }),
    ...(named === undefined ? {} : { named: readNaming(named) }),
    ...(guarded === undefined ? {} : { guarded }),
    ...(standIn === 'placeholder' || standIn === 'author' ? { standIn } : {}),
    ...(under === undefined ? {} : { under }),
  }
}

function readAction(text: string | undefined): Planned['action'] {
  return text === 'create' || text === 'match' || text === 'rename' || text === 'skip' ? text : 'refuse'
}

function readNaming(json: string): Naming {
  const value: unknown = JSON.parse(json)
  return typeof value === 'object' && value !== null ? value : {}
}
