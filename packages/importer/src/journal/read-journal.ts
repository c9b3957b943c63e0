import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fromColumn, openDatabase, textAt, toColumn, type WorkDatabase } from '../database.js'
import type { Loss, Outcome } from '../destination.js'
import { ImportError } from '../error.js'
import type { PhaseName } from '../phases.js'
import { planDirOf as placeOfPlan } from '../work-paths.js'
import type { UnresolvedReference } from './journal.js'

const page = 1_000

/** How a record ended, as the journal says. */
export interface JournalEntry {
  readonly record: string
  readonly phase: PhaseName
  readonly outcome: Outcome['status'] | 'intent'
  /** Id at the destination, of a record with an id of its own. */
  readonly target?: string
  readonly reason?: string
  readonly losses: readonly Loss[]
}

/** Which id at the destination every record with an id of its own got, over all imports of this source. */
export async function* readIdMap(dir: string): AsyncGenerator<readonly [archiveId: string, target: string]> {
  const db = openToRead(dir)
  try {
    const sql = `SELECT record, phase, target FROM steps WHERE (record, phase) > (?, ?) AND target IS NOT NULL
      AND outcome IN ('created', 'matched') ORDER BY record, phase LIMIT ${page}`
    for (const row of pages(db, sql, ['record', 'phase'])) {
      yield [fromColumn(textAt(row, 'record') ?? '""'), fromColumn(textAt(row, 'target') ?? '""')]
    }
  } finally {
    db.close()
  }
}

/** The entries of a journal that tell of a loss or a reason: what a report lists. */
export async function* readLosses(dir: string, run: number): AsyncGenerator<JournalEntry> {
  const db = openToRead(dir)
  try {
    const sql = `SELECT * FROM steps WHERE (record, phase) > (?, ?) AND run = ${Math.trunc(run)}
      AND (losses IS NOT NULL OR outcome IN ('skipped', 'failed')) ORDER BY record, phase LIMIT ${page}`
    for (const row of pages(db, sql, ['record', 'phase'])) yield readEntry(row)
  } finally {
    db.close()
  }
}

/** The references in bodies that a run could not resolve. */
export async function* readUnresolved(
  dir: string,
  run: number,
): AsyncGenerator<UnresolvedReference & { readonly record: string }> {
  const db = openToRead(dir)
  try {
    const sql = `SELECT * FROM unresolved WHERE (record, n) > (?, ?) AND run = ${Math.trunc(run)}
      ORDER BY record, n LIMIT ${page}`
    for (const row of pages(db, sql, ['record', 'n'])) {
      const text = (column: string): string => textAt(row, column) ?? '""'
      yield {
        record: fromColumn(text('record')),
        kind: text('kind'),
        reason: text('reason'),
        verbatim: fromColumn(text('verbatim')),
        path: fromColumn(text('path')),
      }
    }
  } finally {
    db.close()
  }
}

/** Folder of the plan of the last run of an archive; `undefined` where there is no journal or no such run. */
export function planDirOf(dir: string, archive: string): string | undefined {
  if (!existsSync(join(dir, 'journal.sqlite'))) return undefined
  const db = openToRead(dir)
  try {
    const row: unknown = db
      .prepare('SELECT plan_dir FROM runs WHERE archive = ? ORDER BY id DESC LIMIT 1')
      .get([archive])
    const column = textAt(row, 'plan_dir')
    return column === undefined ? undefined : placeOfPlan(dir, { planDir: fromColumn(column), archive })
  } finally {
    db.close()
  }
}

/** Looks single records up. Dispose it. */
export interface JournalLookup extends Disposable {
  /** Id at the destination of a record with an id of its own. */
  readonly resolve: (record: string) => string | undefined
  /** How the record ended in that phase. */
  readonly entryOf: (record: string, phase: PhaseName) => JournalEntry | undefined
}

/** Opens a journal to look records up; an import may be running. Throws `JOURNAL_NOT_FOUND`. */
export function openJournalLookup(dir: string): JournalLookup {
  const db = openToRead(dir)
  const target = db.prepare(
    `SELECT target FROM steps WHERE record = ? AND target IS NOT NULL AND outcome IN ('created', 'matched')`,
  )
  const entry = db.prepare('SELECT * FROM steps WHERE record = ? AND phase = ?')
  let open = true
  return {
    resolve(record) {
      const column = textAt(target.get([toColumn(record)]), 'target')
      return column === undefined ? undefined : fromColumn(column)
    },
    entryOf(record, phase) {
      const row: unknown = entry.get([toColumn(record), phase])
      return row === undefined ? undefined : readEntry(row)
    },
    [Symbol.dispose]() {
      if (open) db.close()
      open = false
    },
  }
}

function openToRead(dir: string): WorkDatabase {
  const path = join(dir, 'journal.sqlite')
  if (!existsSync(path)) {
    throw new ImportError('JOURNAL_NOT_FOUND', `There is no journal at ${path}; name the folder of an import`, { path })
  }
  const db = openDatabase(path)
  db.exec('PRAGMA query_only = ON')
  return db
}

function readEntry(row: unknown): JournalEntry {
  const target = textAt(row, 'target')
  const reason = textAt(row, 'reason')
  const losses = textAt(row, 'losses')
  return {
    record: fromColumn(textAt(row, 'record') ?? '""'),
    phase: (textAt(row, 'phase') ?? '') as PhaseName,
    outcome: (textAt(row, 'outcome') ?? 'intent') as JournalEntry['outcome'],
    ...(target === undefined ? {} : { target: fromColumn(target) }),
    ...(reason === undefined ? {} : { reason: fromColumn(reason) }),
    losses: losses === undefined ? [] : (JSON.parse(losses) as Loss[]),
  }
}

/** Rows page by page, so that an import may write between two pages. */
function* pages(db: WorkDatabase, sql: string, [first, second]: readonly [string, string]): Generator {
  const statement = db.prepare(sql)
  for (let last: readonly [unknown, unknown] = ['', '']; ;) {
    const rows: readonly unknown[] = statement.all([...last])
    yield* rows
    const end = rows.at(-1)
    if (rows.length < page || typeof end !== 'object' || end === null) return
    last = [Reflect.get(end, first), Reflect.get(end, second)]
  }
}
