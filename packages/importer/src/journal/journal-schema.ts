import { asDiskFull, type Database, inTransaction, isDamaged, storageCode } from '@spacecrate/disk'
import { ImportError } from '../error.js'

const version = 3

const schema = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY, archive TEXT NOT NULL, manifest TEXT NOT NULL, plan TEXT NOT NULL, options TEXT NOT NULL,
    plan_dir TEXT NOT NULL, archive_path TEXT NOT NULL, steps INTEGER NOT NULL,
    started TEXT NOT NULL, updated TEXT NOT NULL, finished TEXT, undone TEXT, done_through INTEGER NOT NULL DEFAULT 0,
    totals TEXT NOT NULL, phase TEXT, rate REAL
  );
  CREATE TABLE steps (
    record TEXT NOT NULL, phase TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, target TEXT, reason TEXT, losses TEXT,
    digest BLOB, run INTEGER NOT NULL, PRIMARY KEY (record, phase)
  ) WITHOUT ROWID;
  CREATE INDEX steps_lost ON steps (run) WHERE losses IS NOT NULL;
  CREATE TABLE unresolved (
    record TEXT NOT NULL, n INTEGER NOT NULL, run INTEGER NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
    verbatim TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (record, n)
  ) WITHOUT ROWID;
  CREATE TABLE written (record TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE undone (target TEXT PRIMARY KEY, stream TEXT NOT NULL, record TEXT NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE undone_records (
    target TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (target, record)
  ) WITHOUT ROWID;
  CREATE TABLE repairs (record TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
`

/** The two sites that a journal is about. */
export interface JournalPair {
  readonly source: string
  readonly destination: string
}

/** Makes the tables of a new journal; looks whether an existing one is ours. Throws `JOURNAL_INVALID`. */
export function prepareJournal(db: Database, path: string, pair: JournalPair): void {
  const tables: readonly unknown[] = read(() => db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all())
  const wanted = { version: String(version), source: pair.source, destination: pair.destination }
  if (tables.length === 0) {
    inTransaction(db, () => {
      db.exec(schema)
      const add = db.prepare('INSERT INTO meta VALUES (?, ?)')
      for (const [key, value] of Object.entries(wanted)) add.run([key, JSON.stringify(value)])
    })
    return
  }
  const get = read(() => db.prepare('SELECT value FROM meta WHERE key = ?'))
  for (const [key, value] of Object.entries(wanted)) {
    const row: unknown = read(() => get.get([key]))
    const found: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'value') : undefined
    if (found !== JSON.stringify(value)) throw invalid(path, `${key} is ${String(found)} and not ${value}`)
  }

  function read<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw notUsable(path, error)
    }
  }
}

/** Why a journal can't be used: it is none, or the disk it lies on fails, which says nothing of the journal. */
export function notUsable(path: string, error: unknown): unknown {
  if (storageCode(error) !== undefined && !isDamaged(error)) return asDiskFull(path, error)
  return invalid(path, error instanceof Error ? error.message : String(error), error)
}

/** The error for a file that is no journal of ours. */
function invalid(path: string, problem: string, cause?: unknown): ImportError<'JOURNAL_INVALID'> {
  const message = `${path} is not the journal of this source and destination: ${problem}; use another work folder`
  return new ImportError('JOURNAL_INVALID', message, { path, problem }, { cause })
}
