import type { Content, Person, Space } from '@spacecrate/format'
import { BoundedMap } from '../bounded-map.js'
import { fromColumn, numberAt, type Statement, textAt, toColumn, type WorkDatabase } from '../database.js'

const schema = `
  CREATE TABLE IF NOT EXISTS space_keys (key TEXT PRIMARY KEY, space TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS taken_keys (key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS aliases (alias TEXT PRIMARY KEY, person TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS titles (
    title TEXT NOT NULL, rank INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (title, rank, content)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS taken_titles (title TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS files (file TEXT PRIMARY KEY) WITHOUT ROWID;
`
const statusRank = { current: 0, archived: 1, draft: 2, trashed: 3 } as const
const cached = 4_096

/** The ways in which bodies of the source name a person. */
export type AliasKind = 'account-id' | 'userkey' | 'username'

/**
 * What bodies of the source name otherwise than by id: spaces by key, people by alias, contents by title, files by name.
 * Lives in the database of the plan, since there may be millions.
 */
export class SourceIndex {
  readonly #addKey: Statement
  readonly #addAlias: Statement
  readonly #addTitle: Statement
  readonly #addFile: Statement
  readonly #findKey: Statement
  readonly #take: Statement
  readonly #findTaken: Statement
  readonly #findAlias: Statement
  readonly #findTitle: Statement
  readonly #findFile: Statement
  readonly #countPages: Statement
  readonly #takeTitle: Statement
  readonly #findTakenTitle: Statement
  readonly #keys = new BoundedMap<string, string>(cached)
  readonly #people = new BoundedMap<string, string>(cached)
  readonly #contents = new BoundedMap<string, string>(cached)

  readonly #db: WorkDatabase
  #clashes: boolean | undefined

  constructor(db: WorkDatabase) {
    this.#db = db
    db.exec(schema)
    this.#addKey = db.prepare('INSERT OR IGNORE INTO space_keys VALUES (?, ?)')
    this.#addAlias = db.prepare('INSERT OR IGNORE INTO aliases VALUES (?, ?)')
    this.#addTitle = db.prepare('INSERT OR IGNORE INTO titles VALUES (?, ?, ?)')
    this.#addFile = db.prepare('INSERT OR IGNORE INTO files VALUES (?)')
    this.#findKey = db.prepare('SELECT space AS id FROM space_keys WHERE key = ?')
    this.#take = db.prepare('INSERT OR IGNORE INTO taken_keys VALUES (?)')
    this.#findTaken = db.prepare('SELECT key FROM taken_keys WHERE key = ?')
    this.#findAlias = db.prepare('SELECT person AS id FROM aliases WHERE alias = ?')
    this.#findTitle = db.prepare('SELECT content AS id FROM titles WHERE title = ? ORDER BY rank, content LIMIT 1')
    this.#countPages = db.prepare('SELECT COUNT(*) AS count FROM titles WHERE title = ? AND rank = 0')
    this.#takeTitle = db.prepare('INSERT OR IGNORE INTO taken_titles VALUES (?)')
    this.#findTakenTitle = db.prepare('SELECT title FROM taken_titles WHERE title = ?')
    this.#findFile = db.prepare('SELECT file AS id FROM files WHERE file = ?')
  }

  /** A key or alias of a space; one that another space has already stays with that one. */
  addSpaceKey(space: Space, key: string): void {
    this.#addKey.run([toColumn(fold(key)), toColumn(space.id)])
  }

  addPerson(person: Person): void {
    const { accountId, userKey, userName } = person
    const add = (kind: AliasKind, value: string | undefined): void => {
      if (value !== undefined) this.#addAlias.run([aliasKey(kind, value), toColumn(person.id)])
    }
    add('account-id', accountId)
    add('userkey', userKey)
    add('username', userName)
  }

