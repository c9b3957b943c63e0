import { fromJsonColumn, numberAt, preparedOnce, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import type { StreamName } from '@spacecrate/format'
import { undoableStreams } from './undoable-streams.js'
import type { Journal } from '../journal/journal.js'

/** Something that an import made and that has an id of its own. */
export interface MadeThing {
  /** Id at the destination. */
  readonly target: string
  /** Id in the archive. */
  readonly record: string
}

/** All runs of one archive. */
export interface ArchiveRuns {
  readonly archive: string
  readonly archivePath: string
  readonly runs: readonly number[]
  /** When the last one began; ISO 8601 in UTC. */
  readonly started: string
}

const page = 500

/**
 * The runs of an archive, or of the archive of the last run that made something which is still there; `undefined` where there
 * is none.
 */
export function runsOf(journal: Journal, archive?: string): ArchiveRuns | undefined {
  const rows: readonly unknown[] = journal.tables
    .prepare('SELECT id, archive, archive_path, started FROM runs ORDER BY id DESC')
    .all([])
  const made = journal.tables.prepare(
    `SELECT 1 FROM steps WHERE run = ? AND outcome = 'created' AND target IS NOT NULL
       AND phase IN (SELECT value FROM json_each(?)) LIMIT 1`,
  )
  const last = (): unknown =>
    rows.find((row) => made.get([numberAt(row, 'id'), JSON.stringify(undoableStreams)]) !== undefined)
  const wanted = archive ?? textAt(last(), 'archive')
  const mine = rows.filter((row) => textAt(row, 'archive') === wanted)
  if (wanted === undefined || mine.length === 0) return undefined
  return {
    archive: wanted,
    archivePath: fromJsonColumn(textAt(mine[0], 'archive_path') ?? '""'),
    runs: mine.map((row) => numberAt(row, 'id')).sort((one, other) => one - other),
    started: textAt(mine[0], 'started') ?? '',
  }
}

/** What runs made, and what of it was taken back. */
export class UndoneRecords {
  readonly #journal: Journal
  readonly #prepare: (sql: string) => Statement

  constructor(journal: Journal) {
    this.#journal = journal
    this.#prepare = preparedOnce(journal.tables)
  }

  /** How many records of a stream the runs created. */
  countCreated(stream: StreamName, runs: readonly number[]): number {
    const sql = `SELECT count(*) AS n FROM steps WHERE phase = ? AND outcome = 'created' AND run IN (SELECT value FROM json_each(?))`
    return numberAt(this.#prepare(sql).get([stream, JSON.stringify(runs)]), 'n')
  }

  /** What the runs created of a stream whose records have an id of their own, in batches. */
  *created(stream: StreamName, runs: readonly number[]): Generator<readonly MadeThing[]> {
    const select = this.#prepare(
      `SELECT record, target FROM steps WHERE record > ? AND phase = ? AND outcome = 'created' AND target IS NOT NULL
         AND run IN (SELECT value FROM json_each(?)) ORDER BY record LIMIT ${page}`,
    )
    for (let last = ''; ;) {
      const rows: readonly unknown[] = select.all([last, stream, JSON.stringify(runs)])
      const text = (row: unknown, column: string): string => fromJsonColumn(textAt(row, column) ?? '""')
      if (rows.length > 0) yield rows.map((row) => ({ record: text(row, 'record'), target: text(row, 'target') }))
      if (rows.length < page) return
      last = textAt(rows.at(-1), 'record') ?? ''
    }
  }

  /** Marks that our last writes of these records left. */
  marksOf(records: readonly string[]): ReadonlyMap<string, string> {
    const rows: readonly unknown[] = this.#prepare(
      'SELECT record, mark FROM written WHERE record IN (SELECT value FROM json_each(?))',
    ).all([JSON.stringify(records.map(toJsonColumn))])
    return new Map(rows.map((row) => [fromJsonColumn(textAt(row, 'record') ?? '""'), textAt(row, 'mark') ?? '']))
  }

  /** Those of the ids at the destination that were or are about to be taken back. */
  undoneAmong(targets: readonly string[]): ReadonlySet<string> {
    const rows: readonly unknown[] = this.#prepare(
      'SELECT target FROM undone WHERE target IN (SELECT value FROM json_each(?))',
    ).all([JSON.stringify(targets.map(toJsonColumn))])
    return new Set(rows.map((row) => fromJsonColumn(textAt(row, 'target') ?? '""')))
  }

  /** Writes down what is about to be taken back, with what hangs on it. */
  intend(things: readonly (MadeThing & { readonly stream: StreamName; readonly hanging: Iterable<string> })[]): void {
    const add = this.#prepare(`INSERT OR REPLACE INTO undone VALUES (?, ?, ?, 'intent')`)
    const hang = this.#prepare('INSERT OR IGNORE INTO undone_records VALUES (?, ?)')
    this.#journal.transaction(() => {
      for (const { target, stream, record, hanging } of things) {
        add.run([toJsonColumn(target), stream, toJsonColumn(record)])
        for (const other of hanging) hang.run([toJsonColumn(target), toJsonColumn(other)])
      }
    })
  }

  /** Forgets what was taken back, so that it can be imported again; what was refused is as it was. */
  settle(done: readonly MadeThing[], refused: readonly MadeThing[] = []): void {
    const among = '(SELECT record FROM undone_records WHERE target = ?)'
    const known = ['steps', 'unresolved', 'written', 'repairs']
    const forget = known.map((table) => this.#prepare(`DELETE FROM ${table} WHERE record IN ${among}`))
    const forgetOne = known.map((table) => this.#prepare(`DELETE FROM ${table} WHERE record = ?`))
    const end = this.#prepare(`UPDATE undone SET state = 'done' WHERE target = ?`)
    const clear = this.#prepare('DELETE FROM undone_records WHERE target = ?')
    const drop = this.#prepare('DELETE FROM undone WHERE target = ?')
    this.#journal.transaction(() => {
      for (const { target, record } of done) {
        const column = toJsonColumn(target)
        for (const statement of forget) statement.run([column])
        for (const statement of forgetOne) statement.run([toJsonColumn(record)])
        clear.run([column])
        end.run([column])
        this.#journal.forget(record)
      }
      for (const { target } of refused) {
        clear.run([toJsonColumn(target)])
        drop.run([toJsonColumn(target)])
      }
    })
  }

  /** Ends runs that did not come to their end: they are not gone on with. Before the first thing is taken back. */
  endRuns(runs: readonly number[]): void {
    const sql = 'UPDATE runs SET finished = ? WHERE finished IS NULL AND id IN (SELECT value FROM json_each(?))'
    this.#prepare(sql).run([new Date().toISOString(), JSON.stringify(runs)])
  }

  /** Notes when runs were undone. */
  markUndone(runs: readonly number[]): void {
    const sql = 'UPDATE runs SET undone = ? WHERE id IN (SELECT value FROM json_each(?))'
    this.#prepare(sql).run([new Date().toISOString(), JSON.stringify(runs)])
  }
}
