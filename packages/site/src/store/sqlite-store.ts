import { fromSortedColumn } from '@spacecrate/disk'
import type { Bytes, StoredBlob, StreamName, StreamRecords } from '@spacecrate/format'
import { RowEditor } from '../edit/row-editor.js'
import type { BlobFiles, ByteRange } from './blob-files.js'
import { inOrderOfId, ofOwner, siblings } from './canonical-order.js'
import type { Connection } from './connection.js'
import { findFormerNames, noteFormerName, wasNamed } from './former-names.js'
import { IdCounter } from './id-counter.js'
import { checkParent, checkReferences, checkSamePlace, edited, invalid, notOurs } from './row-check.js'
import { RowIndex } from './row-index.js'
import { markOf } from './row-mark.js'
import {
  findAttachments,
  findContentByTitle,
  findGroupByName,
  findPerson,
  findPosts,
  findSame,
  findSpaceByKey,
  groupsOf,
} from './row-search.js'
import { loadRows } from './load-rows.js'
import type { LoadedRow, Provenance, RowMark, SiteIdentity, SiteStore } from './site.js'
import { StoredTables } from './stored-tables.js'
import { type AllRows, columnId, openRows } from './stream-rows.js'
import { hasTrash, withdrawRow } from './withdraw.js'

interface CallOptions {
  readonly signal?: AbortSignal
}

/** The store over SQLite and files. */
export class SqliteStore implements SiteStore {
  readonly identity: SiteIdentity
  /** The tables themselves, for the look-ups that only the pages of the site need. */
  readonly rows: AllRows
  readonly tables: StoredTables
  /** What people change, as imports never do. */
  readonly editor: RowEditor
  private readonly connection: Connection
  private readonly blobs: BlobFiles
  private readonly index: RowIndex
  private readonly counter: IdCounter
  /** A site of an older version that is open to read has neither that table nor the one of former names yet. */
  private readonly hasWithdrawn: boolean
  private readonly hasChanges: boolean
  private readonly endings: (() => void)[] = []

  constructor(identity: SiteIdentity, connection: Connection, blobs: BlobFiles) {
    this.identity = identity
    this.connection = connection
    this.blobs = blobs
    this.rows = openRows(connection)
    this.tables = new StoredTables(connection)
    this.index = new RowIndex(connection)
    this.counter = new IdCounter(connection)
    this.editor = new RowEditor({ connection, rows: this.rows, index: this.index, markOf })
    this.hasWithdrawn = connection.hasTable('withdrawn')
    this.hasChanges = connection.hasTable('changes')
  }

  reserve(prefix: string): string {
    for (;;) {
      const id = `${prefix}:${this.counter.take()}`
      if (!this.index.has(id)) return id
    }
  }

  transaction<Result>(work: () => Result): Result {
    if (this.connection.writable && !this.connection.inTransaction) this.counter.prepare()
    try {
      return this.connection.transaction(work)
    } finally {
      this.index.forgetOrigins()
    }
  }

  prefetch(ids: Iterable<string>): void {
    this.index.prefetch(ids)
  }

  insert<Name extends StreamName>(stream: Name, record: StreamRecords[Name], provenance?: Provenance): RowMark {
    const { id } = record
    if (id === '') throw invalid(stream, id, 'it has no id')
    checkReferences(stream, record, this.index)
    checkParent(stream, record, (parent) => this.rows[stream].ownerOf(parent))
    const json = JSON.stringify(record)
    const write = (): void => {
      // Only this first statement can refuse the row, so that a refusal leaves nothing in an open transaction.
      this.index.add(id, stream, provenance)
      this.rows[stream].insert(columnId(id), record, json)
      if (provenance?.formerName !== undefined) noteFormerName(this.connection, id, provenance.formerName)
    }
    if (this.connection.inTransaction) write()
    else this.transaction(write)
    return markOf(json)
  }

  complete<Name extends StreamName>(
    stream: Name,
    id: string,
    fields: Partial<StreamRecords[Name]>,
    provenance: Provenance,
  ): RowMark {
    this.mustBeOurs(id, provenance)
    return this.change(stream, id, fields)
  }

  repair<Name extends StreamName>(
    stream: Name,
    id: string,
    fields: Partial<StreamRecords[Name]>,
    provenance: Provenance,
    expected: RowMark,
  ): RowMark {
    this.mustBeUnedited(stream, id, provenance, expected)
    return this.change(stream, id, fields)
  }

