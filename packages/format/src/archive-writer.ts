import type { Manifest, Omission } from '#records'
import type { CertificateHead } from './certificate.js'
import type { StreamName, StreamRecords } from './records.js'
import type { EncodedRecord } from './work/encoded-record.js'

/** Bytes in pieces, pulled by the reader. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** A blob as a writer took it. */
export interface StoredBlob {
  /** SHA-256 in lower-case hexadecimal. */
  readonly digest: string
  /** Size in bytes. */
  readonly bytes: number
}

/** What a manifest says beyond what the writer counts itself. */
export interface ManifestHead extends CertificateHead {
  readonly archive: Manifest['archive']
  readonly tool: Manifest['tool']
  readonly source: Manifest['source']
  readonly selection: Manifest['selection']
  readonly consistency: Manifest['consistency']
}

/** How a sealed archive turned out. */
export interface Sealed {
  readonly manifest: Manifest
  /** The volumes written, in order; one for most archives. */
  readonly volumes: readonly { readonly path: string; readonly bytes: number }[]
  /** Digest over the seals of all volumes: `Archive.seal` of what was written. */
  readonly seal: string
}

/**
 * Takes records, blobs and omissions in any order, remembers them over a crash, and seals them into an archive.
 *
 * Everything is taken once: a record whose id is there already must be the same bytes, or `append` throws
 * `RECORD_DUPLICATE`; a blob or an omission that is there already is kept once.
 */
export interface ArchiveWriter extends AsyncDisposable {
  /** True if a record of that id was taken, by this run or by the one that broke off. */
  has(id: string): boolean
  /** Takes one record. Throws `RECORD_INVALID`, `RECORD_TOO_LARGE`, `RECORD_DUPLICATE`, `BLOB_MISSING`, `DISK_FULL`. */
  append<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): Promise<void>
  /** `append` of a record that was encoded before, in another thread as a rule. Throws the same but for what is wrong with the record itself. */
  appendEncoded(record: EncodedRecord): Promise<void>
  /** Reads the bytes to their end and keeps them under their digest. Rethrows what reading throws, with nothing kept. */
  store(bytes: Bytes, options?: { readonly signal?: AbortSignal }): Promise<StoredBlob>
  /** Takes one omission. */
  omit(omission: Omission): Promise<void>
  /**
   * Writes the archive at `path` (or its volumes beside it), verifies it, and only then removes the work folder. Nothing
   * stands at `path` before the archive is whole.
   */
  seal(path: string, head: ManifestHead, options?: SealOptions): Promise<Sealed>
}

/** Options of `seal`. */
export interface SealOptions {
  readonly signal?: AbortSignal
  /** Called with how far it is, now and then. */
  readonly onProgress?: (progress: SealProgress) => void
  /** Files to put under `report/`: name to bytes. */
  readonly report?: ReadonlyMap<string, Uint8Array>
  /** Entries of one volume, everything counted: at most 65,000. @default 20_000 */
  readonly maxEntries?: number
  /** Keep the work folder after sealing, and its lock until the writer is disposed. @default false */
  readonly keep?: boolean
}

/** How far sealing is. */
export interface SealProgress {
  readonly stage: 'ordering' | 'packing' | 'verifying'
  readonly done: number
  readonly total: number
  readonly unit: 'records' | 'bytes'
}
