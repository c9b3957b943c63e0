import { join } from 'node:path'
import type { StreamName } from '@spacecrate/format'
import { BoundedMap } from '../bounded-map.js'
import {
  blobAt,
  closeDatabase,
  explainDiskError,
  fromColumn,
  inTransaction,
  numberAt,
  openDatabase,
  type Statement,
  textAt,
  toColumn,
  toOptionalColumn,
  type WorkDatabase,
} from '../database.js'
import type { Loss, Outcome } from '../destination.js'
import { takeLock } from '../lock.js'
import type { PhaseName } from '../phases.js'
import { invalid, type JournalPair, prepareJournal } from './journal-schema.js'
import { noTotals, type RunTotals } from './totals.js'

/** A step that is about to be done: written before the destination hears of it. */
export interface Intent {
  readonly record: string
  readonly phase: PhaseName
  /** Id that the destination reserved for it; of a record with an id of its own. */
  readonly target?: string
  /** Losses that are known before the write. */
  readonly losses: readonly Loss[]
  /** SHA-256 of the line. */
  readonly digest?: Buffer
}

/** A reference in a body that nobody could resolve. */
export interface UnresolvedReference {
  readonly kind: string
  readonly reason: string
  readonly verbatim: string
  readonly path: string
}

/** How a step ended. */
export interface Ending extends Intent {
  readonly outcome: Outcome['status']
  /** Why it was skipped. */
  readonly reason?: string
  readonly unresolved?: readonly UnresolvedReference[]
  /** Mark of the thing as this step left it (`Outcome.written`). */
  readonly written?: string
}

/** One import of one archive, over all its starts. */
export interface Run {
  readonly id: number
  readonly archive: string
  readonly manifest: string
  readonly plan: string
  readonly options: string
  /** Folder of the plan, and path of the archive: where a later command finds both. */
  readonly planDir: string
  readonly archivePath: string
  readonly steps: number
  /** ISO 8601 in UTC. */
  readonly started: string
  /** When the last batch ended; ISO 8601 in UTC. */
  readonly updated: string
  readonly finished: boolean
  /** Number of the last step up to which all are done. */
  readonly doneThrough: number
  readonly totals: RunTotals
}

const cachedTargets = 16_384

/**
 * The only durable state of imports from one source site into one destination: what was begun, and how it ended. The id
 * map, resuming and the report are views of it.
 */
export class Journal implements Disposable {
  readonly dir: string
  readonly #db: WorkDatabase
  readonly #lock: Disposable
  readonly #intend: Statement
  readonly #end: Statement
  readonly #targetOf: Statement
  readonly #done: Statement
  readonly #doneAmong: Statement
  readonly #unresolved: Statement
  readonly #mark: Statement
  readonly #markOf: Statement
  readonly #targets = new BoundedMap<string, string>(cachedTargets)
  #open = true

