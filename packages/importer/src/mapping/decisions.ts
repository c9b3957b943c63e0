import { createHash } from 'node:crypto'
import {
  closeDatabase,
  type Database,
  fromJsonColumn,
  inTransaction,
  numberAt,
  preparedOnce,
  type Statement,
  textAt,
  toJsonColumn,
} from '@spacecrate/disk'
import { openWorkDatabase } from '../work-database.js'
import type { DecisionChange, MappingDecisions, MappingFile, MappingFileCount, MappingProblem } from '../mapping.js'
import { mappingFiles } from '../mapping.js'
import type { Listing } from '../listing.js'

/** A row of a file as it was read. */
export interface ReadRow {
  readonly id: string
  readonly line: number
  /** Every cell that says something, by the name of its column. */
  readonly cells: Readonly<Record<string, string>>
}

/** What the row of a file says beside what a person writes into it. */
export interface MappingRow {
  readonly id: string
  /** What it is: the cells before the numbers. */
  readonly is: Readonly<Record<string, string>>
  /** What happens without a decision, in the words of a decision. */
  readonly proposed: string
  readonly occurrences?: number
  readonly sample?: string
}

const schema = `
  DROP TABLE IF EXISTS read_rows;
  DROP TABLE IF EXISTS decisions;
  DROP TABLE IF EXISTS problems;
  DROP TABLE IF EXISTS new_rows;
  CREATE TABLE read_rows (
    file TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (file, id)
  ) WITHOUT ROWID;
  CREATE TABLE decisions (
    file TEXT NOT NULL, id TEXT NOT NULL, line INTEGER NOT NULL, word TEXT NOT NULL, argument TEXT NOT NULL,
    settled TEXT, target TEXT, PRIMARY KEY (file, id)
  ) WITHOUT ROWID;
  CREATE INDEX decisions_target ON decisions (file, target);
  CREATE TABLE problems (
    seq INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, why TEXT NOT NULL
  );
  CREATE TABLE new_rows (
    file TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY (file, seq)
  ) WITHOUT ROWID;
  CREATE INDEX new_rows_id ON new_rows (file, id);
  CREATE TABLE IF NOT EXISTS planned (
    file TEXT NOT NULL, id TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (file, id)
  ) WITHOUT ROWID;
`
const listed = 1_000
const page = 500

/** A decision with where it stands. */
export interface StoredDecision {
  readonly file: MappingFile
  readonly id: string
  readonly line: number
  readonly word: string
  readonly argument: string
}

/** What people decided, what is wrong with it, and the rows for the next edition of the files; on disk, since there may be many. */
export class Decisions implements Disposable {
  readonly #db: Database
  readonly #find: Statement
  readonly #problem: Statement
  readonly #row: Statement
  readonly #prepare: (sql: string) => Statement
  readonly #decided = new Set<MappingFile>()
  #seq = 0

  /** Opens the file anew: only what the plan before decided is kept. */
  constructor(path: string) {
    this.#db = openWorkDatabase(path)
    this.#db.exec(schema)
    this.#find = this.#db.prepare('SELECT line, settled FROM decisions WHERE file = ? AND id = ?')
    this.#problem = this.#db.prepare('INSERT INTO problems (file, line, name, id, why) VALUES (?, ?, ?, ?, ?)')
    this.#row = this.#db.prepare('INSERT INTO new_rows VALUES (?, ?, ?, ?)')
    this.#prepare = preparedOnce(this.#db)
  }

