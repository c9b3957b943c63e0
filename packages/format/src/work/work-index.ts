import {
  asDiskFull,
  BulkInsert,
  type Database,
  DiskError,
  fromJsonColumn,
  inTransaction,
  isDamaged,
  KeyFilter,
  openDatabase,
  type Statement,
  toJsonColumn,
} from '@spacecrate/disk'
import type { Omission } from '#records'
import { ArchiveError } from '../error.js'
import { formatVersion } from '../format-version.js'
import type { StreamName } from '../records.js'
import { streamNames } from '../streams.js'

/** Where the line of a record lies, and what sorts it. Texts are bytes: SQLite would cut them at U+0000. */
export interface RecordRow {
  readonly stream: StreamName
  readonly id: Buffer
  readonly owner: Buffer | undefined
  readonly parent: Buffer | undefined
  readonly rank: Buffer
  readonly offset: number
  readonly length: number
  readonly digest: Buffer
}

/** Where the bytes of a blob lie: in a pack, or in a file of their own. */
export interface BlobRow {
  readonly digest: Buffer
  readonly bytes: number
  readonly pack?: { readonly number: number; readonly offset: number }
}

/** What one transaction adds. */
export interface Batch {
  readonly records: Iterable<RecordRow>
  readonly blobs: Iterable<BlobRow>
  /** Blobs that a record of this batch needs. */
  readonly used: Iterable<Buffer>
  readonly omissions: Iterable<OmissionRow>
  /** Bytes of each data file that are good from now on. */
  readonly files: ReadonlyMap<string, number>
}

/** An omission with the digest by which it is kept once. */
export interface OmissionRow {
  readonly digest: Buffer
  readonly omission: Omission
  readonly line: Buffer
}

/** Row numbers of a stream begin at its place times this: so the rows of a stream lie together, in order of arrival. */
export const rowsPerStream: number = 2 ** 40

/** What an index of ours must be made for: another layout of the tables is another number. */
const layout = `${formatVersion} layout 1`

