import type Database from 'libsql'

/**
 * Ids that were met on the way, on disk: whom records name, what is taken, and what an omission names. Ids of a site are
 * kept as blobs, since a text column cuts and replaces what it can't hold.
 */
export class Mentions {
  readonly #add
  readonly #has

  constructor(db: InstanceType<typeof Database>) {
    db.exec(`
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      CREATE TABLE IF NOT EXISTS mention (list TEXT, id BLOB, PRIMARY KEY (list, id)) WITHOUT ROWID;
      DELETE FROM mention;
    `)
    this.#add = db.prepare('INSERT OR IGNORE INTO mention VALUES (?, ?)')
    this.#has = db.prepare('SELECT 1 FROM mention WHERE list = ? AND id = ?')
  }

  /** Adds an id to a list; true if it wasn't there. */
  add(list: 'named' | 'taken' | 'omitted', id: string): boolean {
    return this.#add.run(list, Buffer.from(id, 'utf16le')).changes > 0
  }

  has(list: 'named' | 'taken' | 'omitted', id: string): boolean {
    return this.#has.get(list, Buffer.from(id, 'utf16le')) !== undefined
  }
}
