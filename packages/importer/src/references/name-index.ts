import { type Database, fromJsonColumn, numberAt, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import { BoundedMap } from '../bounded-map.js'

const schema = `
  CREATE TABLE IF NOT EXISTS names (
    kind TEXT NOT NULL, name TEXT NOT NULL, rank INTEGER NOT NULL, spelled TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (kind, name, rank, spelled, id)
  ) WITHOUT ROWID;
`
const cached = 8_192
/** Beyond that nobody needs to know how many things have one name. */
const counted = 1_000

/** What has names: `post` without its day, `dated-post` with it. */
export type NameKind = 'space' | 'person' | 'page' | 'post' | 'dated-post' | 'file' | 'media' | 'group' | 'shortcut'

/** What a name means. */
export interface FoundName {
  readonly id: string
  /** Several things answer to the name, and not one of them by this very spelling: `id` is the first of them. */
  readonly isAmbiguous?: true
}

/**
 * Things by names of which the spelling counts only where several have the same one: letter case, blanks and the form of
 * accents as the kind of name says. Lives in the database of the plan, since there may be millions.
 */
export class NameIndex {
  readonly #add: Statement
  readonly #find: Statement
  readonly #findExact: Statement
  readonly #count: Statement
  readonly #findKept: Statement
  readonly #db: Database
  #known = new BoundedMap<string, FoundName>(cached)
  #isAsked = false

  constructor(db: Database) {
    db.exec(schema)
    this.#db = db
    this.#add = db.prepare('INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?)')
    const where = 'FROM names WHERE kind = ? AND name = ?'
    this.#find = db.prepare(`SELECT rank, id ${where} ORDER BY rank, spelled, id LIMIT 2`)
    this.#findExact = db.prepare(`SELECT id ${where} AND rank = ? AND spelled = ? ORDER BY id LIMIT 2`)
    this.#count = db.prepare(`SELECT COUNT(*) AS count FROM (SELECT 1 ${where} AND rank = 0 LIMIT ${counted})`)
    this.#findKept = db.prepare('SELECT spelled FROM names WHERE kind = ? AND id = ? ORDER BY rank LIMIT 1')
  }

  /**
   * @param name as it is compared, with what it is a name in
   * @param spelled as it stands
   * @param rank 0 for what a name means first, such as a current page
   */
  add(kind: NameKind, name: string, spelled: string, id: string, rank = 0): void {
    this.#add.run([kind, toJsonColumn(name), rank, toJsonColumn(spelled), toJsonColumn(id)])
    if (!this.#isAsked) return
    // What was one may be two by now.
    this.#known = new BoundedMap(cached)
    this.#isAsked = false
  }

  /** What a name means: of those that come first the one of this very spelling, or the only one. */
  find(kind: NameKind, name: string, spelled: string): FoundName | undefined {
    const question = JSON.stringify([kind, name, spelled])
    const known = this.#known.get(question)
    if (known !== undefined) return known
    const found = this.#ask(kind, toJsonColumn(name), toJsonColumn(spelled))
    if (found === undefined) return undefined
    this.#isAsked = true
    this.#known.set(question, found)
    return found
  }

  #ask(kind: NameKind, name: string, spelled: string): FoundName | undefined {
    const [first, second] = this.#find.all([kind, name])
    if (first === undefined) return undefined
    const rank = numberAt(first, 'rank')
    if (second === undefined || numberAt(second, 'rank') !== rank) return { id: idIn(first) }
    const [exact, twin] = this.#findExact.all([kind, name, rank, spelled])
    if (exact === undefined) return { id: idIn(first), isAmbiguous: true }
    return twin === undefined ? { id: idIn(exact) } : { id: idIn(exact), isAmbiguous: true }
  }

  /** How many things of rank 0 have a name, counted up to a thousand. */
  count(kind: NameKind, name: string): number {
    return numberAt(this.#count.get([kind, toJsonColumn(name)]), 'count')
  }

  /** True if any name of the kind belongs to several things of rank 0. */
  hasTwins(kind: NameKind): boolean {
    const sql = 'SELECT 1 AS one FROM names WHERE kind = ? AND rank = 0 GROUP BY name HAVING COUNT(*) > 1 LIMIT 1'
    return this.#db.prepare(sql).get([kind]) !== undefined
  }

  /** The first name of a thing of a kind of which there are few. */
  nameOf(kind: NameKind, id: string): string | undefined {
    const column = textAt(this.#findKept.get([kind, toJsonColumn(id)]), 'spelled')
    return column === undefined ? undefined : fromJsonColumn(column)
  }
}

function idIn(row: unknown): string {
  return fromJsonColumn(textAt(row, 'id') ?? '""')
}
