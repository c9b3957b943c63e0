import { fromSortedColumn, toSortedColumn } from '@spacecrate/disk'
import type { StreamName } from '@spacecrate/format'
import { foldName } from '../store/fold-name.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { type Document, DocumentReader } from './document.js'
import type { SearchDatabase } from './search-database.js'
import { spaced } from './words.js'

/** Streams whose rows are found, and streams whose rows say something about these. */
const found: readonly StreamName[] = ['people', 'spaces', 'content', 'comments', 'attachments']
const hanging: readonly StreamName[] = ['versions', 'comment-versions', 'attachment-versions', 'labels', 'watches']

const batch = 100

/** Rows of a step, and how far the marks go once it is done. */
interface Step {
  readonly ids: readonly string[]
  readonly marks: readonly (readonly [name: string, value: number])[]
}

/**
 * Brings the index up to what the site holds, in steps of a hundred things: each is one transaction, so that one that is broken
 * off is done again and nothing else. New rows are known by their numbers in the tables, changed ones by the log of changes.
 */
export class SearchIndex {
  readonly #store: SqliteStore
  readonly #database: SearchDatabase
  readonly #reader: DocumentReader

  constructor(store: SqliteStore, database: SearchDatabase) {
    this.#store = store
    this.#database = database
    this.#reader = new DocumentReader(store)
  }

  /** Does one step; false when there was nothing to do. */
  async step(): Promise<boolean> {
    this.#begin()
    const step = this.#next()
    if (step === undefined) return false
    const documents: [string, Document | undefined][] = []
    for (const id of new Set(step.ids)) documents.push([id, await this.#reader.read(fromSortedColumn(id))])
    this.#database.transaction(() => {
      for (const [id, document] of documents) this.#write(id, document)
      for (const [name, value] of step.marks) this.#database.set(name, value)
    })
    return true
  }

  /** The first time, what hangs on rows that are not indexed yet is passed over: it is read with them. */
  #begin(): void {
    const oldest = this.#store.firstChange
    const done = this.#database.get('changes')
    const isLost = done > this.#store.lastChange || (oldest > 0 && oldest > done + 1)
    if (this.#database.get('begun') === 1 && isLost) this.#database.clear()
    if (this.#database.get('begun') === 1) return
    this.#store.noteChanges()
    this.#database.transaction(() => {
      for (const stream of hanging) this.#database.set(stream, this.#store.rows[stream].last())
      this.#database.set('changes', this.#store.lastChange)
      this.#database.set('begun', 1)
    })
  }

  #next(): Step | undefined {
    const pending = this.#database.all('SELECT id FROM pending ORDER BY id LIMIT ?', batch)
    if (pending.length > 0) return { ids: pending.map(([id]) => String(id)), marks: [] }
    const changes = this.#store.changesAfter(this.#database.get('changes'), batch)
    const last = changes.at(-1)
    if (last !== undefined) return { ids: changes.map(({ id }) => id), marks: [['changes', last.number]] }
    for (const stream of [...hanging, ...found]) {
      const column = hanging.includes(stream) ? 'owner' : 'id'
      const rows = this.#store.rows[stream]
        .query(`SELECT rowid, ${column} FROM # WHERE rowid > ? ORDER BY rowid LIMIT ?`)
        .all(this.#database.get(stream), batch)
      const mark = rows.at(-1)?.[0]
      if (mark !== undefined) return { ids: rows.map(([, id]) => String(id)), marks: [[stream, Number(mark)]] }
    }
    return undefined
  }

  #write(id: string, document: Document | undefined): void {
    const database = this.#database
    database.run('DELETE FROM pending WHERE id = ?', id)
    const before = database.first('SELECT doc, terms FROM docs WHERE id = ?', id)
    const terms = document === undefined ? [] : this.#termsOf(document)
    const known = JSON.stringify(terms)
    if (before !== undefined && this.#placeOf(String(before[1])) !== this.#placeOf(known)) this.#spread(id)
    if (before !== undefined) this.#forget(Number(before[0]), String(before[1]))
    if (document === undefined) return
    const { type, status, title, created, modified, body, labels } = document
    const folded = column(foldName(title)).slice(0, 500)
    const places = [column(document.space), column(document.content), folded, column(document.creator)]
    const doc =
      before === undefined
        ? Number(database.first('SELECT coalesce(max(doc), 0) + 1 FROM docs')?.[0])
        : Number(before[0])
    database.run(
      'INSERT INTO docs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      doc,
      id,
      type,
      status,
      ...places,
      created,
      modified,
      known,
    )
    for (const term of terms) database.run('INSERT INTO postings VALUES (?, ?)', term, doc)
    const texts = [title, body, labels].map((text) => spaced(wellFormed(text)))
    database.run('INSERT INTO texts (rowid, title, body, labels) VALUES (?, ?, ?, ?)', doc, ...texts)
  }

  /** What stands below a content, or hangs on it, says again where that is. */
  #spread(id: string): void {
    const database = this.#database
    database.run('INSERT OR IGNORE INTO pending SELECT id FROM docs WHERE content = ? AND id <> ?', id, id)
    database.run(
      `INSERT OR IGNORE INTO pending SELECT d.id FROM terms t JOIN postings p ON p.term = t.term JOIN docs d ON d.doc = p.doc
       WHERE t.field = 'ancestor' AND t.value = ?`,
      id,
    )
  }

  /** The terms that say where a thing is and in which state. */
  #placeOf(terms: string): unknown {
    const sql = `SELECT group_concat(term) FROM (
      SELECT j.value AS term FROM json_each(?) j JOIN terms t ON t.term = j.value
      WHERE t.field IN ('ancestor', 'space', 'status') ORDER BY j.value)`
    return this.#database.first(sql, terms)?.[0]
  }

  #forget(doc: number, terms: string): void {
    this.#database.run('DELETE FROM postings WHERE doc = ? AND term IN (SELECT value FROM json_each(?))', doc, terms)
    this.#database.run('DELETE FROM texts WHERE rowid = ?', doc)
    this.#database.run('DELETE FROM docs WHERE doc = ?', doc)
  }

  #termsOf({ type, status, space, terms }: Document): number[] {
    const all = [...terms, ['type', type], ['space', space], ['status', status]] as const
    return [...new Set(all.map(([field, value]) => this.#term(field, column(value))))].sort((a, b) => a - b)
  }

  #term(field: string, value: string): number {
    const sql = 'SELECT term FROM terms WHERE field = ? AND value = ?'
    const known = this.#database.first(sql, field, value)
    if (known !== undefined) return Number(known[0])
    this.#database.run('INSERT INTO terms (field, value) VALUES (?, ?)', field, value)
    return Number(this.#database.first(sql, field, value)?.[0])
  }
}

function column(text: string): string {
  return toSortedColumn(text)
}

/** SQLite holds neither of these, and no word has them. */
function wellFormed(text: string): string {
  return text.replaceAll(/[\u0000\p{Surrogate}]/gu, ' ')
}
