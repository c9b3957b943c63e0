import type { UrlStyle } from '@spacecrate/confluence'
import type { Attachment, Content, Group, Person, ShortcutLink, Space } from '@spacecrate/format'
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
  CREATE TABLE IF NOT EXISTS files (
    file TEXT NOT NULL, rank INTEGER NOT NULL, attachment TEXT NOT NULL, PRIMARY KEY (file, rank, attachment)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS media (file_id TEXT PRIMARY KEY, attachment TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS group_names (name TEXT PRIMARY KEY, group_id TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS shortcut_keys (key TEXT PRIMARY KEY, shortcut TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, goes_to TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS source_urls (url TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS destination_urls (style TEXT NOT NULL);
`
const statusRank = { current: 0, archived: 1, draft: 2, trashed: 3 } as const
const cached = 4_096
/** Beyond that nobody needs to know how many pages have one title. */
const counted = 1_000

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
  readonly #findKeyOf: Statement
  readonly #countPages: Statement
  readonly #takeTitle: Statement
  readonly #findTakenTitle: Statement
  readonly #addMedia: Statement
  readonly #findMedia: Statement
  readonly #addGroup: Statement
  readonly #findGroup: Statement
  readonly #addShortcut: Statement
  readonly #findShortcut: Statement
  readonly #keys = new BoundedMap<string, string>(cached)
  readonly #people = new BoundedMap<string, string>(cached)
  readonly #contents = new BoundedMap<string, string>(cached)
  readonly #numbers = new BoundedMap<string, number>(cached)

  readonly #db: WorkDatabase
  #clashes: boolean | undefined

  constructor(db: WorkDatabase) {
    db.exec(schema)
    this.#db = db
    this.#addKey = db.prepare('INSERT OR IGNORE INTO space_keys VALUES (?, ?)')
    this.#addAlias = db.prepare('INSERT OR IGNORE INTO aliases VALUES (?, ?)')
    this.#addTitle = db.prepare('INSERT OR IGNORE INTO titles VALUES (?, ?, ?)')
    this.#addFile = db.prepare('INSERT OR IGNORE INTO files VALUES (?, ?, ?)')
    this.#findKey = db.prepare('SELECT space AS id FROM space_keys WHERE key = ?')
    this.#findKeyOf = db.prepare('SELECT key FROM space_keys WHERE space = ? LIMIT 1')
    this.#take = db.prepare('INSERT OR IGNORE INTO taken_keys VALUES (?)')
    this.#findTaken = db.prepare('SELECT key FROM taken_keys WHERE key = ?')
    this.#findAlias = db.prepare('SELECT person AS id FROM aliases WHERE alias = ?')
    this.#findTitle = db.prepare('SELECT content AS id FROM titles WHERE title = ? ORDER BY rank, content LIMIT 1')
    this.#countPages = db.prepare(
      `SELECT COUNT(*) AS count FROM (SELECT 1 FROM titles WHERE title = ? AND rank = 0 LIMIT ${counted})`,
    )
    this.#takeTitle = db.prepare('INSERT OR IGNORE INTO taken_titles VALUES (?)')
    this.#findTakenTitle = db.prepare('SELECT title FROM taken_titles WHERE title = ?')
    this.#findFile = db.prepare('SELECT attachment AS id FROM files WHERE file = ? ORDER BY rank, attachment LIMIT 1')
    this.#addMedia = db.prepare('INSERT OR IGNORE INTO media VALUES (?, ?)')
    this.#findMedia = db.prepare('SELECT attachment AS id FROM media WHERE file_id = ?')
    this.#addGroup = db.prepare('INSERT OR IGNORE INTO group_names VALUES (?, ?)')
    this.#findGroup = db.prepare('SELECT group_id AS id FROM group_names WHERE name = ?')
    this.#addShortcut = db.prepare('INSERT OR IGNORE INTO shortcut_keys VALUES (?, ?)')
    this.#findShortcut = db.prepare('SELECT shortcut AS id FROM shortcut_keys WHERE key = ?')
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

  addFile({ id, container, name, status, fileId }: Attachment): void {
    this.#addFile.run([fileKey(container, name), statusRank[status], toColumn(id)])
    if (fileId !== undefined) this.#addMedia.run([toColumn(fileId.toLowerCase()), toColumn(id)])
  }

  addGroup({ id, name }: Group): void {
    this.#addGroup.run([toColumn(fold(name)), toColumn(id)])
  }

  addShortcut({ id, key }: ShortcutLink): void {
    this.#addShortcut.run([toColumn(fold(key)), toColumn(id)])
  }

  /**
   * Notes what a host of URLs is: one of the source, or one whose place another host takes. The base URLs of the source
   * need not be noted.
   */
  addHost(host: string, is: 'source' | { readonly goesTo: string }): void {
    const to = is === 'source' ? '' : is.goesTo
    this.#db.prepare('INSERT OR REPLACE INTO hosts VALUES (?, ?)').run([toColumn(fold(host)), toColumn(to)])
  }

  /** Every host that was noted, with the one that takes its place, or `''` for a host of the source. */
  hosts(): ReadonlyMap<string, string> {
    const rows: readonly unknown[] = this.#db.prepare('SELECT host, goes_to FROM hosts').all([])
    return new Map(rows.map((row) => [fromColumn(textAt(row, 'host') ?? ''), fromColumn(textAt(row, 'goes_to') ?? '')]))
  }

  /** Notes a base URL of the source that the archive doesn't know. */
  addSourceUrl(url: string): void {
    this.#db.prepare('INSERT OR IGNORE INTO source_urls VALUES (?)').run([toColumn(url)])
  }

  /** The base URLs that were noted. */
  sourceUrls(): string[] {
    const rows: readonly unknown[] = this.#db.prepare('SELECT url FROM source_urls').all([])
    return rows.map((row) => fromColumn(textAt(row, 'url') ?? '""'))
  }

  /** Notes how the destination writes its URLs. */
  setUrls(urls: UrlStyle): void {
    this.#db.exec('DELETE FROM destination_urls')
    this.#db.prepare('INSERT INTO destination_urls VALUES (?)').run([JSON.stringify(urls)])
  }

  /** How the destination writes its URLs. */
  urls(): UrlStyle {
    const json = textAt(this.#db.prepare('SELECT style FROM destination_urls').get([]), 'style')
    // Our own file, written by `setUrls`.
    return json === undefined ? { style: 'embedded' } : (JSON.parse(json) as UrlStyle)
  }

  /** Id of the space of this key or alias. */
  spaceOf(key: string): string | undefined {
    return lookUp(this.#keys, this.#findKey, toColumn(fold(key)))
  }

  /** A key of a space, folded, for people to read. */
  keyOf(space: string): string | undefined {
    const column = textAt(this.#findKeyOf.get([toColumn(space)]), 'key')
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

  /** The next number for a title that is taken in a space, from 2 on: of thousands that are equal each asks once. */
  nextNumber(space: string, title: string): number {
    const key = titleKey(space, 'page', title, undefined)
    const number = (this.#numbers.get(key) ?? 1) + 1
    this.#numbers.set(key, number)
    return number
  }

  /** True for a title that was noted. */
  isTitleTaken(space: string, title: string): boolean {
    return this.#findTakenTitle.get([titleKey(space, 'page', title, undefined)]) !== undefined
  }

  /** Id of the post of this title (and day, as `yyyy/mm/dd`) in a space. */
  postOf(space: string, title: string, day: string): string | undefined {
    return lookUp(this.#contents, this.#findTitle, titleKey(space, 'blogpost', title, day))
  }

  /** Id of the file of this name on a container, a current one first. */
  fileOf(container: string, name: string): string | undefined {
    return idIn(this.#findFile.get([fileKey(container, name)]))
  }

  /** Id of the attachment that the media service gives this UUID. */
  mediaOf(fileId: string): string | undefined {
    return idIn(this.#findMedia.get([toColumn(fileId.toLowerCase())]))
  }

  /** Id of the shortcut link of this key, whose letter case doesn't count. */
  shortcutOf(key: string): string | undefined {
    return idIn(this.#findShortcut.get([toColumn(fold(key))]))
  }

  /** Id of the group of this name. */
  groupOf(name: string): string | undefined {
    return idIn(this.#findGroup.get([toColumn(fold(name))]))
  }
}

/** Confluence compares keys and titles without letter case and without blanks around them. */
export function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}

function lookUp(cache: BoundedMap<string, string>, statement: Statement, key: string): string | undefined {
  const known = cache.get(key)
  if (known !== undefined) return known
  const id = idIn(statement.get([key]))
  if (id !== undefined) cache.set(key, id)
  return id
}

function idIn(row: unknown): string | undefined {
  const column = textAt(row, 'id')
  return column === undefined ? undefined : fromColumn(column)
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
