import { type Database, fromJsonColumn, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import type { UrlStyle } from '@spacecrate/confluence'
import type { Attachment, Content, Group, Person, ShortcutLink, Space } from '@spacecrate/format'
import { BoundedMap } from '../bounded-map.js'
import { fold } from '../fold.js'
import { type FoundName, NameIndex } from './name-index.js'

const schema = `
  CREATE TABLE IF NOT EXISTS taken_keys (key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS taken_titles (title TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, goes_to TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS source_urls (url TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS destination_urls (style TEXT NOT NULL);
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
  readonly #names: NameIndex
  readonly #take: Statement
  readonly #findTaken: Statement
  readonly #takeTitle: Statement
  readonly #findTakenTitle: Statement
  readonly #numbers = new BoundedMap<string, number>(cached)
  readonly #db: Database
  #clashes: boolean | undefined

  constructor(db: Database) {
    db.exec(schema)
    this.#db = db
    this.#names = new NameIndex(db)
    this.#take = db.prepare('INSERT OR IGNORE INTO taken_keys VALUES (?)')
    this.#findTaken = db.prepare('SELECT key FROM taken_keys WHERE key = ?')
    this.#takeTitle = db.prepare('INSERT OR IGNORE INTO taken_titles VALUES (?)')
    this.#findTakenTitle = db.prepare('SELECT title FROM taken_titles WHERE title = ?')
  }

  /** A key of a space, or an alias, which counts where no space has it as its key. */
  addSpaceKey({ id, status }: Space, key: string, is: 'key' | 'alias' = 'key'): void {
    this.#names.add('space', fold(key), key, id, (is === 'alias' ? 2 : 0) + (status === 'trashed' ? 1 : 0))
  }

  addPerson({ id, accountId, userKey, userName }: Person): void {
    const add = (kind: AliasKind, value: string | undefined): void => {
      if (value !== undefined) this.#names.add('person', aliasKey(kind, value), value, id)
    }
    add('account-id', accountId)
    add('userkey', userKey)
    add('username', userName)
  }

  /** Only pages and posts are named by title. */
  addContent({ id, kind, space, title, status, postingDay }: Content): void {
    const rank = statusRank[status]
    if (kind === 'page') this.#names.add('page', titleKey(space, title), title, id, rank)
    if (kind !== 'blogpost') return
    const day = postingDay?.replaceAll('-', '/') ?? ''
    if (day !== '') this.#names.add('dated-post', titleKey(space, title, day), title, id, rank)
    // A link to a post may leave its day out.
    this.#names.add('post', titleKey(space, title), title, id, rank)
  }

  addFile({ id, container, name, status, fileId }: Attachment): void {
    this.#names.add('file', fileKey(container, name), name, id, statusRank[status])
    if (fileId !== undefined) this.#names.add('media', fileId.toLowerCase(), '', id)
  }

  addGroup({ id, name }: Group): void {
    this.#names.add('group', fold(name), name, id)
  }

  addShortcut({ id, key }: ShortcutLink): void {
    this.#names.add('shortcut', fold(key), key, id)
  }

  /**
   * Notes what a host of URLs is: one of the source, or one whose place another host takes. The base URLs of the source
   * need not be noted.
   */
  addHost(host: string, is: 'source' | { readonly goesTo: string }): void {
    const to = is === 'source' ? '' : is.goesTo
    this.#db.prepare('INSERT OR REPLACE INTO hosts VALUES (?, ?)').run([toJsonColumn(fold(host)), toJsonColumn(to)])
  }

  /** Every host that was noted, with the one that takes its place, or `''` for a host of the source. */
  hosts(): ReadonlyMap<string, string> {
    const rows: readonly unknown[] = this.#db.prepare('SELECT host, goes_to FROM hosts').all([])
    return new Map(
      rows.map((row) => [fromJsonColumn(textAt(row, 'host') ?? ''), fromJsonColumn(textAt(row, 'goes_to') ?? '')]),
    )
  }

  /** Notes a base URL of the source that the archive doesn't know. */
  addSourceUrl(url: string): void {
    this.#db.prepare('INSERT OR IGNORE INTO source_urls VALUES (?)').run([toJsonColumn(url)])
  }

  /** The base URLs that were noted. */
  sourceUrls(): string[] {
    const rows: readonly unknown[] = this.#db.prepare('SELECT url FROM source_urls').all([])
    return rows.map((row) => fromJsonColumn(textAt(row, 'url') ?? '""'))
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

  /** The space of this key or alias. */
  spaceOf(key: string): FoundName | undefined {
    return this.#names.find('space', fold(key), key)
  }

  /** A key of a space, folded, for people to read. */
  keyOf(space: string): string | undefined {
    const key = this.#names.nameOf('space', space)
    return key === undefined ? undefined : fold(key)
  }

  /** Notes a key that a space of this import will have at the destination. */
  take(key: string): void {
    this.#take.run([toJsonColumn(fold(key))])
  }

  /** True if a space of this import will have this key. */
  isTaken(key: string): boolean {
    return this.#findTaken.get([toJsonColumn(fold(key))]) !== undefined
  }

  /** The person that bodies name so. */
  personOf(kind: AliasKind, value: string): FoundName | undefined {
    return this.#names.find('person', aliasKey(kind, value), value)
  }

  /** The page of this title in a space, a current one first. */
  pageOf(space: string, title: string): FoundName | undefined {
    return this.#names.find('page', titleKey(space, title), title)
  }

  /** True if any title of the archive stands in one space more than once. Asked when all contents are added. */
  hasClashes(): boolean {
    this.#clashes ??= this.#names.hasTwins('page')
    return this.#clashes
  }

  /** Number of current pages of this title in a space. */
  pagesOf(space: string, title: string): number {
    return this.#names.count('page', titleKey(space, title))
  }

  /** Notes a title that a page of this import will have in a space, of the archive or of the destination. */
  takeTitle(space: string, title: string): void {
    this.#takeTitle.run([titleKey(space, title)])
  }

  /** The next number for a title that is taken in a space, from 2 on: of thousands that are equal each asks once. */
  nextNumber(space: string, title: string): number {
    const key = titleKey(space, title)
    const number = (this.#numbers.get(key) ?? 1) + 1
    this.#numbers.set(key, number)
    return number
  }

  /** True for a title that was noted. */
  isTitleTaken(space: string, title: string): boolean {
    return this.#findTakenTitle.get([titleKey(space, title)]) !== undefined
  }

  /** The post of this title in a space, of this day (`yyyy/mm/dd`) if one is named. */
  postOf(space: string, title: string, day: string): FoundName | undefined {
    return day === ''
      ? this.#names.find('post', titleKey(space, title), title)
      : this.#names.find('dated-post', titleKey(space, title, day), title)
  }

  /** The file of this name on a container, a current one first. */
  fileOf(container: string, name: string): FoundName | undefined {
    return this.#names.find('file', fileKey(container, name), name)
  }

  /** The attachment that the media service gives this UUID; of several the first, since they have the same bytes. */
  mediaOf(fileId: string): string | undefined {
    return this.#names.find('media', fileId.toLowerCase(), '')?.id
  }

  /** The shortcut link of this key, whose letter case doesn't count. */
  shortcutOf(key: string): FoundName | undefined {
    return this.#names.find('shortcut', fold(key), key)
  }

  /** The group of this name. */
  groupOf(name: string): FoundName | undefined {
    return this.#names.find('group', fold(name), name)
  }
}

function aliasKey(kind: AliasKind, value: string): string {
  return JSON.stringify([kind, kind === 'username' ? fold(value) : value])
}

function titleKey(space: string, title: string, day?: string): string {
  return JSON.stringify([space, fold(title), ...(day === undefined ? [] : [day])])
}

function fileKey(container: string, name: string): string {
  return JSON.stringify([container, name.normalize('NFC')])
}