const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE files (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE records (
    row INTEGER PRIMARY KEY, id BLOB NOT NULL, owner BLOB, parent BLOB, rank BLOB NOT NULL,
    offset INTEGER NOT NULL, length INTEGER NOT NULL, digest BLOB NOT NULL
  );
  CREATE UNIQUE INDEX records_by_id ON records (id);
  CREATE TABLE blobs (
    digest BLOB PRIMARY KEY, bytes INTEGER NOT NULL, pack INTEGER, offset INTEGER, used INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE omissions (
    digest BLOB PRIMARY KEY, code TEXT NOT NULL, count INTEGER NOT NULL, line BLOB NOT NULL
  );
`

/**
 * The index of a work folder: one SQLite file. What it knows is what the folder holds; data files may be longer, never
 * shorter.
 */
export class WorkIndex {
  readonly path: string
  readonly db: Database
  /** Something was added since it was opened: an archive that was sealed before is not what it holds now. */
  #grown = false
  readonly #nextRow = new Map<StreamName, number>()
  /** Ids and digests in an index that was empty when it was opened: of an earlier run nobody knows them all. */
  readonly #added: KeyFilter | undefined
  readonly #statements: Statements

  private constructor(path: string, db: Database) {
    this.path = path
    this.db = db
    this.#statements = prepare(db)
    const tables = ['records', 'blobs', 'omissions']
    const isEmpty = tables.every((table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined)
    this.#added = isEmpty ? new KeyFilter() : undefined
    streamNames.forEach((name, place) => {
      const last: unknown = db
        .prepare('SELECT max(row) FROM records WHERE row >= ? AND row < ?')
        .raw()
        .get(place * rowsPerStream, (place + 1) * rowsPerStream)
      const row: unknown = Array.isArray(last) ? last[0] : undefined
      this.#nextRow.set(name, typeof row === 'number' ? row + 1 : place * rowsPerStream)
    })
  }

  /**
   * Opens the index or makes it. Throws `WORK_FOLDER_FOREIGN` if it was made for another key or by another version of the
   * format, `WORK_FOLDER_CORRUPT` if it can't be read.
   */
  static open(path: string, folder: string, key: string): WorkIndex {
    let opened: Database | undefined
    try {
      const db = openDatabase(path, { journal_mode: 'WAL', synchronous: 'NORMAL', cache_size: -32768 })
      opened = db
      inTransaction(db, () => makeTables(db, key))
      const index = new WorkIndex(path, db)
      const problem =
        index.meta('format') !== layout
          ? `it was begun by another version of this tool`
          : index.meta('key') !== key
            ? 'it holds the unfinished export of another source or selection'
            : undefined
      if (problem !== undefined)
        throw new DiskError('WORK_FOLDER_FOREIGN', `The work folder ${folder} can't be used: ${problem}`, {
          path: folder,
          problem,
        })
      return index
    } catch (error) {
      opened?.close()
      if (isDamaged(error))
        throw new ArchiveError(
          'WORK_FOLDER_CORRUPT',
          `The index of the work folder ${folder} can't be read. Remove the folder and export again`,
          { path: folder, file: path, problem: 'not a database' },
          { cause: error },
        )
      throw asDiskFull(path, error)
    }
  }

  /** The digest and stream of the record of that id. */
  findRecord(id: Buffer): { readonly digest: Buffer; readonly stream: StreamName } | undefined {
    if (this.#added?.mayHave(id) === false) return undefined
    const row: unknown = this.#statements.findRecord.get([id])
    if (!Array.isArray(row)) return undefined
    const stream = streamNames[Math.floor(Number(row[0]) / rowsPerStream)]
    const digest: unknown = row[1]
    return stream !== undefined && Buffer.isBuffer(digest) ? { digest, stream } : undefined
  }

  /** True if the record is there. */
  hasRecord(id: Buffer): boolean {
    return this.findRecord(id) !== undefined
  }

  /** Size of the blob of that digest. */
  findBlob(digest: Buffer): { readonly bytes: number } | undefined {
    if (this.#added?.mayHave(digest) === false) return undefined
    const row: unknown = this.#statements.findBlob.get([digest])
    return Array.isArray(row) ? { bytes: Number(row[0]) } : undefined
  }

  /** True if the omission of that digest is there. */
  hasOmission(digest: Buffer): boolean {
    if (this.#added?.mayHave(digest) === false) return false
    return this.#statements.findOmission.get([digest]) !== undefined
  }

  /** Adds a batch, all of it or nothing. Whatever it points to must be on the disk before. */
  add(batch: Batch): void {
    const { insertBlobs, insertRecords, useBlob, insertOmissions, putFile } = this.#statements
    this.#transaction(() => {
      if (!this.#grown) this.db.exec("DELETE FROM meta WHERE name = 'sealed'")
      insertBlobs.run(mapped(batch.blobs, (b) => this.#blobRow(b)))
      insertRecords.run(mapped(batch.records, (record) => this.#recordRow(record)))
      for (const digest of batch.used) useBlob.run([digest])
      insertOmissions.run(mapped(batch.omissions, (o) => this.#omissionRow(o)))
      for (const [name, bytes] of batch.files) putFile.run(name, bytes)
    })
    this.#grown = true
  }

  /** Bytes of each data file that are good. */
  files(): Map<string, number> {
    const rows: unknown[] = this.db.prepare('SELECT name, bytes FROM files').raw().all()
    return new Map(rows.flatMap((row) => (Array.isArray(row) ? [[String(row[0]), Number(row[1])] as const] : [])))
  }

  /** How many records there are. */
  countRecords(): number {
    const row: unknown = this.db.prepare('SELECT count(*) FROM records').raw().get()
    return Array.isArray(row) ? Number(row[0]) : 0
  }

  /** A small value that somebody wants to find again. */
  meta(name: string): string | undefined {
    const row: unknown = this.#statements.getMeta.get(name)
    return Array.isArray(row) ? fromJsonColumn(String(row[0])) : undefined
  }

  /** Keeps a small value, at once. */
  setMeta(name: string, value: string): void {
    try {
      this.#statements.putMeta.run(name, toJsonColumn(value))
    } catch (error) {
      throw asDiskFull(this.path, error)
    }
  }

  close(): void {
    if (this.db.open) this.db.close()
  }

  #blobRow({ digest, bytes, pack }: BlobRow): unknown[] {
    this.#added?.add(digest)
    return [digest, bytes, pack?.number ?? null, pack?.offset ?? null]
  }

  #omissionRow({ digest, omission, line }: OmissionRow): unknown[] {
    this.#added?.add(digest)
    return [digest, omission.code, omission.count, line]
  }

  #recordRow(r: RecordRow): unknown[] {
    const row = this.#nextRow.get(r.stream) ?? 0
    this.#nextRow.set(r.stream, row + 1)
    this.#added?.add(r.id)
    return [row, r.id, r.owner ?? null, r.parent ?? null, r.rank, r.offset, r.length, r.digest]
  }

  #transaction(work: () => void): void {
    try {
      inTransaction(this.db, work)
    } catch (error) {
      throw asDiskFull(this.path, error)
    }
  }
}

/** Makes the tables of a new index. */
function makeTables(db: Database, key: string): void {
  const made = db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").raw().get()
  if (!Array.isArray(made) || made[0] !== 0) return
  db.exec(schema)
  const put = db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)')
  put.run('format', toJsonColumn(layout))
  put.run('key', toJsonColumn(key))
}

interface Statements {
  readonly findRecord: Statement
  readonly findBlob: Statement
  readonly findOmission: Statement
  readonly insertRecords: BulkInsert
  readonly insertBlobs: BulkInsert
  readonly useBlob: Statement
  readonly insertOmissions: BulkInsert
  readonly putFile: Statement
  readonly getMeta: Statement
  readonly putMeta: Statement
}

function prepare(db: Database): Statements {
  const records = 'INTO records (row, id, owner, parent, rank, offset, length, digest)'
  return {
    findRecord: db.prepare('SELECT row, digest FROM records WHERE id = ?').raw(),
    findBlob: db.prepare('SELECT bytes FROM blobs WHERE digest = ?').raw(),
    findOmission: db.prepare('SELECT 1 FROM omissions WHERE digest = ?').raw(),
    insertRecords: new BulkInsert(db, records, 8),
    insertBlobs: new BulkInsert(db, 'OR IGNORE INTO blobs (digest, bytes, pack, offset)', 4),
    useBlob: db.prepare('UPDATE blobs SET used = 1 WHERE digest = ? AND used = 0'),
    insertOmissions: new BulkInsert(db, 'OR IGNORE INTO omissions (digest, code, count, line)', 4),
    putFile: db.prepare('INSERT OR REPLACE INTO files (name, bytes) VALUES (?, ?)'),
    getMeta: db.prepare('SELECT value FROM meta WHERE name = ?').raw(),
    putMeta: db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)'),
  }
}

function* mapped<From>(items: Iterable<From>, map: (item: From) => unknown[]): Generator<unknown[], void> {
  for (const item of items) yield map(item)
}