  transaction<Result>(work: () => Result): Result {
    return inTransaction(this.#db, work)
  }

  /** Keeps a row that was read. False if its id stands in the file already. */
  addRead(file: MappingFile, row: ReadRow): boolean {
    const { changes } = this.#prepare('INSERT OR IGNORE INTO read_rows VALUES (?, ?, ?, ?)').run([
      file,
      ++this.#seq,
      toJsonColumn(row.id),
      JSON.stringify(row.cells),
    ])
    return changes > 0
  }

  addDecision({ file, id, line, word, argument }: StoredDecision): void {
    const sql = 'INSERT INTO decisions VALUES (?, ?, ?, ?, ?, NULL, NULL)'
    this.#prepare(sql).run([file, toJsonColumn(id), line, word, toJsonColumn(argument)])
    this.#decided.add(file)
  }

  /** Every decision of a file, page by page: others may be written meanwhile. */
  *decided(file: MappingFile): Generator<StoredDecision> {
    const statement = this.#prepare(`SELECT * FROM decisions WHERE file = ? AND id > ? ORDER BY id LIMIT ${page}`)
    for (let last = ''; ;) {
      const rows: readonly unknown[] = statement.all([file, last])
      for (const row of rows) {
        last = textAt(row, 'id') ?? ''
        yield {
          file,
          id: fromJsonColumn(last),
          line: numberAt(row, 'line'),
          word: textAt(row, 'word') ?? '',
          argument: fromJsonColumn(textAt(row, 'argument') ?? '""'),
        }
      }
      if (rows.length < page) return
    }
  }

  /** Notes what a decision means at the destination; one without that is not followed. */
  settle<File extends MappingFile>(file: File, id: string, decision: MappingDecisions[File], target?: string): void {
    this.#prepare('UPDATE decisions SET settled = ?, target = ? WHERE file = ? AND id = ?').run([
      JSON.stringify(decision),
      target === undefined ? null : toJsonColumn(target),
      file,
      toJsonColumn(id),
    ])
  }

  /** True if the file decides anything at all. */
  has(file: MappingFile): boolean {
    return this.#decided.has(file)
  }

  /** What was decided about one record; `undefined` leaves it to the policies. */
  of<File extends MappingFile>(file: File, id: string): MappingDecisions[File] | undefined {
    if (!this.has(file)) return undefined
    const settled = textAt(this.#find.get([file, toJsonColumn(id)]), 'settled')
    return settled === undefined ? undefined : (JSON.parse(settled) as MappingDecisions[File])
  }

  /** Ids whose decision leads to this thing at the destination. */
  leadingTo(file: MappingFile, target: string): string[] {
    if (!this.has(file)) return []
    const rows: readonly unknown[] = this.#prepare('SELECT id FROM decisions WHERE file = ? AND target = ?').all([
      file,
      toJsonColumn(target),
    ])
    return rows.map((row) => fromJsonColumn(textAt(row, 'id') ?? '""'))
  }

  /** Notes that a row cannot be followed. */
  reject(
    file: MappingFile,
    id: string,
    why: string,
    place: { readonly line?: number; readonly column?: string } = {},
  ): void {
    const line = place.line ?? numberAt(this.#find.get([file, toJsonColumn(id)]), 'line')
    this.#problem.run([file, line, place.column ?? 'decision', toJsonColumn(id), toJsonColumn(why)])
  }

  /** Adds a row to the next edition of a file. */
  addRow(file: MappingFile, row: MappingRow): void {
    this.#row.run([file, ++this.#seq, toJsonColumn(row.id), JSON.stringify(row)])
  }

  /** The rows of the next edition, each with what was read in its row. */
  *rows(file: MappingFile): Generator<{ readonly row: MappingRow; readonly read?: ReadRow['cells'] }> {
    const statement = this.#prepare(
      `SELECT n.seq, n.row, r.cells FROM new_rows n LEFT JOIN read_rows r ON r.file = n.file AND r.id = n.id
       WHERE n.file = ? AND n.seq > ? ORDER BY n.seq LIMIT ${page}`,
    )
    for (const found of this.#pages(statement, file)) {
      const cells = textAt(found, 'cells')
      yield {
        row: JSON.parse(textAt(found, 'row') ?? '{}') as MappingRow,
        ...(cells === undefined ? {} : { read: JSON.parse(cells) as ReadRow['cells'] }),
      }
    }
  }

  /** Names of all columns that were read with something in them. */
  columns(file: MappingFile): string[] {
    const rows: readonly unknown[] = this.#prepare(
      'SELECT DISTINCT key AS name FROM read_rows, json_each(cells) WHERE file = ? ORDER BY key',
    ).all([file])
    return rows.flatMap((row) => textAt(row, 'name') ?? [])
  }

  /** Rows that were read and that the next edition would not have. */
  *leftRows(file: MappingFile): Generator<ReadRow['cells']> {
    const statement = this.#prepare(
      `SELECT r.seq, r.cells FROM read_rows r WHERE r.file = ? AND r.seq > ?
       AND NOT EXISTS (SELECT 1 FROM new_rows n WHERE n.file = r.file AND n.id = r.id) ORDER BY r.seq LIMIT ${page}`,
    )
    for (const found of this.#pages(statement, file)) {
      yield JSON.parse(textAt(found, 'cells') ?? '{}') as ReadRow['cells']
    }
  }

  *#pages(statement: Statement, file: MappingFile): Generator {
    for (let last = 0; ;) {
      const rows: readonly unknown[] = statement.all([file, last])
      for (const row of rows) {
        last = numberAt(row, 'seq')
        yield row
      }
      if (rows.length < page) return
    }
  }

  /** Names the decisions: `none` where there are none. Notes, and the order of rows, don't count. */
  digest(): string {
    const hash = createHash('sha256')
    let any = false
    for (const file of mappingFiles) {
      for (const { id, word, argument } of this.decided(file)) {
        any = true
        hash.update(JSON.stringify([file, id, word, argument]))
      }
    }
    return any ? hash.digest('hex') : 'none'
  }

  /** The rows that cannot be followed. */
  problems(): Listing<MappingProblem> {
    const rows: readonly unknown[] = this.#prepare(
      `SELECT * FROM problems ORDER BY file, line, seq LIMIT ${listed}`,
    ).all([])
    return {
      count: numberAt(this.#prepare('SELECT COUNT(*) AS count FROM problems').get([]), 'count'),
      first: rows.map((row) => ({
        file: `${textAt(row, 'file') ?? ''}.csv`,
        line: numberAt(row, 'line'),
        column: textAt(row, 'name') ?? '',
        id: fromJsonColumn(textAt(row, 'id') ?? '""'),
        why: fromJsonColumn(textAt(row, 'why') ?? '""'),
      })),
    }
  }

  /** The files in numbers. */
  counts(): MappingFileCount[] {
    const count = (table: string, file: MappingFile): number =>
      numberAt(this.#prepare(`SELECT COUNT(*) AS count FROM ${table} WHERE file = ?`).get([file]), 'count')
    return mappingFiles.map((file) => ({
      name: `${file}.csv`,
      rows: count('new_rows', file),
      decided: count('decisions', file),
      wrong: count('problems', file),
    }))
  }

  /** What is decided otherwise than in the plan before. Then this is the plan before. */
  takeChanges(): Listing<DecisionChange> {
    const said = "SELECT file, id, word || ' ' || argument AS said FROM decisions"
    const sql = `SELECT n.file AS file, n.id AS id, p.said AS before, n.said AS after FROM (${said}) n
        LEFT JOIN planned p ON p.file = n.file AND p.id = n.id WHERE p.said IS NULL OR p.said <> n.said
      UNION ALL SELECT p.file, p.id, p.said, NULL FROM planned p
        WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.file = p.file AND d.id = p.id)`
    const rows: readonly unknown[] = this.#prepare(`SELECT * FROM (${sql}) ORDER BY file, id LIMIT ${listed}`).all([])
    const count = numberAt(this.#prepare(`SELECT COUNT(*) AS count FROM (${sql})`).get([]), 'count')
    this.transaction(() => {
      this.#db.exec(`DELETE FROM planned; INSERT INTO planned ${said}`)
    })
    return {
      count,
      first: rows.map((row) => ({
        file: `${textAt(row, 'file') ?? ''}.csv`,
        id: fromJsonColumn(textAt(row, 'id') ?? '""'),
        ...saidOf(row, 'before'),
        ...saidOf(row, 'after'),
      })),
    }
  }

  [Symbol.dispose](): void {
    closeDatabase(this.#db)
  }
}

function saidOf<Name extends 'before' | 'after'>(row: unknown, name: Name): { readonly [Key in Name]?: string } {
  const text = textAt(row, name)
  if (text === undefined) return {}
  const space = text.indexOf(' ')
  const said = `${text.slice(0, space)} ${fromJsonColumn(text.slice(space + 1))}`.trim()
  return { [name]: said } as { readonly [Key in Name]?: string }
}
