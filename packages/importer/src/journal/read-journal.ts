import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { blobAt, type Database, fromJsonColumn, textAt, toJsonColumn } from '@spacecrate/disk'
import { BoundedMap } from '../bounded-map.js'
import { openWorkDatabase } from '../work-database.js'
import type { Loss, Outcome } from '../destination.js'
import { ImportError } from '../error.js'
import type { PhaseName } from '../phases.js'
import type { Reason } from '../reason.js'
import { optionalReason } from './reason-column.js'
import { defaultPlanDir } from '../work-paths.js'
import type { UnresolvedReference } from './journal.js'

const page = 1_000

/** How a record ended, as the journal says. */
export interface JournalEntry {
  readonly record: string
  readonly phase: PhaseName
  readonly outcome: Outcome['status'] | 'intent'
  /** Id at the destination, of a record with an id of its own. */
  readonly target?: string
  readonly reason?: Reason
  readonly losses: readonly Loss[]
  /** SHA-256 of the line of the record that this step made it of. */
  readonly digest?: Buffer
}

/** Which id at the destination every record with an id of its own got, over all imports of this source. */
export async function* readIdMap(dir: string): AsyncGenerator<readonly [archiveId: string, target: string]> {
  const db = openToRead(dir)
  try {
    const sql = `SELECT record, phase, target FROM steps WHERE (record, phase) > (?, ?) AND target IS NOT NULL
      AND outcome IN ('created', 'matched') ORDER BY record, phase LIMIT ${page}`
    for (const row of pages(db, sql, ['record', 'phase'])) {
      yield [fromJsonColumn(textAt(row, 'record') ?? '""'), fromJsonColumn(textAt(row, 'target') ?? '""')]
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
        record: fromJsonColumn(text('record')),
        kind: text('kind'),
        reason: text('reason'),
        verbatim: fromJsonColumn(text('verbatim')),
        path: fromJsonColumn(text('path')),
      }
    }
  } finally {
    db.close()
  }
}

/** Folder of the plan of the last run of an archive; `undefined` where there is no journal or no such run. */
export function planDirOf(dir: string, archive: string): string | undefined {
  if (!existsSync(join(dir, 'journal.sqlite'))) return undefined
  return planDirs(dir).find((run) => run.archive === archive)?.planDir
}

/** Folders of the plans of all runs, the newest first, with the archive of each. */
export function planDirs(dir: string): readonly { readonly archive: string; readonly planDir: string }[] {
  const db = openToRead(dir)
  try {
    const rows: readonly unknown[] = db.prepare('SELECT archive, plan_dir FROM runs ORDER BY id DESC').all([])
    const found = rows.map((row) => {
      const archive = textAt(row, 'archive') ?? ''
      const planDir = fromJsonColumn(textAt(row, 'plan_dir') ?? '""')
      // A work folder may have been moved.
      return { archive, planDir: existsSync(planDir) ? planDir : defaultPlanDir(dir, archive) }
    })
    return found.filter(({ planDir }, at) => found.findIndex((other) => other.planDir === planDir) === at)
  } finally {
    db.close()
  }
}

/** Looks records up. Dispose it. */
export interface JournalLookup extends Disposable {
  /** Id at the destination of a record with an id of its own. */
  readonly resolve: (record: string) => string | undefined
  /** Looks many ids up at once, for `resolve`: a call costs more than the look-up. */
  readonly prefetch: (records: readonly string[]) => void
  /** How the record ended in that phase. */
  readonly entryOf: (record: string, phase: PhaseName) => JournalEntry | undefined
  /** All steps of these records, in no order. */
  readonly entriesOf: (records: readonly string[]) => ReadonlyMap<string, readonly JournalEntry[]>
  /** Marks that our last writes of these records left; a record that we never wrote is not in it. */
  readonly marksOf: (records: readonly string[]) => ReadonlyMap<string, string>
}

