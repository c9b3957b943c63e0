import { maxDeflatedBytes, maxIndexPartBytes, maxManifestBytes, maxPackBytes, maxPartBytes } from '../limits.js'

/**
 * Every name that an entry may have, with the most bytes that it may have. Nothing of a source is in a name, so it is
 * safe on every system; and whoever loads an entry that has to be in memory knows how much that can be.
 */
const allowed: readonly (readonly [RegExp, number])[] = [
  [/^mimetype$/, 64],
  [/^manifest\.json$/, maxManifestBytes],
  [/^packing\.json$/, maxDeflatedBytes],
  [/^seal\.json$/, 4096],
  [/^schemas\/[a-z][a-z0-9-]{0,63}\.json$/, 1024 * 1024],
  [/^streams\/[a-z][a-z0-9-]{0,63}\/\d{4,9}\.ndjson$/, maxPartBytes],
  [/^index\/[a-z]{1,32}-[0-9a-f]{64}\.ndjson$/, maxIndexPartBytes],
  [/^blobs\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/, Number.MAX_SAFE_INTEGER],
  [/^packs\/\d{4,9}$/, maxPackBytes],
  [/^omissions\/\d{4,9}\.ndjson$/, maxPartBytes],
  [/^report\/[a-z0-9][a-z0-9_-]{0,63}(\.[a-z0-9]{1,16}){0,2}$/, Number.MAX_SAFE_INTEGER],
]

/** True for a name that an entry of an archive may have. */
export function isEntryName(name: string): boolean {
  return allowed.some(([pattern]) => pattern.test(name))
}

/** True for an entry that must be stored: blobs, which are read in part, and what must be found without unpacking. */
export function isStoredName(name: string): boolean {
  return /^(blobs|packs)\/|^(mimetype|seal\.json)$/.test(name)
}

/** The most bytes that an entry of that name may have. */
export function maxEntryBytes(name: string): number {
  return allowed.find(([pattern]) => pattern.test(name))?.[1] ?? 0
}

/** Number of a part or a pack as it stands in a name: at least four digits. */
function partNumber(number: number): string {
  return String(number).padStart(4, '0')
}

/** Name of a part of a stream, counted from 1. */
export function streamPartName(stream: string, part: number): string {
  return `streams/${stream}/${partNumber(part)}.ndjson`
}

/** Name of the entry of a large blob. */
export function largeBlobName(digest: string): string {
  return `blobs/${digest.slice(0, 2)}/${digest}`
}

/** Name of a pack, counted from 1. */
export function packEntryName(number: number): string {
  return `packs/${partNumber(number)}`
}

/** Name of a part of the omissions, counted from 1. */
export function omissionPartName(part: number): string {
  return `omissions/${partNumber(part)}.ndjson`
}

/** Name of a part of an index, by the first key that it holds. */
export function indexPartName(kind: 'records' | 'blobs', firstKey: string): string {
  return `index/${kind}-${firstKey}.ndjson`
}
