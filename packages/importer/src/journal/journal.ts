import { join } from 'node:path'
import {
  asDiskFull,
  blobAt,
  closeDatabase,
  type Database,
  fromJsonColumn,
  inTransaction,
  type Statement,
  textAt,
  toJsonColumn,
  toOptionalJsonColumn,
} from '@spacecrate/disk'
import { BoundedMap } from '../bounded-map.js'
import { openWorkDatabase } from '../work-database.js'
import { takeLock } from '../lock.js'
import type { PhaseName } from '../phases.js'
import { type JournalPair, notUsable, prepareJournal } from './journal-schema.js'
import {
  type Ending,
  type Intent,
  intentKey,
  lossesColumn,
  type Reached,
  readIntent,
  readRun,
  type Run,
} from './entries.js'
import { reasonColumn } from './reason-column.js'
import { readStepRows, type StepRow } from './step-rows.js'
import { noTotals, type RunTotals } from './totals.js'

export type { Ending, Intent, Reached, Run, UnresolvedReference } from './entries.js'
export { intentKey } from './entries.js'

const cachedTargets = 16_384

/**
 * The only durable state of imports from one source site into one destination: what was begun, and how it ended. The id
 * map, resuming and the report are views of it.
 */
export class Journal implements Disposable {
  readonly dir: string
  readonly #db: Database
  readonly #lock: Disposable
  readonly #put: Statement
  readonly #targetOf: Statement
  readonly #targetsAmong: Statement
  readonly #done: Statement
  readonly #doneAmong: Statement
  readonly #digestsAmong: Statement
  readonly #unresolved: Statement
  readonly #marks: Statement
  readonly #markOf: Statement
  readonly #targets = new BoundedMap<string, string>(cachedTargets)
  #open = true

