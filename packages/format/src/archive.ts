import type { Manifest, Omission } from '#records'
import type { StreamName, StreamRecords } from './records.js'

/** One record as it was read. */
export interface ReadRecord<Name extends StreamName> {
  readonly record: StreamRecords[Name]
  /**
   * The bytes of its line, without the line feed: what the record digest is made from. They lie in the memory of a whole
   * part, so whoever wants to keep them makes a copy.
   */
  readonly line: Uint8Array
  /** Fields that a newer minor version added, as JSON pointers; empty for an archive of our own version. */
  readonly unknown: readonly string[]
}

/** A sealed archive, opened to read. Reads are lazy; several may run at once. */
export interface Archive extends AsyncDisposable {
  readonly path: string
  readonly manifest: Manifest
  /** Digest of `manifest.json`: the name of this archive for signatures and plans. */
  readonly manifestDigest: string
  /** Digest over the seals of all volumes: names every byte that is read, where the manifest names what they say. */
  readonly seal: string
  /** Records of a stream in canonical order, each validated. Throws `RECORD_INVALID`, `ENTRY_CORRUPT`. */
  records<Name extends StreamName>(
    stream: Name,
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<ReadRecord<Name>>
  /** One record by its id, by the index of the archive: no stream is read through. */
  find<Name extends StreamName>(stream: Name, id: string): Promise<ReadRecord<Name> | undefined>
  /**
   * The records of a stream that one record owns, in canonical order, by the index of the archive: reading begins at the
   * first of them.
   */
  owned<Name extends StreamName>(
    stream: Name,
    owner: string,
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<ReadRecord<Name>>
  /** Omissions in the order of the archive. */
  omissions(): AsyncIterable<Omission>
  /** True if the blob is in the archive. */
  hasBlob(digest: string): Promise<boolean>
  /** The bytes of a blob, checked against its digest while they flow. Throws `BLOB_MISSING`, `DIGEST_MISMATCH`, `ENTRY_CORRUPT`. */
  openBlob(digest: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>
}
