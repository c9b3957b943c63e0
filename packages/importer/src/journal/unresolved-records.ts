import { blobAt, fromJsonColumn, numberAt, preparedOnce, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import type { Loss } from '../destination.js'
import type { Journal, UnresolvedReference } from './journal.js'

/** A record of which references lead nowhere yet. */
export interface UnresolvedRecord {
  readonly record: string
  /** References of it that are listed as unresolved. */
  readonly count: number
  /** SHA-256 of the line that the import read: an archive with another one holds another state of the record. */
  readonly digest?: Buffer
  /** State that a repair which broke off was about to leave; a digest. */
  readonly intended?: string
}

/** Archive of a run, and how many records of it wait for a repair. */
export interface WaitingArchive {
  readonly archive: string
  readonly path: string
  readonly records: number
}

// What names no target at all leads nowhere for ever.
const hopeless = `('REFERENCE_INCOMPLETE')`
const dueKey = 'repair due'

/** The references in texts that lead nowhere, as a repair of links sees and settles them. */
export class UnresolvedRecords {
  readonly #journal: Journal
  readonly #prepare: (sql: string) => Statement

  constructor(journal: Journal) {
    this.#journal = journal
    this.#prepare = preparedOnce(journal.tables)
    journal.tables.exec('CREATE TEMP TABLE IF NOT EXISTS repair_seen (record TEXT PRIMARY KEY) WITHOUT ROWID')
    journal.tables.exec('DELETE FROM repair_seen')
  }

  /** How many records have such references. */
  count(): number {
    const sql = `SELECT count(DISTINCT record) AS n FROM unresolved WHERE reason NOT IN ${hopeless}`
    return numberAt(this.#prepare(sql).get([]), 'n')
  }

  /** Those of the records that have some and were not looked at yet. */
  among(records: readonly string[]): readonly UnresolvedRecord[] {
    const rows: readonly unknown[] = this.#prepare(
      `SELECT u.record AS record, count(*) AS n, r.state AS state,
           (SELECT digest FROM steps s WHERE s.record = u.record AND digest IS NOT NULL LIMIT 1) AS digest
         FROM json_each(?) j JOIN unresolved u ON u.record = j.value LEFT JOIN repairs r ON r.record = u.record
         WHERE NOT EXISTS (SELECT 1 FROM repair_seen x WHERE x.record = u.record)
         GROUP BY u.record HAVING sum(u.reason NOT IN ${hopeless}) > 0`,
    ).all([JSON.stringify(records.map(toJsonColumn))])
    return rows.map((row) => {
      const digest = blobAt(row, 'digest')
      const intended = textAt(row, 'state')
      return {
        record: fromJsonColumn(textAt(row, 'record') ?? '""'),
        count: numberAt(row, 'n'),
        ...(digest === undefined ? {} : { digest }),
        ...(intended === undefined ? {} : { intended }),
      }
    })
  }

  /** Notes that records were looked at: another archive need not. */
  see(records: readonly string[]): void {
    const add = this.#prepare('INSERT OR IGNORE INTO repair_seen VALUES (?)')
    for (const record of records) add.run([toJsonColumn(record)])
  }

  /** What was not looked at, by the archive that it came from. */
  unseen(): readonly WaitingArchive[] {
    const rows: readonly unknown[] = this.#prepare(
      `SELECT r.archive AS archive, max(r.archive_path) AS path, count(DISTINCT u.record) AS n FROM unresolved u
         JOIN runs r ON r.id = u.run WHERE u.reason NOT IN ${hopeless}
           AND NOT EXISTS (SELECT 1 FROM repair_seen x WHERE x.record = u.record)
         GROUP BY r.archive ORDER BY r.archive`,
    ).all([])
    return rows.map((row) => ({
      archive: textAt(row, 'archive') ?? '',
      path: fromJsonColumn(textAt(row, 'path') ?? '""'),
      records: numberAt(row, 'n'),
    }))
  }

  /** Writes down what a repair is about to leave. */
  intend(intents: readonly { readonly record: string; readonly state: string }[]): void {
    const add = this.#prepare('INSERT OR REPLACE INTO repairs VALUES (?, ?)')
    this.#journal.transaction(() => {
      for (const { record, state } of intents) add.run([toJsonColumn(record), state])
    })
  }

  /** Settles records: their new marks, and the references that still lead nowhere. */
  settle(
    settled: readonly {
      readonly record: string
      readonly mark?: string
      readonly unresolved: readonly UnresolvedReference[]
      /** The loss that says so; absent where every reference leads somewhere. */
      readonly loss?: Loss
    }[],
  ): void {
    const clear = this.#prepare('DELETE FROM unresolved WHERE record = ?')
    const runOf = this.#prepare('SELECT max(run) AS run FROM unresolved WHERE record = ?')
    const add = this.#prepare('INSERT INTO unresolved VALUES (?, ?, ?, ?, ?, ?, ?)')
    const mark = this.#prepare('INSERT OR REPLACE INTO written VALUES (?, ?)')
    const done = this.#prepare('DELETE FROM repairs WHERE record = ?')
    this.#journal.transaction(() => {
      for (const one of settled) {
        const column = toJsonColumn(one.record)
        const run = numberAt(runOf.get([column]), 'run')
        clear.run([column])
        one.unresolved.forEach(({ kind, reason, verbatim, path }, n) =>
          add.run([column, n, run, kind, reason, toJsonColumn(verbatim), toJsonColumn(path)]),
        )
        if (one.mark !== undefined) mark.run([column, one.mark])
        done.run([column])
        this.#replaceLoss(column, one.loss)
      }
    })
  }

  #replaceLoss(column: string, loss: Loss | undefined): void {
    const rows: readonly unknown[] = this.#prepare(
      'SELECT phase, losses FROM steps WHERE record = ? AND losses IS NOT NULL',
    ).all([column])
    for (const row of rows) {
      const before = JSON.parse(textAt(row, 'losses') ?? '[]') as Loss[]
      if (!before.some(({ code }) => code === 'REFERENCE_UNRESOLVED')) continue
      const after = before.flatMap((one) => (one.code === 'REFERENCE_UNRESOLVED' ? (loss ?? []) : one))
      this.#prepare('UPDATE steps SET losses = ? WHERE record = ? AND phase = ?').run([
        after.length === 0 ? null : JSON.stringify(after),
        column,
        textAt(row, 'phase') ?? '',
      ])
    }
  }
}

/** True if an import brought something since links were repaired, and earlier imports left some that led nowhere. */
export function isRepairDue(journal: Journal): boolean {
  return journal.tables.prepare('SELECT 1 FROM meta WHERE key = ?').get([dueKey]) !== undefined
}

/** Notes that a run brings something, before it does, if imports of other archives left references that led nowhere. */
export function noteDueRepair(journal: Journal, archive: string): void {
  const sql = `SELECT 1 FROM unresolved u JOIN runs r ON r.id = u.run
    WHERE r.archive <> ? AND u.reason NOT IN ${hopeless} LIMIT 1`
  if (journal.tables.prepare(sql).get([archive]) === undefined) return
  journal.tables.prepare(`INSERT OR IGNORE INTO meta VALUES (?, 'true')`).run([dueKey])
}

/** Notes that links were repaired. */
export function endDueRepair(journal: Journal): void {
  journal.tables.prepare('DELETE FROM meta WHERE key = ?').run([dueKey])
}