  withdraw(stream: StreamName, id: string, provenance: Provenance, expected: RowMark): RowMark {
    this.mustBeUnedited(stream, id, provenance, expected)
    const mark = hasTrash(stream) ? this.change(stream, id, { status: 'trashed' }) : expected
    const write = (): void => {
      if (withdrawRow(this.connection, stream, id)) this.index.forget(id)
      this.index.forgetOrigins()
    }
    if (this.connection.inTransaction) write()
    else this.transaction(write)
    return mark
  }

  isWithdrawn(id: string): boolean {
    if (!this.hasWithdrawn) return false
    return this.connection.prepare('SELECT 1 FROM withdrawn WHERE id = ?').first(columnId(id)) !== undefined
  }

  markOf(stream: StreamName, id: string): RowMark | undefined {
    const json = this.rows[stream].jsonOf(columnId(id))
    return json === undefined ? undefined : markOf(json)
  }

  close(id: string, provenance: Provenance): void {
    const stream = this.mustBeOurs(id, provenance)
    if (stream !== 'content' && stream !== 'spaces')
      throw invalid(stream, id, 'only a content or a space can be closed')
    this.connection.prepare('INSERT OR IGNORE INTO closed (id) VALUES (?)').run(columnId(id))
  }

  open(id: string, provenance: Provenance): void {
    this.mustBeOurs(id, provenance)
    this.connection.prepare('DELETE FROM closed WHERE id = ?').run(columnId(id))
  }

  isClosed(id: string): boolean {
    return this.connection.prepare('SELECT 1 FROM closed WHERE id = ?').first(columnId(id)) !== undefined
  }

  get<Name extends StreamName>(stream: Name, id: string): StreamRecords[Name] | undefined {
    return this.rows[stream].get(columnId(id))
  }

  load<Name extends StreamName>(stream: Name, ids: readonly string[]): readonly (LoadedRow<Name> | undefined)[] {
    const found = loadRows(this.connection, stream, ids.map(columnId))
    return ids.map((_id, at) => {
      const row = found.get(at)
      return row === undefined ? undefined : { ...row, mark: markOf(row.json), record: JSON.parse(row.json) }
    })
  }

  countsOf(source: string): ReadonlyMap<string, number> {
    return this.index.countsOf(source)
  }

  list<Name extends StreamName>(
    stream: Name,
    options: { readonly owner?: string } = {},
  ): Iterable<StreamRecords[Name]> {
    const { owner } = options
    const rows: AllRows[Name] = this.rows[stream]
    return owner === undefined ? inOrderOfId(rows) : ofOwner(stream, rows, owner)
  }

  children<Name extends 'content' | 'comments'>(
    stream: Name,
    owner: string,
    parent: string | undefined,
  ): Iterable<StreamRecords[Name]> {
    const rows: AllRows[Name] = this.rows[stream]
    return siblings(rows, owner, parent)
  }

  count(stream: StreamName): number {
    return this.rows[stream].count()
  }

  streamOf(id: string): StreamName | undefined {
    return this.index.find(id)?.stream
  }

  findByProvenance(source: string, record: string): string | undefined {
    return this.index.findByProvenance(source, record)
  }

  findAllByProvenance(source: string, records: readonly string[]): ReadonlyMap<string, string> {
    return this.index.findAllByProvenance(source, records)
  }

  /** Ids of the rows that were made of this record of any source. */
  findMadeOf(record: string): string[] {
    return this.index.findMadeOf(record)
  }

  provenanceOf(id: string): Provenance | undefined {
    return this.index.find(id)?.provenance
  }

  findFormerly(name: string): readonly string[] {
    return this.hasWithdrawn ? findFormerNames(this.connection, name) : []
  }

  wasNamed(id: string, name: string): boolean {
    return this.hasWithdrawn && wasNamed(this.connection, id, name)
  }

  findSpaceByKey(key: string): StreamRecords['spaces'] | undefined {
    return findSpaceByKey(this.rows, key)
  }

  findContentByTitle(space: string, title: string, postingDay?: string): StreamRecords['content'] | undefined {
    return findContentByTitle(this.rows, space, title, postingDay)
  }

  findPosts(space: string, title: string): readonly StreamRecords['content'][] {
    return findPosts(this.rows, space, title)
  }

  findPerson(alias: Parameters<SiteStore['findPerson']>[0]): StreamRecords['people'] | undefined {
    return findPerson(this.rows, alias)
  }

  findGroupByName(name: string): StreamRecords['groups'] | undefined {
    return findGroupByName(this.rows, name)
  }

  findSame(stream: StreamName, texts: readonly string[]): ReadonlyMap<string, string> {
    return findSame(this.rows, stream, texts)
  }

