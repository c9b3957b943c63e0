import type { Packing } from '#records'
import { rm } from 'node:fs/promises'
import { sha256Hex } from '../digest.js'
import { encodeValue } from '../encode-record.js'
import { archiveMimeType } from '../format-version.js'
import type { PlannedEntry } from './plan-entries.js'
import { VolumeWriter } from './volume-writer.js'

/** One volume that is to be written. */
export interface PlannedVolume {
  /** Where it will lie in the end. */
  readonly path: string
  /** Where it is written. */
  readonly partial: string
}

/** One volume as it was written. */
export interface WrittenVolume extends PlannedVolume {
  readonly bytes: number
  readonly packing: Packing
  /** SHA-256 of its `seal.json`. */
  readonly sealDigest: string
}

/** Entries that every volume has: mimetype, manifest, packing and seal. */
export const fixedEntries = 4

/** What goes into the volumes. */
export interface VolumeContent {
  readonly archive: string
  readonly manifest: Buffer
  readonly entries: Iterator<PlannedEntry, void>
  readonly maxEntries: number
}

/** Options of `writeVolumes`. */
interface WriteOptions {
  readonly signal?: AbortSignal | undefined
  readonly onBytes: (bytes: number) => void
}

/** Writes all volumes one after the other, each to its partial name. */
export async function writeVolumes(
  volumes: readonly PlannedVolume[],
  content: VolumeContent,
  options: WriteOptions,
): Promise<WrittenVolume[]> {
  const written: WrittenVolume[] = []
  for (const [i, volume] of volumes.entries())
    written.push(await writeVolume(volume, { volume: i + 1, volumes: volumes.length }, content, options))
  return written
}

async function writeVolume(
  volume: PlannedVolume,
  place: { readonly volume: number; readonly volumes: number },
  content: VolumeContent,
  { signal, onBytes }: WriteOptions,
): Promise<WrittenVolume> {
  await rm(volume.partial, { force: true })
  const writer = await VolumeWriter.create(volume.partial)
  try {
    await writer.add('mimetype', Buffer.from(archiveMimeType), 'store')
    let next = await begin(content.entries)
    for (let n = fixedEntries + 1; next !== undefined; n += 1) {
      signal?.throwIfAborted()
      const { entry, source } = next
      const adding = writer.add(entry.name, source, entry.method)
      // The next part is gathered while this one is deflated.
      adding.catch(() => undefined)
      const following = n < content.maxEntries ? begin(content.entries) : Promise.resolve(undefined)
      following.catch(() => undefined)
      await adding
      onBytes(entry.bytes)
      next = await following
    }
    const manifest = await writer.add('manifest.json', content.manifest, 'deflate')
    const packing: Packing = { ...place, archive: content.archive, entries: [...writer.entries] }
    const packingBytes = Buffer.from(`${encodeValue(packing)}\n`)
    await writer.add('packing.json', packingBytes, 'deflate')
    const seal = Buffer.from(`${encodeValue({ manifest: manifest.sha256, packing: sha256Hex(packingBytes) })}\n`)
    await writer.add('seal.json', seal, 'store')
    return { ...volume, bytes: await writer.finish(), packing, sealDigest: sha256Hex(seal) }
  } catch (error) {
    await writer.abort()
    await rm(volume.partial, { force: true })
    throw error
  }
}

/** Takes the next entry. One in memory is loaded at once, the bytes of others flow when they are written. */
async function begin(
  entries: Iterator<PlannedEntry, void>,
): Promise<{ readonly entry: PlannedEntry; readonly source: Buffer | AsyncIterable<Buffer> } | undefined> {
  const next = entries.next()
  if (next.done === true) return undefined
  const source = next.value.open()
  return { entry: next.value, source: source instanceof Promise ? await source : source }
}
