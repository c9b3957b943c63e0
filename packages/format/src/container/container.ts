/** An entry as the container says. */
export interface ContainerEntry {
  readonly name: string
  /** Size of its bytes, unpacked. */
  readonly bytes: number
  /** Bytes that it takes where it lies. */
  readonly packedBytes: number
}

/** Which bytes of an entry; all by default. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/**
 * How one volume of an archive lies on storage: a ZIP, or a folder with the same files. It knows names and bytes and
 * nothing of what they mean. Names are checked when it is opened: each is one that the format allows, and there once.
 */
export interface Container extends AsyncDisposable {
  readonly path: string
  /** What there is, by name; a ZIP in the order of its entries, a folder in order of name. */
  readonly entries: ReadonlyMap<string, ContainerEntry>
  /** True if the order of `entries` means something. */
  readonly ordered: boolean
  /**
   * The bytes of an entry that fits into memory: one that may be deflated (`maxDeflatedBytes`). Throws `ENTRY_CORRUPT`,
   * also for an entry that isn't there.
   */
  load(name: string): Promise<Buffer>
  /** The bytes of an entry, or of a part of it, in pieces of at most 1 MiB. Throws `ENTRY_CORRUPT`. */
  read(name: string, range?: ByteRange, options?: { readonly signal?: AbortSignal }): AsyncIterable<Buffer>
}