  groupsOf(member: string): ReadonlySet<string> {
    return groupsOf(this.rows, member)
  }

  findAttachments(container: string, name: string): readonly StreamRecords['attachments'][] {
    return findAttachments(this.rows, container, name)
  }

  async storeBlob(bytes: Bytes, options: CallOptions = {}): Promise<StoredBlob> {
    this.connection.mustWrite()
    return this.blobs.store(bytes, options.signal)
  }

  async storeBlobs(many: Iterable<Bytes>, options: CallOptions = {}): Promise<readonly StoredBlob[]> {
    this.connection.mustWrite()
    return this.blobs.storeAll(many, options.signal)
  }

  hasBlob(digest: string): boolean {
    return this.blobs.has(digest)
  }

  openBlob(digest: string, options: CallOptions & { readonly range?: ByteRange } = {}): AsyncIterable<Uint8Array> {
    return this.blobs.open(digest, options.range, options.signal)
  }

  /** False for a site that is open to read only. */
  get isWritable(): boolean {
    return this.connection.writable
  }

  /** Where the site lies. */
  get dir(): string {
    return this.connection.dir
  }

  /** Another text as soon as anything was written to the site, by this process or another one. */
  get state(): string {
    const others = this.connection.prepare('PRAGMA data_version').first()?.[0]
    return `${others} ${this.connection.prepare('SELECT total_changes()').first()?.[0]}`
  }

  /** Ids of closed contents and spaces. */
  closedIds(): string[] {
    return this.connection
      .prepare('SELECT id FROM closed')
      .all()
      .map(([id]) => fromSortedColumn(String(id)))
  }

  /** From now on it is noted what is changed and taken away, for an index of searches. */
  noteChanges(): void {
    if (!this.isWritable || this.lastChange > 0) return
    this.transaction(() => void this.connection.prepare("INSERT INTO changes (id) VALUES ('')").run())
  }

  /** Numbers of the first and the last change that is noted; 0 where none is. */
  get firstChange(): number {
    return this.hasChanges ? Number(this.connection.prepare('SELECT min(number) FROM changes').first()?.[0] ?? 0) : 0
  }

  get lastChange(): number {
    return this.hasChanges ? Number(this.connection.prepare('SELECT max(number) FROM changes').first()?.[0] ?? 0) : 0
  }

  /** What was changed after a number, spelled for columns. */
  changesAfter(number: number, limit: number): { readonly number: number; readonly id: string }[] {
    if (!this.hasChanges) return []
    const rows = this.connection
      .prepare('SELECT number, id FROM changes WHERE number > ? ORDER BY number LIMIT ?')
      .all(number, limit)
    return rows.map(([at, id]) => ({ number: Number(at), id: String(id) }))
  }

  /** Runs `work` when the store is closed. */
  whenEnded(work: () => void): void {
    this.endings.push(work)
  }

  /** Size of a blob in bytes. Throws `BLOB_MISSING`. */
  blobSize(digest: string): number {
    return this.blobs.size(digest)
  }

  /** Gives back reserved numbers that were not used, and closes the connection; twice is once. */
  end(): void {
    if (!this.connection.isOpen) return
    try {
      for (const work of this.endings.splice(0)) work()
      this.counter.close()
    } finally {
      this.connection.close()
    }
  }

  private change<Name extends StreamName>(stream: Name, id: string, fields: Partial<StreamRecords[Name]>): RowMark {
    const before = this.get(stream, id)
    if (before === undefined) throw invalid(stream, id, 'it is not a row of this stream')
    const given = Object.entries(fields).filter(([, value]) => value !== undefined)
    const after: StreamRecords[Name] = { ...before, ...Object.fromEntries(given) }
    checkSamePlace(stream, before, after)
    checkReferences(stream, after, this.index)
    const json = JSON.stringify(after)
    const write = (): void => this.rows[stream].update(columnId(id), after, json)
    if (this.connection.inTransaction) write()
    else this.transaction(write)
    return markOf(json)
  }

  private mustBeUnedited(stream: StreamName, id: string, provenance: Provenance, expected: RowMark): void {
    this.mustBeOurs(id, provenance)
    if (this.markOf(stream, id) !== expected) throw edited(stream, id)
  }

  /** The stream of the row. Throws `ROW_NOT_OURS` unless an import of this source made it of this record. */
  private mustBeOurs(id: string, provenance: Provenance): StreamName {
    const row = this.index.find(id)
    const { source, record } = provenance
    if (row?.provenance?.source === source && row.provenance.record === record) return row.stream
    throw notOurs(id, provenance)
  }
}
