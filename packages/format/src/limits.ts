/** Longest line of a stream, without its line feed. */
export const maxLineBytes: number = 1024 * 1024

/** Longest line of an omission: it says what is missing, and holds none of it. */
export const maxOmissionBytes: number = 32 * 1024

/** Longest text of a body inside a record, in bytes of its JSON form; a longer one is a blob. */
export const maxInlineBodyBytes: number = 256 * 1024

/** Blobs from this size on are entries of their own; smaller ones go into packs. */
export const largeBlobBytes: number = 1024 * 1024

/** Longest part of a stream or of the omissions, unpacked. */
export const maxPartBytes: number = 4 * 1024 * 1024

/** Longest part of an index, unpacked. */
export const maxIndexPartBytes: number = 1024 * 1024

/** Largest pack of small blobs. */
export const maxPackBytes: number = 64 * 1024 * 1024

/** Entries of one volume, everything counted, unless its writer is told otherwise. More of them break a small heap while the volume is written. */
export const defaultMaxEntries: number = 20_000

/** Most entries of a volume, for readers and writers: from 65,536 on a ZIP needs a longer form of its end that not every tool reads. */
export const maxEntries: number = 65_000

/** Longest directory of a volume that a reader opens: it is held in memory. */
export const maxDirectoryBytes: number = 16 * 1024 * 1024

/** Largest entry that may be deflated: such an entry is inflated whole, so this bounds the memory of a reader. */
export const maxDeflatedBytes: number = 16 * 1024 * 1024

/** Most bytes that so many may be deflated to: what it takes to store them in blocks of DEFLATE, and a little more. */
export function maxPackedBytes(bytes: number): number {
  return bytes + Math.floor(bytes / 1024) + 64
}

/** Most bytes of all entries of an archive, unpacked, where the entries as they lie there have so many. */
export function maxUnpackedBytes(packed: number): number {
  return 64 * 1024 * 1024 + packed * 32
}

/** Longest manifest. */
export const maxManifestBytes: number = 4 * 1024 * 1024

/** Values and names of fields that a manifest may have, all together, or a line. */
export const maxValues: number = 100_000

/** Problems that are counted; the look at an archive ends there. */
export const maxCountedProblems: number = 10_000

/** Levels of nesting that a record may have. */
export const maxDepth: number = 64
