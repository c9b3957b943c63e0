import type { Bytes, StoredBlob, StreamName, StreamRecords } from '@spacecrate/format'
import type { ByteRange } from './blob-files.js'
import type { StoredTables } from './stored-tables.js'

/** Says of which archive record a row was made: kept beside each row that an import created. */
export interface Provenance {
  /** Site id of the source, from the manifest. */
  readonly source: string
  /** Id of the record in the archive. */
  readonly record: string
  /** Archive id. */
  readonly archive: string
  /** Key of a space or title of a content at the source, where it gets another one here; only for `insert`. */
  readonly formerName?: string
}

/** Names the state of a row: a digest of what it says. Any edit gives it another one. */
export type RowMark = string

/** A row with all that is known of it. */
export interface LoadedRow<Name extends StreamName> {
  readonly record: StreamRecords[Name]
  readonly mark: RowMark
  /** Absent for a row that no import made, or that was taken back. */
  readonly provenance?: Provenance
  readonly closed: boolean
}

/** Who and what a site is. */
export interface SiteIdentity {
  readonly siteId: string
  readonly name: string
  /** Id of the person that imports act as, and that sees everything. */
  readonly administrator: string
}

/**
 * The store of the embedded site. Its rows are records in the shape of the archive, with the ids of this site; SQLite
 * keeps them, one table per stream, and blobs lie in files by digest.
 *
 * Create-only: nothing here changes or deletes a row, but for `complete`, which fills in what a row that an import made
 * left open, `close`, which takes reading away, and `repair` and `withdraw`, which change what an import made and nobody has
 * edited since.
 */