  private constructor(dir: string, db: WorkDatabase, lock: Disposable) {
    this.dir = dir
    this.#db = db
    this.#lock = lock
    const row = `INSERT INTO steps (record, phase, state, outcome, target, reason, losses, digest, run) VALUES`
    const again = `ON CONFLICT (record, phase) DO UPDATE SET state = excluded.state, outcome = excluded.outcome,
      target = excluded.target, reason = excluded.reason, losses = excluded.losses, digest = excluded.digest, run = excluded.run`
    this.#intend = db.prepare(`${row} (?, ?, 'intent', NULL, ?, NULL, ?, ?, ?) ${again}`)
    this.#end = db.prepare(`${row} (?, ?, 'done', ?, ?, ?, ?, ?, ?) ${again}`)
    this.#targetOf = db.prepare(
      `SELECT target FROM steps WHERE record = ? AND target IS NOT NULL AND outcome IN ('created', 'matched')`,
    )
    const done = `SELECT record, target FROM steps WHERE outcome IN ('created', 'matched')`
    this.#done = db.prepare(`${done} AND record = ? AND phase = ?`)
    this.#doneAmong = db.prepare(`${done} AND phase = ? AND record IN (SELECT value FROM json_each(?))`)
    this.#unresolved = db.prepare('INSERT OR REPLACE INTO unresolved VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#mark = db.prepare('INSERT OR REPLACE INTO written VALUES (?, ?)')
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
        throw explainDiskError(error, path)
      }
    } catch (error) {
      lock[Symbol.dispose]()
      throw error
    }
  }

  /** The last run of an archive. */
  lastRun(archive: string): Run | undefined {
    const row: unknown = this.#db
      .prepare('SELECT * FROM runs WHERE archive = ? ORDER BY id DESC LIMIT 1')
      .get([archive])
    return row === undefined ? undefined : readRun(row)
  }

  /** Notes that a plan is going to be applied. */
  beginRun(run: Omit<Run, 'id' | 'started' | 'updated' | 'finished' | 'doneThrough' | 'totals'>): Run {
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
        toColumn(planDir),
        toColumn(archivePath),
        steps,
        started,
        started,
        JSON.stringify(noTotals()),
      ])
    const id = Number(lastInsertRowid)
    return { ...run, id, started, updated: started, finished: false, doneThrough: 0, totals: noTotals() }
  }

  /** Notes that a run came to its end. */
  finishRun(run: number): void {
    this.#db.prepare('UPDATE runs SET finished = ? WHERE id = ?').run([new Date().toISOString(), run])
  }

  /** True if nothing was ever done: no question is worth asking. */
  isEmpty(): boolean {
    return this.#db.prepare('SELECT 1 AS one FROM steps LIMIT 1').get([]) === undefined
  }

  /** True if the step was done and the record is at the destination. */
  isDone(record: string, phase: PhaseName): boolean {
    return this.#done.get([toColumn(record), phase]) !== undefined
  }

  /** Those of the records that are done in that phase, with their ids at the destination where they have one of their own. */
  doneAmong(records: readonly string[], phase: PhaseName): ReadonlyMap<string, string | undefined> {
    // One statement for all: a call costs more than the look-up.
    const rows: readonly unknown[] = this.#doneAmong.all([phase, JSON.stringify(records.map(toColumn))])
    return new Map(
      rows.map((row) => {
        const target = textAt(row, 'target')
        return [fromColumn(textAt(row, 'record') ?? '""'), target === undefined ? undefined : fromColumn(target)]
      }),
    )
  }

  /** Id at the destination of a record with an id of its own; `undefined` if it is not there. */
  resolve(record: string): string | undefined {
    const known = this.#targets.get(record)
    if (known !== undefined) return known
    const column = textAt(this.#targetOf.get([toColumn(record)]), 'target')
    if (column === undefined) return undefined
    const target = fromColumn(column)
    this.#targets.set(record, target)
    return target
  }

  /** The mark that our last write of a record left; `undefined` if we never wrote it. */
  markOf(record: string): string | undefined {
    return textAt(this.#markOf.get([toColumn(record)]), 'mark')
  }

  /** What a run that broke off was about to do: one batch at most. */
  intents(run: number): ReadonlyMap<string, Intent> {
    const rows: readonly unknown[] = this.#db
      .prepare(`SELECT record, phase, target, losses, digest FROM steps WHERE state = 'intent' AND run = ?`)
      .all([run])
    return new Map(rows.map(readIntent).map((intent) => [intentKey(intent.record, intent.phase), intent]))
  }

  /** Writes intents in one transaction. */
  intend(run: number, intents: readonly Intent[]): void {
    if (intents.length === 0) return
    this.#write(() => {
      for (const { record, phase, target, losses, digest } of intents) {
        this.#targets.delete(record)
        this.#intend.run([toColumn(record), phase, toOptionalColumn(target), lossesColumn(losses), digest ?? null, run])
      }
    })
  }

  /** Writes endings, and how far the run is, in one transaction. */
  end(run: number, endings: readonly Ending[], doneThrough: number, totals: RunTotals): void {
    this.#write(() => {
      for (const ending of endings) this.#writeEnding(run, ending)
      this.#db
        .prepare('UPDATE runs SET done_through = ?, totals = ?, updated = ? WHERE id = ?')
        .run([doneThrough, JSON.stringify(totals), new Date().toISOString(), run])
    })
  }

  #writeEnding(run: number, ending: Ending): void {
    const { record, phase, outcome, target, reason, losses, digest, unresolved, written } = ending
    const column = toColumn(record)
    this.#targets.delete(record)
    this.#end.run([
      column,
      phase,
      outcome,
      toOptionalColumn(target),
      toOptionalColumn(reason),
      lossesColumn(losses),
      digest ?? null,
      run,
    ])
    if (written !== undefined) this.#mark.run([column, written])
    unresolved?.forEach(({ kind, reason: why, verbatim, path }, n) => {
      this.#unresolved.run([column, n, run, kind, why, toColumn(verbatim), toColumn(path)])
    })
  }

  /** The tables themselves, for what is kept in files of their own: links to repair, and what was undone. */
  get tables(): WorkDatabase {
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
      throw explainDiskError(error, this.dir)
    }
  }

  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    closeDatabase(this.#db)
    this.#lock[Symbol.dispose]()
  }
}

/** Names a step in a map. */
export function intentKey(record: string, phase: PhaseName | StreamName): string {
  return `${phase} ${record}`
}

function open(path: string): WorkDatabase {
  try {
    return openDatabase(path)
  } catch (error) {
    throw invalid(path, error instanceof Error ? error.message : String(error), error)
  }
}

function lossesColumn(losses: readonly Loss[]): string | null {
  return losses.length === 0 ? null : JSON.stringify(losses)
}

function readRun(row: unknown): Run {
  return {
    id: numberAt(row, 'id'),
    archive: textAt(row, 'archive') ?? '',
    manifest: textAt(row, 'manifest') ?? '',
    plan: textAt(row, 'plan') ?? '',
    options: textAt(row, 'options') ?? '',
    planDir: fromColumn(textAt(row, 'plan_dir') ?? '""'),
    archivePath: fromColumn(textAt(row, 'archive_path') ?? '""'),
    steps: numberAt(row, 'steps'),
    started: textAt(row, 'started') ?? '',
    updated: textAt(row, 'updated') ?? '',
    finished: textAt(row, 'finished') !== undefined,
    doneThrough: numberAt(row, 'done_through'),
    totals: JSON.parse(textAt(row, 'totals') ?? '{}') as RunTotals,
  }
}

function readIntent(row: unknown): Intent {
  const target = textAt(row, 'target')
  const losses = textAt(row, 'losses')
  const digest = blobAt(row, 'digest')
  return {
    record: fromColumn(textAt(row, 'record') ?? '""'),
    phase: (textAt(row, 'phase') ?? '') as PhaseName,
    ...(target === undefined ? {} : { target: fromColumn(target) }),
    losses: losses === undefined ? [] : (JSON.parse(losses) as Loss[]),
    ...(digest === undefined ? {} : { digest }),
  }
}