  /** Only pages and posts are named by title. */
  addContent(content: Content): void {
    if (content.kind !== 'page' && content.kind !== 'blogpost') return
    const day = content.kind === 'blogpost' ? (content.postingDay?.replaceAll('-', '/') ?? '') : undefined
    const keys = [titleKey(content.space, content.kind, content.title, day)]
    // A link to a post may leave its day out.
    if (day !== undefined && day !== '') keys.push(titleKey(content.space, content.kind, content.title, ''))
    for (const key of keys) this.#addTitle.run([key, statusRank[content.status], toColumn(content.id)])
  }

  addFile(container: string, name: string): void {
    this.#addFile.run([fileKey(container, name)])
  }

  /** Id of the space of this key or alias. */
  spaceOf(key: string): string | undefined {
    return lookUp(this.#keys, this.#findKey, toColumn(fold(key)))
  }

  /** A key of a space, folded, for people to read. */
  keyOf(space: string): string | undefined {
    const column = textAt(
      this.#db.prepare('SELECT key FROM space_keys WHERE space = ? LIMIT 1').get([toColumn(space)]),
      'key',
    )
    return column === undefined ? undefined : fromColumn(column)
  }

  /** Notes a key that a space of this import will have at the destination. */
  take(key: string): void {
    this.#take.run([toColumn(fold(key))])
  }

  /** True if a space of this import will have this key. */
  isTaken(key: string): boolean {
    return this.#findTaken.get([toColumn(fold(key))]) !== undefined
  }

  /** Id of the person that bodies name so. */
  personOf(kind: AliasKind, value: string): string | undefined {
    return lookUp(this.#people, this.#findAlias, aliasKey(kind, value))
  }

  /** Id of the page of this title in a space, a current one first. */
  pageOf(space: string, title: string): string | undefined {
    return lookUp(this.#contents, this.#findTitle, titleKey(space, 'page', title, undefined))
  }

  /** True if any title of the archive stands in one space more than once. Asked when all contents are added. */
  hasClashes(): boolean {
    this.#clashes ??=
      this.#db
        .prepare('SELECT 1 AS one FROM titles WHERE rank = 0 GROUP BY title HAVING COUNT(*) > 1 LIMIT 1')
        .get([]) !== undefined
    return this.#clashes
  }

  /** Number of current pages of this title in a space. */
  pagesOf(space: string, title: string): number {
    return numberAt(this.#countPages.get([titleKey(space, 'page', title, undefined)]), 'count')
  }

  /** Notes a title that a page of this import will have in a space, of the archive or of the destination. */
  takeTitle(space: string, title: string): void {
    this.#takeTitle.run([titleKey(space, 'page', title, undefined)])
  }

  /** True for a title that was noted. */
  isTitleTaken(space: string, title: string): boolean {
    return this.#findTakenTitle.get([titleKey(space, 'page', title, undefined)]) !== undefined
  }

  /** Id of the post of this title (and day, as `yyyy/mm/dd`) in a space. */
  postOf(space: string, title: string, day: string): string | undefined {
    return lookUp(this.#contents, this.#findTitle, titleKey(space, 'blogpost', title, day))
  }

  /** True if a file of this name hangs on the container. */
  hasFile(container: string, name: string): boolean {
    return this.#findFile.get([fileKey(container, name)]) !== undefined
  }
}

/** Confluence compares keys and titles without letter case and without blanks around them. */
export function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}

function lookUp(cache: BoundedMap<string, string>, statement: Statement, key: string): string | undefined {
  const known = cache.get(key)
  if (known !== undefined) return known
  const column = textAt(statement.get([key]), 'id')
  if (column === undefined) return undefined
  const id = fromColumn(column)
  cache.set(key, id)
  return id
}

function aliasKey(kind: AliasKind, value: string): string {
  return JSON.stringify([kind, kind === 'username' ? fold(value) : value])
}

function titleKey(space: string, kind: string, title: string, day: string | undefined): string {
  return JSON.stringify([
    space,
    kind === 'blogpost' ? 'post' : 'page',
    fold(title),
    ...(day === undefined ? [] : [day]),
  ])
}

function fileKey(container: string, name: string): string {
  return JSON.stringify([container, name.normalize('NFC')])
}
