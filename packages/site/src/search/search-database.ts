import {
  type Database,
  closeDatabase,
  inTransaction,
  openDatabase,
  preparedOnce,
  storageCode,
  type Statement,
} from '@spacecrate/disk'

/** A layout that is not this one is thrown away and made anew. */
const layout = 1

const tokenizer = "tokenize = 'porter unicode61 remove_diacritics 2'"

const tablesSql = `
  CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE docs (
    doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, status TEXT NOT NULL, space TEXT NOT NULL,
    content TEXT NOT NULL, title TEXT NOT NULL, creator TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
    terms TEXT NOT NULL
  );
  CREATE INDEX "docs shelf" ON docs (space, type, status);
  CREATE INDEX "docs content" ON docs (content);
  CREATE TABLE pending (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE INDEX "docs title" ON docs (title, doc);
  CREATE INDEX "docs created" ON docs (created, doc);
  CREATE INDEX "docs modified" ON docs (modified, doc);
  CREATE TABLE terms (term INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (field, value));
  CREATE TABLE postings (term INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (term, doc)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE texts USING fts5(title, body, labels, content = '', contentless_delete = 1, ${tokenizer});
`

const sessionSql = `
  CREATE TEMP TABLE IF NOT EXISTS hidden (slot INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (slot, content)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE IF NOT EXISTS temp.shown USING fts5(title, body, labels, ${tokenizer});
`

/**
 * The database of the index: a file of its own beside that of the site, made of it alone. It may be removed at any time, and
 * is made anew where it is missing, of another layout, or of another site.
 */
export class SearchDatabase {
  readonly prepare: (sql: string) => Statement
  /** Is told of every statement that reads. */
  onRead: ((sql: string, values: readonly (string | number)[]) => void) | undefined
  readonly #db: Database
  readonly #site: string

  /** @param path the empty text for one that nobody keeps */
  constructor(path: string, site: string) {
    this.#site = site
    this.#db = openIndex(path)
    this.prepare = preparedOnce(this.#db)
    this.#db.exec(sessionSql)
    if (!this.#isOf(site)) this.#make(site)
  }

  exec(sql: string): void {
    this.#db.exec(sql)
  }

  /** The first row. All are read, so that no statement stays half read: that would keep the file from being folded. */
  first(sql: string, ...values: readonly (string | number)[]): readonly unknown[] | undefined {
    return this.all(sql, ...values)[0]
  }

  all(sql: string, ...values: readonly (string | number)[]): readonly (readonly unknown[])[] {
    this.onRead?.(sql, values)
    return this.prepare(sql)
      .raw()
      .all([...values]) as readonly (readonly unknown[])[]
  }

  run(sql: string, ...values: readonly (string | number)[]): void {
    this.prepare(sql).run([...values])
  }

  get(name: string): number {
    return Number(this.first('SELECT value FROM state WHERE name = ?', name)?.[0] ?? 0)
  }

  set(name: string, value: number | string): void {
    this.run('INSERT OR REPLACE INTO state VALUES (?, ?)', name, value)
  }

  /** All of `work` or nothing. */
  transaction(work: () => void): void {
    inTransaction(this.#db, work)
  }

  /** Forgets everything that was indexed. */
  clear(): void {
    this.#make(this.#site)
  }

  /** What is not folded into the file stays in its log, where the next one that opens it finds it. */
  close(): void {
    try {
      closeDatabase(this.#db)
    } catch {
      // Closed it is in any case, and what is in it can be made again.
    }
  }

  #isOf(site: string): boolean {
    const known = this.first("SELECT 1 FROM sqlite_master WHERE name = 'state'") !== undefined
    if (!known || this.get('layout') !== layout) return false
    return this.first("SELECT value FROM state WHERE name = 'site'")?.[0] === site
  }

  #make(site: string): void {
    const tables = ['state', 'docs', 'pending', 'terms', 'postings', 'texts']
    this.#db.exec(
      `BEGIN IMMEDIATE; ${tables.map((name) => `DROP TABLE IF EXISTS ${name};`).join(' ')} ${tablesSql} COMMIT`,
    )
    this.set('layout', layout)
    this.set('site', site)
  }
}

/** Nothing here is worth waiting for the disk: what is lost is indexed again. */
function openIndex(path: string): Database {
  try {
    return openDatabase(path, { busy_timeout: 5000, journal_mode: 'WAL', synchronous: 'NORMAL', cache_size: -16384 })
  } catch (error) {
    const code = storageCode(error)
    if (path === '' || (code !== 'SQLITE_CANTOPEN' && code !== 'SQLITE_READONLY')) throw error
    return openDatabase('', { cache_size: -16384 })
  }
}