  private constructor(dir: string, db: Database, lock: Disposable) {
    this.dir = dir
    this.#db = db
    this.#lock = lock
    const columns = 'record, phase, state, outcome, target, reason, losses, digest, run'
    // All steps in one statement, as a list of lists: a call for each costs more than its row.
    this.#put = db.prepare(
      `INSERT INTO steps (${columns})
       SELECT value->>0, value->>1, ?1, value->>2, value->>3, value->>4, value->>5, unhex(value->>6), ?2 FROM json_each(?3)
       WHERE true ON CONFLICT (record, phase) DO UPDATE SET state = excluded.state, outcome = excluded.outcome,
         target = excluded.target, reason = excluded.reason, losses = excluded.losses, digest = excluded.digest,
         run = excluded.run`,
    )
    this.#targetOf = db.prepare(
      `SELECT target FROM steps WHERE record = ? AND target IS NOT NULL AND outcome IN ('created', 'matched')`,
    )
    this.#targetsAmong = db.prepare(
      `SELECT record, target FROM json_each(?) CROSS JOIN steps
       WHERE record = value AND target IS NOT NULL AND outcome IN ('created', 'matched')`,
    )
    const done = `SELECT record, target FROM steps WHERE outcome IN ('created', 'matched')`
    this.#done = db.prepare(`${done} AND record = ? AND phase = ?`)
    this.#doneAmong = db.prepare(`${done} AND phase = ? AND record IN (SELECT value FROM json_each(?))`)
    this.#digestsAmong = db.prepare(
      `SELECT record, digest FROM steps
       WHERE digest IS NOT NULL AND outcome IN ('created', 'matched') AND phase = ? AND record IN (SELECT value FROM json_each(?))`,
    )
    this.#unresolved = db.prepare('INSERT OR REPLACE INTO unresolved VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#marks = db.prepare('INSERT OR REPLACE INTO written SELECT value->>0, value->>1 FROM json_each(?) WHERE true')
    this.#markOf = db.prepare('SELECT mark FROM written WHERE record = ?')
  }

  /**
   * Opens the journal of a folder, or makes it. Throws `JOURNAL_IN_USE` when another import has it, `JOURNAL_INVALID` when
   * the file is something else.
   */
  static open(dir: string, pair: JournalPair): Journal {
    const path = join(dir, 'journal.sqlite')
    const lock = takeLock(join(dir, 'lock.sqlite'))
    try {
      const db = open(path)
      try {
        prepareJournal(db, path, pair)
        return new Journal(dir, db, lock)
      } catch (error) {
        db.close()
        throw asDiskFull(path, error)
      }
    } catch (error) {
      lock[Symbol.dispose]()
      throw error
    }
  }

  /** The last run of an archive, or of all. */
  lastRun(archive?: string): Run | undefined {
    const row: unknown = this.#db
      .prepare('SELECT * FROM runs WHERE ?1 IS NULL OR archive = ?1 ORDER BY id DESC LIMIT 1')
      .get([archive ?? null])
    return row === undefined ? undefined : readRun(row)
  }

  /** Notes that a plan is going to be applied. */
  beginRun(run: Omit<Run, 'id' | 'started' | 'updated' | 'finished' | 'undone' | 'doneThrough' | 'totals'>): Run {
    const started = new Date().toISOString()
    const { archive, manifest, plan, options, planDir, archivePath, steps } = run
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO runs (archive, manifest, plan, options, plan_dir, archive_path, steps, started, updated, totals)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run([
        archive,
        manifest,
        plan,
        options,
        toJsonColumn(planDir),
        toJsonColumn(archivePath),
        steps,
        started,
        started,
        JSON.stringify(noTotals()),
      ])
    const id = Number(lastInsertRowid)
    return { ...run, id, started, updated: started, finished: false, undone: false, doneThrough: 0, totals: noTotals() }
  }

  /** Notes where the plan of a run lies by now: somebody may have moved its folder. */
  movePlan(run: number, planDir: string): void {
    this.#db.prepare('UPDATE runs SET plan_dir = ? WHERE id = ?').run([toJsonColumn(planDir), run])
  }

  /** Notes that a run came to its end, and how many steps the journal holds then. */
  finishRun(run: number): void {
    this.#write(() => {
      this.#db.prepare('UPDATE runs SET finished = ? WHERE id = ?').run([new Date().toISOString(), run])
      this.#db.prepare(`INSERT OR REPLACE INTO meta SELECT 'steps', count(*) FROM steps`).run([])
    })
  }

  /** How many steps the journal held when the last run that applied a plan came to its end: later ones may be taken away. */
  stepsAtEnd(): number {
    return Number(textAt(this.#db.prepare(`SELECT value FROM meta WHERE key = 'steps'`).get([]), 'value') ?? -1)
  }

  /** True if a run of another archive stands in it. */
  knowsOther(archive: string): boolean {
    return this.#db.prepare('SELECT 1 AS one FROM runs WHERE archive <> ? LIMIT 1').get([archive]) !== undefined
  }

  /** Every step of every import, by record. */
  steps(): Generator<readonly StepRow[]> {
    return readStepRows(this.#db)
  }

  /** Ends a run that ended as another one did and wrote nothing: what was left out then is left out by this run. */
  repeat(earlier: number, run: number, totals: RunTotals): void {
    const now = new Date().toISOString()
    this.#write(() => {
      this.#db
        .prepare(`UPDATE steps SET run = ? WHERE run = ? AND outcome NOT IN ('created', 'matched')`)
        .run([run, earlier])
      this.#db
        .prepare('UPDATE runs SET done_through = steps, totals = ?, updated = ?, finished = ? WHERE id = ?')
        .run([JSON.stringify(totals), now, now, run])
    })
  }

  /** True if nothing was ever done: no question is worth asking. */
  isEmpty(): boolean {
    return this.#db.prepare('SELECT 1 AS one FROM steps LIMIT 1').get([]) === undefined
  }

  /** True if the step was done and the record is at the destination. */
  isDone(record: string, phase: PhaseName): boolean {
    return this.#done.get([toJsonColumn(record), phase]) !== undefined
  }

  /** Those of the records that are done in that phase, with their ids at the destination where they have one of their own. */
  doneAmong(records: readonly string[], phase: PhaseName): ReadonlyMap<string, string | undefined> {
    // One statement for all: a call costs more than the look-up.
    const rows: readonly unknown[] = this.#doneAmong.all([phase, JSON.stringify(records.map(toJsonColumn))])
    return new Map(
      rows.map((row) => {
        const target = textAt(row, 'target')
        return [
          fromJsonColumn(textAt(row, 'record') ?? '""'),
          target === undefined ? undefined : fromJsonColumn(target),
        ]
      }),
    )
  }

  /** SHA-256 of the lines that those of the records had in the archive which they were made of, in hexadecimal digits. */
  digestsAmong(records: readonly string[], phase: PhaseName): ReadonlyMap<string, string> {
    const rows: readonly unknown[] = this.#digestsAmong.all([phase, JSON.stringify(records.map(toJsonColumn))])
    return new Map(
      rows.map((row) => [fromJsonColumn(textAt(row, 'record') ?? '""'), blobAt(row, 'digest')?.toString('hex') ?? '']),
    )
  }

  /** Id at the destination of a record with an id of its own; `undefined` if it is not there. */
  resolve(record: string): string | undefined {
    const known = this.#targets.get(record)
    if (known !== undefined) return known
    const column = textAt(this.#targetOf.get([toJsonColumn(record)]), 'target')
    if (column === undefined) return undefined
    const target = fromJsonColumn(column)
    this.#targets.set(record, target)
    return target
  }

  /** Looks many ids up at once, for `resolve`: a call costs more than the look-up. */
  prefetch(records: Iterable<string>): void {
    const wanted = [...new Set(records)].filter((record) => !this.#targets.has(record))
    if (wanted.length === 0) return
    const rows: readonly unknown[] = this.#targetsAmong.all([JSON.stringify(wanted.map(toJsonColumn))])
    for (const row of rows) {
      this.#targets.set(fromJsonColumn(textAt(row, 'record') ?? '""'), fromJsonColumn(textAt(row, 'target') ?? '""'))
    }
  }

  /** Those of the records whose step of that phase ended in this run. */
  endedIn(run: number, records: readonly string[], phase: PhaseName): ReadonlySet<string> {
    const rows: readonly unknown[] = this.#db
      .prepare(
        `SELECT record FROM steps WHERE run = ? AND phase = ? AND state = 'done' AND record IN (SELECT value FROM json_each(?))`,
      )
      .all([run, phase, JSON.stringify(records.map(toJsonColumn))])
    return new Set(rows.map((row) => fromJsonColumn(textAt(row, 'record') ?? '""')))
  }

  /** The mark that our last write of a record left; `undefined` if we never wrote it. */
  markOf(record: string): string | undefined {
    return textAt(this.#markOf.get([toJsonColumn(record)]), 'mark')
  }

  /** What a run that broke off was about to do: what one window holds at most. */
  intents(run: number): ReadonlyMap<string, Intent> {
    const rows: readonly unknown[] = this.#db
      .prepare(`SELECT record, phase, target, losses, digest FROM steps WHERE state = 'intent' AND run = ?`)
      .all([run])
    return new Map(rows.map(readIntent).map((intent) => [intentKey(intent.record, intent.phase), intent]))
  }

  /** Writes intents in one transaction. */
  intend(run: number, intents: readonly Intent[]): void {
    if (intents.length === 0) return
    this.#write(() => this.#putSteps('intent', run, intents))
  }

  /** Writes endings and sums in one transaction; `reached` says how far the run is, where that changes. */
  end(run: number, endings: readonly Ending[], totals: RunTotals, reached?: Reached): void {
    this.#write(() => {
      this.#putSteps('done', run, endings)
      this.#putMarks(run, endings)
      this.#db
        .prepare(
          `UPDATE runs SET done_through = coalesce(?, done_through), phase = coalesce(?, phase), rate = coalesce(?, rate),
           totals = ?, updated = ? WHERE id = ?`,
        )
        .run([
          reached?.step ?? null,
          reached?.phase ?? null,
          reached?.rate ?? null,
          JSON.stringify(totals),
          new Date().toISOString(),
          run,
        ])
    })
  }

  #putSteps(state: 'intent' | 'done', run: number, steps: readonly (Intent & Partial<Ending>)[]): void {
    if (steps.length === 0) return
    const rows = steps.map(({ record, phase, outcome, target, reason, losses, digest }) => {
      this.#targets.delete(record)
      return [
        toJsonColumn(record),
        phase,
        outcome ?? null,
        toOptionalJsonColumn(target),
        reasonColumn(reason),
        lossesColumn(losses),
        digest?.toString('hex') ?? null,
      ]
    })
    this.#put.run([state, run, JSON.stringify(rows)])
  }

  #putMarks(run: number, endings: readonly Ending[]): void {
    const marks = endings.flatMap(({ record, written }) =>
      written === undefined ? [] : [[toJsonColumn(record), written]],
    )
    if (marks.length > 0) this.#marks.run([JSON.stringify(marks)])
    for (const { record, unresolved } of endings) {
      unresolved?.forEach(({ kind, reason, verbatim, path }, n) => {
        this.#unresolved.run([toJsonColumn(record), n, run, kind, reason, toJsonColumn(verbatim), toJsonColumn(path)])
      })
    }
  }

  /** The tables themselves, for what is kept in files of their own: links to repair, and what was undone. */
  get tables(): Database {
    return this.#db
  }

  /** Forgets what is cached of a record that was changed in the tables. */
  forget(record: string): void {
    this.#targets.delete(record)
  }

  /** Runs `work` in one transaction. Throws `DISK_FULL`. */
  transaction<Result>(work: () => Result): Result {
    return this.#write(work)
  }

  #write<Result>(work: () => Result): Result {
    try {
      return inTransaction(this.#db, work)
    } catch (error) {
      throw asDiskFull(this.dir, error)
    }
  }

  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    closeDatabase(this.#db)
    this.#lock[Symbol.dispose]()
  }
}

function open(path: string): Database {
  try {
    return openWorkDatabase(path)
  } catch (error) {
    throw notUsable(path, error)
  }
}
