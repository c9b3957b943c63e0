import type { Database } from '@spacecrate/disk'
import { largeBlobName, packEntryName } from '../container/entry-names.js'
import type { ContentRoot } from '../content-root.js'
import { largeBlobBytes, maxPackBytes } from '../limits.js'
import { encodeIndexLine } from './index-lines.js'
import type { LineParts } from './line-parts.js'

/** A blob that a record needs, and where its bytes lie in the work folder. */
export interface WorkBlob {
  readonly digest: string
  readonly bytes: number
  /** The work pack that holds it; none for a file of its own. */
  readonly pack?: { readonly number: number; readonly offset: number }
}

/** How the blobs will lie in the archive. */
export interface ArrangedBlobs {
  readonly count: number
  readonly bytes: number
  /** Size of each pack. */
  readonly packs: readonly number[]
  readonly large: number
}

/** Gives every blob that a record needs its place, in order of digest, and adds it to content root and index. */
export function arrangeBlobs(db: Database, root: ContentRoot, index: LineParts): ArrangedBlobs {
  const packs: number[] = []
  let count = 0
  let bytes = 0
  let large = 0
  for (const blob of usedBlobs(db, 'all')) {
    count += 1
    bytes += blob.bytes
    root.add(Buffer.from(blob.digest, 'hex'))
    let entry = largeBlobName(blob.digest)
    let offset = 0
    if (blob.bytes >= largeBlobBytes) large += 1
    else {
      if (packs.length === 0 || (packs.at(-1) ?? 0) + blob.bytes > maxPackBytes) packs.push(0)
      offset = packs.at(-1) ?? 0
      packs[packs.length - 1] = offset + blob.bytes
      entry = packEntryName(packs.length)
    }
    index.add(encodeIndexLine({ sha256: blob.digest, entry, offset, bytes: blob.bytes }), blob.digest)
  }
  return { count, bytes, packs, large }
}

/** The blobs that records need, in order of digest. */
export function* usedBlobs(db: Database, which: 'all' | 'small' | 'large'): Generator<WorkBlob, void> {
  const filter = { all: '', small: 'AND pack IS NOT NULL', large: 'AND pack IS NULL' }[which]
  const rows = db
    .prepare(`SELECT digest, bytes, pack, offset FROM blobs WHERE used = 1 ${filter} ORDER BY digest`)
    .raw()
    .iterate()
  for (const row of rows) {
    if (!Array.isArray(row)) continue
    const [digest, bytes, pack, offset]: unknown[] = row
    if (!Buffer.isBuffer(digest)) continue
    yield {
      digest: digest.toString('hex'),
      bytes: Number(bytes),
      ...(pack === null ? {} : { pack: { number: Number(pack), offset: Number(offset) } }),
    }
  }
}
