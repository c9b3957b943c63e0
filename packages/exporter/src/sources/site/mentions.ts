import { type Database, textBytes } from '@spacecrate/disk'

/** `named`: a record that is taken names it; `taken`, `passed`: it was met and is in the archive, or is not; `omitted`: an omission names it. */
export type MentionList = 'named' | 'taken' | 'passed' | 'omitted'

const numbers: Readonly<Record<MentionList, number>> = { named: 1, taken: 2, passed: 3, omitted: 4 }

/**
 * Ids that were met on the way, on disk, in one transaction that never ends: nobody reads them again, and to commit each
 * would take longer than the walk. Ids of a site are kept as blobs, since a text column cuts and replaces what it
 * can't hold.
 */
export class Mentions {
  readonly #add
  readonly #has

  constructor(db: Database) {
    db.exec(`
      DROP TABLE IF EXISTS mention;
      CREATE TABLE mention (id BLOB, list INTEGER, PRIMARY KEY (id, list)) WITHOUT ROWID;
      BEGIN;
    `)
    this.#add = db.prepare('INSERT OR IGNORE INTO mention VALUES (?, ?)')
    this.#has = db.prepare('SELECT 1 FROM mention WHERE id = ? AND list = ?')
  }

  /** Adds an id to a list; true if it wasn't there. */
  add(list: MentionList, id: string): boolean {
    return this.#add.run(textBytes(id), numbers[list]).changes > 0
  }

  has(list: MentionList, id: string): boolean {
    return this.#has.get(textBytes(id), numbers[list]) !== undefined
  }
}
