import type { Database } from '@spacecrate/disk'
import { decodeCell, encodeCell } from './index/cell.js'

const cacheSize = 5000

/** True for what the schemas take as an id. */
export function isUsableId(id: string): boolean {
  return id.length <= 1000
}

interface AccountRow {
  readonly person: string | null
}

/**
 * The people of a backup by user key or user name, and who of them was named by a record.
 *
 * The id is `person:<account id or user key>`; a user whom the backup gives neither is `person:name/<name>`, in lower
 * case since user names have no letter case. A key or name without an account is remembered and becomes a record that
 * says it was only referenced.
 */
export class People {
  readonly #db: Database
  readonly #keepsNewcomers: boolean
  readonly #byKey
  readonly #byAccount
  readonly #byName
  readonly #inDirectory
  readonly #isMentioned
  readonly #mention
  #recent = new Map<string, string>()
  #newcomers: Mention[] = []
  /** How often somebody was named by a key or name that is too long for an id. */
  unusable = 0

  /** @param keepsNewcomers for `takeNewcomers` */
  constructor(db: Database, keepsNewcomers = false) {
    this.#db = db
    this.#keepsNewcomers = keepsNewcomers
    db.exec(`
      CREATE TEMP TABLE IF NOT EXISTS mention (person TEXT PRIMARY KEY, key TEXT, name TEXT, known INTEGER NOT NULL) WITHOUT ROWID;
      DELETE FROM temp.mention
    `)
    this.#byKey = db.prepare('SELECT key, person FROM account WHERE key = ? ORDER BY n LIMIT 1')
    this.#byAccount = db.prepare('SELECT key, person FROM account WHERE atlassian = ? ORDER BY n LIMIT 1')
    this.#byName = db.prepare('SELECT person FROM account WHERE lower = ? ORDER BY n LIMIT 1')
    this.#inDirectory = db.prepare('SELECT 1 FROM directory_user WHERE lower = ? LIMIT 1')
    this.#isMentioned = db.prepare('SELECT 1 FROM mention WHERE person = ?')
    this.#mention = db.prepare('INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?)')
  }

  /** Id of the person with this user key, or on Cloud with this account id. */
  byKey(key: string | undefined): string | undefined {
    if (key === undefined || key === '') return undefined
    return this.#known(`k${key}`, () => {
      const row = (this.#byKey.get(encodeCell(key)) ?? this.#byAccount.get(encodeCell(key))) as AccountRow | undefined
      return { id: row?.person ?? `person:${key}`, key: encodeCell(key), name: null, known: row !== undefined }
    })
  }

  /** Id of the person with this user name. */
  byName(name: string | undefined): string | undefined {
    if (name === undefined || name === '') return undefined
    return this.#known(`n${name}`, () => {
      const lower = name.toLowerCase()
      const row = this.#byName.get(encodeCell(lower)) as AccountRow | undefined
      const known = row !== undefined || this.#inDirectory.get(encodeCell(lower)) !== undefined
      return { id: row?.person ?? personOfName(name), key: null, name: encodeCell(name), known }
    })
  }

  /** Id of the person with this user name, if the backup knows them: a word that may be a name makes nobody. */
  knownByName(name: string | undefined): string | undefined {
    if (name === undefined) return undefined
    const cell = encodeCell(name.toLowerCase())
    const known = this.#byName.get(cell) !== undefined || this.#inDirectory.get(cell) !== undefined
    return known ? this.byName(name) : undefined
  }

  /** Counts a person as named who is mentioned in a text by user key, account id or user name, if the backup knows them. */
  note(by: 'key' | 'name', alias: string): void {
    if (by === 'name') {
      this.knownByName(alias)
      return
    }
    const cell = encodeCell(alias)
    const row = (this.#byKey.get(cell) ?? this.#byAccount.get(cell)) as { readonly key: string } | undefined
    if (row) this.byKey(decodeCell(row.key))
  }

  /** Whom a record named who was not named before, since the last call: for the thread that keeps all of them. */
  takeNewcomers(): readonly Mention[] {
    const taken = this.#newcomers
    this.#newcomers = []
    return taken
  }

  /** Remembers those whom a record named that another thread read. */
  remember(named: readonly Mention[]): void {
    for (const mention of named) this.#put(mention)
  }

  /** True if a record named this person. */
  isMentioned(id: string): boolean {
    return this.#isMentioned.get(encodeCell(id)) !== undefined
  }

  /** Everybody who was named and has neither account nor directory entry. */
  *strangers(): Generator<{ readonly id: string; readonly key?: string; readonly name?: string }> {
    const page = this.#db.prepare('SELECT * FROM mention WHERE known = 0 AND person > ? ORDER BY person LIMIT 500')
    for (let after = ''; ;) {
      const rows = page.all(after) as MentionRow[]
      for (const { person, key, name } of rows) {
        yield {
          id: decodeCell(person),
          ...(key !== null && { key: decodeCell(key) }),
          ...(name !== null && { name: decodeCell(name) }),
        }
        after = person
      }
      if (rows.length < 500) return
    }
  }

  #put(mention: Mention): void {
    const { id, key, name, known } = mention
    const { changes } = this.#mention.run(encodeCell(id), key, name, known ? 1 : 0)
    if (changes > 0 && this.#keepsNewcomers) this.#newcomers.push(mention)
  }

  #known(alias: string, find: () => Mention): string | undefined {
    const recent = this.#recent.get(alias)
    if (recent !== undefined) return recent
    const { id, key, name, known } = find()
    if (!isUsableId(id)) {
      this.unusable++
      return undefined
    }
    this.#put({ id, key, name, known })
    if (this.#recent.size >= cacheSize) this.#recent = new Map()
    this.#recent.set(alias, id)
    return id
  }
}

/** Somebody whom a record named. */
export interface Mention {
  readonly id: string
  readonly key: string | null
  readonly name: string | null
  readonly known: boolean
}

interface MentionRow {
  readonly person: string
  readonly key: string | null
  readonly name: string | null
}

/** Id of a person whom the backup knows by user name alone. */
export function personOfName(name: string): string {
  return `person:name/${name.toLowerCase()}`
}
