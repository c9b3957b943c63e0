import type { Database } from '@spacecrate/disk'
import { isUsableId } from './known-people.js'
import { decodeCell, encodeCell } from './index/cell.js'

/**
 * The groups of a backup by name, and which of them a record named. Group names have no letter case; the spelling of the
 * directory stands, else the one that came first.
 */
export class Groups {
  readonly #db: Database
  readonly #find
  readonly #mention
  readonly #spelling

  constructor(db: Database) {
    this.#db = db
    db.exec(`
      CREATE TEMP TABLE IF NOT EXISTS mentioned_group (lower TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
      DELETE FROM temp.mentioned_group
    `)
    this.#find = db.prepare('SELECT name FROM directory_group WHERE lower = ? ORDER BY n LIMIT 1')
    this.#mention = db.prepare('INSERT OR IGNORE INTO mentioned_group VALUES (?, ?)')
    this.#spelling = db.prepare('SELECT name FROM mentioned_group WHERE lower = ?')
  }

  /** Id of the group, which is remembered as named; `undefined` for a name that no id can hold. */
  byName(name: string): string | undefined {
    const lower = encodeCell(name.toLowerCase())
    if (!isUsableId(`group:${name}`)) return undefined
    const known = this.#find.get(lower) as { readonly name: string } | undefined
    this.#mention.run(lower, known?.name ?? encodeCell(name))
    return `group:${decodeCell((this.#spelling.get(lower) as { readonly name: string }).name)}`
  }

  isMentioned(name: string): boolean {
    return this.#spelling.get(encodeCell(name.toLowerCase())) !== undefined
  }

  /** Groups that were named and that no directory has. */
  *strangers(): Generator<{ readonly id: string; readonly name: string }> {
    const page = this.#db.prepare(
      `SELECT lower, name FROM mentioned_group WHERE lower > ? AND lower NOT IN (SELECT lower FROM directory_group)
       ORDER BY lower LIMIT 500`,
    )
    for (let after = ''; ;) {
      const rows = page.all(after) as { readonly lower: string; readonly name: string }[]
      for (const { lower, name } of rows) {
        yield { id: `group:${decodeCell(name)}`, name: decodeCell(name) }
        after = lower
      }
      if (rows.length < 500) return
    }
  }
}
