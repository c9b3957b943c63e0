import {
  type Database,
  fromJsonColumn,
  inTransaction,
  numberAt,
  type Statement,
  textAt,
  toJsonColumn,
} from '@spacecrate/disk'

/** What is counted. */
export type Tallied = 'person' | 'group' | 'space' | 'macro' | 'host' | 'likely-host'

/** How often something was met. */
export interface Tally {
  readonly key: string
  readonly count: number
  /** Archive id of a place where it was met first. */
  readonly sample?: string
}

const schema = `
  CREATE TABLE IF NOT EXISTS tally (
    kind TEXT NOT NULL, key TEXT NOT NULL, count INTEGER NOT NULL, sample TEXT, PRIMARY KEY (kind, key)
  ) WITHOUT ROWID;
`
const gatheredLimit = 4_096

/** Counts things by name in the database of the plan: there may be as many as there are people, or more. */
export class TallyBook {
  readonly #db: Database
  readonly #add: Statement
  readonly #find: Statement
  readonly #most: Statement
  readonly #gathered = new Map<string, { kind: Tallied; key: string; count: number; sample: string | undefined }>()

  constructor(db: Database) {
    db.exec(schema)
    this.#db = db
    this.#add = db.prepare(`
      INSERT INTO tally
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
      ON CONFLICT (kind, key) DO UPDATE
        SET count = count + excluded.count, sample = COALESCE(sample, excluded.sample)`)
    this.#find = db.prepare('SELECT count, sample FROM tally WHERE kind = ? AND key = ?')
    this.#most = db.prepare('SELECT key, count, sample FROM tally WHERE kind = ? ORDER BY count DESC, key LIMIT ?')
  }

  add(kind: Tallied, key: string, sample?: string): void {
    const name = `${kind} ${key}`
    const known = this.#gathered.get(name)
    if (known !== undefined) {
      known.count++
      known.sample ??= sample
      return
    }
    this.#gathered.set(name, { kind, key, count: 1, sample })
    if (this.#gathered.size >= gatheredLimit) this.flush()
  }

  /** Writes what has gathered; `find` and `most` see only what is written. */
  flush(): void {
    if (this.#gathered.size === 0) return
    // Columns are JSON texts already, so each goes into the outer JSON as a string.
    const rows = [...this.#gathered.values()].map(({ kind, key, count, sample }) => [
      kind,
      toJsonColumn(key),
      count,
      sample === undefined ? null : toJsonColumn(sample),
    ])
    this.#gathered.clear()
    const text = JSON.stringify(rows)
    if (this.#db.inTransaction) this.#add.run([text])
    else inTransaction(this.#db, () => this.#add.run([text]))
  }

  find(kind: Tallied, key: string): Tally | undefined {
    const row: unknown = this.#find.get([kind, toJsonColumn(key)])
    return row === undefined ? undefined : readTally(key, row)
  }

  /** The most frequent ones. */
  most(kind: Tallied, limit: number): Tally[] {
    const rows: readonly unknown[] = this.#most.all([kind, limit])
    return rows.map((row) => readTally(fromJsonColumn(textAt(row, 'key') ?? '""'), row))
  }
}

function readTally(key: string, row: unknown): Tally {
  const sample = textAt(row, 'sample')
  return { key, count: numberAt(row, 'count'), ...(sample === undefined ? {} : { sample: fromJsonColumn(sample) }) }
}