export interface SiteStore {
  readonly identity: SiteIdentity
  /** A new id such as `page:65537`; never given twice, also not after a crash. The number is unique over all prefixes. */
  reserve(prefix: string): string
  /**
   * Runs `work` in one transaction of SQLite: all of it or nothing stays. Not nested; `work` is synchronous. When it ends,
   * it is on the disk. Throws `SITE_FULL`.
   */
  transaction<Result>(work: () => Result): Result
  /** Looks up at once, within a transaction, the rows that those which it is going to write point to. */
  prefetch(ids: Iterable<string>): void
  /**
   * Adds a row and returns its mark. Throws `ROW_EXISTS` when the id, or the record of that source, has a row already, `ROW_INVALID` when what
   * it points to is not there. These may come later, as the streams stand in another order: home and logo of a space, what
   * a draft is the draft of, a comment or template as container of an attachment, the file that a comment is on, who made a
   * person, what the optional fields of mere evidence name. Apps as subjects are not asked for: no stream holds them. A
   * parent must be of the same owner.
   */
  insert<Name extends StreamName>(stream: Name, record: StreamRecords[Name], provenance?: Provenance): RowMark
  /**
   * Sets fields of a row that an import of the same source and record created. Throws `ROW_NOT_OURS` for any other row.
   * Id, owner and parent stay as they are: another value of these is `ROW_INVALID`. A field that is `undefined` is left alone.
   */
  complete<Name extends StreamName>(
    stream: Name,
    id: string,
    fields: Partial<StreamRecords[Name]>,
    provenance: Provenance,
  ): RowMark
  /**
   * Sets fields of a row like `complete`, also where they have a value, if `expected` is the mark of the row as it stands.
   * Throws `ROW_NOT_OURS`, and `ROW_EDITED` for a row that somebody has changed since.
   */
  repair<Name extends StreamName>(
    stream: Name,
    id: string,
    fields: Partial<StreamRecords[Name]>,
    provenance: Provenance,
    expected: RowMark,
  ): RowMark
  /**
   * Takes back what an import of the same source and record made, if `expected` is the mark of the row as it stands: moves it
   * to the trash, where it has one, and forgets who made it and what hangs on it and has no life of its own. What has no trash
   * and holds nothing is taken out of its table and kept aside. The record can be imported again then; a space gives its key
   * free. Throws `ROW_NOT_OURS`, `ROW_EDITED`.
   */
  withdraw(stream: StreamName, id: string, provenance: Provenance, expected: RowMark): RowMark
  /** True for a row that `withdraw` took back. */
  isWithdrawn(id: string): boolean
  /** The mark of a row as it stands; `undefined` where there is none. */
  markOf(stream: StreamName, id: string): RowMark | undefined
  /**
   * Shuts a content (or space) to everybody but the administrator until `open` is called: set in the same transaction as
   * the insert of its shell, before its first body. Only on rows with this provenance.
   */
  close(id: string, provenance: Provenance): void
  /** Ends `close`: from now on the restrictions and permissions of the content or space decide. */
  open(id: string, provenance: Provenance): void
  /** True while `close` is in force. */
  isClosed(id: string): boolean
  get<Name extends StreamName>(stream: Name, id: string): StreamRecords[Name] | undefined
  /** The rows of these ids, in the same order; `undefined` where there is none. One look-up for all of them. */
  load<Name extends StreamName>(stream: Name, ids: readonly string[]): readonly (LoadedRow<Name> | undefined)[]
  /** How many rows of each stream imports of this source made. */
  countsOf(source: string): ReadonlyMap<string, number>
  /** Rows of one owner in canonical order (see `streamRules`), lazily; without an owner all rows, in order of id. */
  list<Name extends StreamName>(stream: Name, options?: { readonly owner?: string }): Iterable<StreamRecords[Name]>
  /** Children of a content or comment, in canonical order; with `undefined` those at the root of `owner`. */
  children<Name extends 'content' | 'comments'>(
    stream: Name,
    owner: string,
    parent: string | undefined,
  ): Iterable<StreamRecords[Name]>
  count(stream: StreamName): number
  /** The stream that a row of this id is in; `undefined` where there is none. */
  streamOf(id: string): StreamName | undefined
  /** What the database really holds. */
  readonly tables: StoredTables
  /** Id of the row that was made of this record of this source, by any import. */
  findByProvenance(source: string, record: string): string | undefined
  /** The same for many records at once: ids of rows by record, without those of which nothing was made. */
  findAllByProvenance(source: string, records: readonly string[]): ReadonlyMap<string, string>
  provenanceOf(id: string): Provenance | undefined
  /** Ids of spaces and contents that had this key or title at their source and have another one here. */
  findFormerly(name: string): readonly string[]
  /** True if this row had this key or title at its source, and another one here. */
  wasNamed(id: string, name: string): boolean
  findSpaceByKey(key: string): StreamRecords['spaces'] | undefined
  /** The current page (or post of that day) of this title; letter case and surrounding blanks don't count, as in Confluence. */
  findContentByTitle(space: string, title: string, postingDay?: string): StreamRecords['content'] | undefined
  /** The current posts of this title in a space, of any day; of the very spelling, if there are such. */
  findPosts(space: string, title: string): readonly StreamRecords['content'][]
  /** By account id, then user key, then user name, then e-mail; letter case of name and e-mail doesn't count. */
  findPerson(alias: {
    readonly accountId?: string
    readonly userKey?: string
    readonly userName?: string
    readonly email?: string
  }): StreamRecords['people'] | undefined
  findGroupByName(name: string): StreamRecords['groups'] | undefined
  /** Ids of the rows that the rule of a stream finds again by these texts (`sameAs`); a text that nothing has is absent. */
  findSame(stream: StreamName, texts: readonly string[]): ReadonlyMap<string, string>
  /** Ids of the groups that a person or a group is in, itself and through other groups. */
  groupsOf(member: string): ReadonlySet<string>
  /** The files of this name on a container; several may have the same name (trash). Current ones first. */
  findAttachments(container: string, name: string): readonly StreamRecords['attachments'][]
  /** Keeps the bytes under their digest; the same bytes twice are kept once. Throws `SITE_FULL`, and what reading throws. */
  storeBlob(bytes: Bytes, options?: { readonly signal?: AbortSignal }): Promise<StoredBlob>
  /** The same for many, in order: several times cheaper than one by one. */
  storeBlobs(many: Iterable<Bytes>, options?: { readonly signal?: AbortSignal }): Promise<readonly StoredBlob[]>
  hasBlob(digest: string): boolean
  /**
   * The bytes of a blob, checked against its digest while they flow; with a range only that part, which can't be checked.
   * Throws `BLOB_MISSING`, `BLOB_CORRUPT`.
   */
  openBlob(
    digest: string,
    options?: { readonly range?: ByteRange; readonly signal?: AbortSignal },
  ): AsyncIterable<Uint8Array>
}

/** An embedded site that is open. Exactly one process may have it open to write. */
export interface Site extends AsyncDisposable {
  readonly dir: string
  readonly store: SiteStore
  /** False once the folder was moved, removed or replaced: what is written then goes to files that nobody finds. */
  isInPlace(): boolean
}