/** Opens a journal to look records up; an import may be running. Throws `JOURNAL_NOT_FOUND`. */
export function openJournalLookup(dir: string): JournalLookup {
  const db = openToRead(dir)
  const target = db.prepare(
    `SELECT target FROM steps WHERE record = ? AND target IS NOT NULL AND outcome IN ('created', 'matched')`,
  )
  const targetsAmong = db.prepare(
    `SELECT record, target FROM json_each(?) CROSS JOIN steps
     WHERE record = value AND target IS NOT NULL AND outcome IN ('created', 'matched')`,
  )
  const entry = db.prepare('SELECT * FROM steps WHERE record = ? AND phase = ?')
  const among = 'WHERE record IN (SELECT value FROM json_each(?))'
  const entries = db.prepare(`SELECT * FROM steps ${among}`)
  const marks = db.prepare(`SELECT record, mark FROM written ${among}`)
  const targets = new BoundedMap<string, string>(16_384)
  const columns = (records: readonly string[]): string => JSON.stringify(records.map(toJsonColumn))
  let open = true
  return {
    resolve(record) {
      const known = targets.get(record)
      if (known !== undefined) return known
      const column = textAt(target.get([toJsonColumn(record)]), 'target')
      if (column === undefined) return undefined
      const found = fromJsonColumn(column)
      targets.set(record, found)
      return found
    },
    prefetch(records) {
      const rows: readonly unknown[] = targetsAmong.all([
        columns([...new Set(records)].filter((id) => !targets.has(id))),
      ])
      for (const row of rows) {
        targets.set(fromJsonColumn(textAt(row, 'record') ?? '""'), fromJsonColumn(textAt(row, 'target') ?? '""'))
      }
    },
    entryOf(record, phase) {
      const row: unknown = entry.get([toJsonColumn(record), phase])
      return row === undefined ? undefined : readEntry(row)
    },
    entriesOf(records) {
      const rows: readonly unknown[] = entries.all([columns(records)])
      const found = new Map<string, JournalEntry[]>()
      for (const one of rows.map(readEntry)) {
        const others = found.get(one.record)
        if (others === undefined) found.set(one.record, [one])
        else others.push(one)
      }
      return found
    },
    marksOf(records) {
      const rows: readonly unknown[] = marks.all([columns(records)])
      return new Map(rows.map((row) => [fromJsonColumn(textAt(row, 'record') ?? '""'), textAt(row, 'mark') ?? '']))
    },
    [Symbol.dispose]() {
      if (open) db.close()
      open = false
    },
  }
}

/** Opens the journal of a folder, to read alone. Throws `JOURNAL_NOT_FOUND`. */
export function openToRead(dir: string): Database {
  const path = join(dir, 'journal.sqlite')
  if (!existsSync(path)) {
    throw new ImportError('JOURNAL_NOT_FOUND', `There is no journal at ${path}; name the folder of an import`, { path })
  }
  const db = openWorkDatabase(path)
  db.exec('PRAGMA query_only = ON')
  return db
}

function readEntry(row: unknown): JournalEntry {
  const target = textAt(row, 'target')
  const losses = textAt(row, 'losses')
  const digest = blobAt(row, 'digest')
  return {
    record: fromJsonColumn(textAt(row, 'record') ?? '""'),
    phase: (textAt(row, 'phase') ?? '') as PhaseName,
    outcome: (textAt(row, 'outcome') ?? 'intent') as JournalEntry['outcome'],
    ...(target === undefined ? {} : { target: fromJsonColumn(target) }),
    ...optionalReason(textAt(row, 'reason')),
    losses: losses === undefined ? [] : (JSON.parse(losses) as Loss[]),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** Rows page by page, so that an import may write between two pages. */
function* pages(db: Database, sql: string, [first, second]: readonly [string, string]): Generator {
  const statement = db.prepare(sql)
  for (let last: readonly [unknown, unknown] = ['', '']; ;) {
    const rows: readonly unknown[] = statement.all([...last])
    yield* rows
    const end = rows.at(-1)
    if (rows.length < page || typeof end !== 'object' || end === null) return
    last = [Reflect.get(end, first), Reflect.get(end, second)]
  }
}
