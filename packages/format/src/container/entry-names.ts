/** Every name that an entry may have. Nothing of a source is in it, so it is safe on every system. */
const allowed: readonly RegExp[] = [
  /^mimetype$/,
  /^(manifest|packing|seal)\.json$/,
  /^schemas\/[a-z][a-z0-9-]{0,63}\.json$/,
  /^streams\/[a-z][a-z0-9-]{0,63}\/\d{4,9}\.ndjson$/,
  /^index\/[a-z]{1,32}-[0-9a-f]{64}\.ndjson$/,
  /^blobs\/([0-9a-f]{2})\/\1[0-9a-f]{62}$/,
  /^packs\/\d{4,9}$/,
  /^omissions\/\d{4,9}\.ndjson$/,
  /^report\/[a-z0-9][a-z0-9_-]{0,63}(\.[a-z0-9]{1,16}){0,2}$/,
]

/** True for a name that an entry of an archive may have. */
export function isEntryName(name: string): boolean {
  return allowed.some((pattern) => pattern.test(name))
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
