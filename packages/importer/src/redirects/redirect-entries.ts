import { type Database, inTransaction, numberAt, textAt } from '@spacecrate/disk'
import type { Redirect } from './list-redirects.js'
import type { OldForm } from './old-urls.js'

/** What a web server looks a request up by. */
export type EntryTable = OldForm

/** Address of the destination under its base URL. */
export type NewUrl = (path: string) => string

const perTransaction = 2_000

/**
 * Redirects as a web server looks them up, each key once, kept on disk since there may be millions. Letter case counts only
 * where it does at the source: in tokens.
 */
export class RedirectEntries {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
    db.exec(
      'CREATE TABLE entries (kind TEXT NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID',
    )
  }

  /** @param prefixes context paths of the source, such as `/wiki`; the empty one for none */
  async fill(redirects: AsyncIterable<Redirect>, prefixes: readonly string[], newUrl: NewUrl): Promise<void> {
    let batch: Redirect[] = []
    const insert = this.#db.prepare('INSERT OR IGNORE INTO entries VALUES (?, ?, ?)')
    const write = (): void =>
      inTransaction(this.#db, () => {
        for (const redirect of batch) {
          for (const prefix of prefixes) insert.run([...entryOf(redirect, prefix), newUrl(redirect.to)])
        }
      })
    for await (const redirect of redirects) {
      batch.push(redirect)
      if (batch.length < perTransaction) continue
      write()
      batch = []
    }
    write()
  }

  /** The entries of one table, by key. */
  *of(table: EntryTable): Generator<{ readonly key: string; readonly url: string }> {
    const select = this.#db.prepare('SELECT key, url FROM entries WHERE kind = ? AND key > ? ORDER BY key LIMIT 1000')
    for (let last = ''; ;) {
      const rows: readonly unknown[] = select.all([table, last])
      for (const row of rows) yield { key: textAt(row, 'key') ?? '', url: textAt(row, 'url') ?? '' }
      const end = rows.at(-1)
      if (end === undefined) return
      last = textAt(end, 'key') ?? ''
    }
  }

  /** Number of entries of the largest table, and length of the longest entry. */
  size(): { readonly most: number; readonly longest: number } {
    const count: unknown = this.#db
      .prepare('SELECT max(n) AS most FROM (SELECT count(*) AS n FROM entries GROUP BY kind)')
      .get([])
    const longest: unknown = this.#db.prepare('SELECT max(length(key) + length(url)) AS n FROM entries').get([])
    return { most: numberAt(count, 'most'), longest: numberAt(longest, 'n') }
  }
}

/** All keys are percent-encoded ASCII, so that no configuration file has to quote anything. */
function entryOf({ form, path, query, value = '' }: Redirect, prefix: string): [EntryTable, string] {
  switch (form) {
    case 'id':
      return ['id', `${prefix}:${value}`]
    case 'tiny':
      return ['tiny', `${prefix}${path}`]
    case 'title':
    case 'key':
      return [form, `${prefix}${path}?${query}`.toLowerCase()]
    case 'path':
      return [form, `${prefix}${path}`.toLowerCase()]
    default:
      return form satisfies never
  }
}
