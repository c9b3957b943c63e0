import type { PackedEntry, Packing } from '#records'
import { rm } from 'node:fs/promises'
import { sha256Hex } from '../digest.js'
import { encodeValue } from '../encode-record.js'
import { archiveMimeType } from '../format-version.js'
import { type PackedBytes, packBytes, UnpackedBudget } from './pack-entry.js'
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

/** Entries that are deflated at the same time, of at most `maxPartBytes` as a rule. */
const entriesAhead = 4

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
  const entries = packAhead(content.entries)
  const budget = new UnpackedBudget()
  for (const [i, volume] of volumes.entries())
    written.push(
      await writeVolume(volume, { volume: i + 1, volumes: volumes.length }, content, { entries, budget }, options),
    )
  return written
}

async function writeVolume(
  volume: PlannedVolume,
  place: { readonly volume: number; readonly volumes: number },
  content: VolumeContent,
  { entries, budget }: { readonly entries: AsyncGenerator<ReadyEntry, void>; readonly budget: UnpackedBudget },
  { signal, onBytes }: WriteOptions,
): Promise<WrittenVolume> {
  const writer = await VolumeWriter.create(volume.partial)
  const add = async (name: string, bytes: Buffer, method: PlannedEntry['method']): Promise<PackedEntry> =>
    writer.add(budget.take(await packBytes(name, bytes, method)))
  try {
    await add('mimetype', Buffer.from(archiveMimeType), 'store')
    for (let n = fixedEntries; n < content.maxEntries; n += 1) {
      const next = await entries.next()
      if (next.done === true) break
      signal?.throwIfAborted()
      const { entry, content: ready } = next.value
      if (isPacked(ready)) await writer.add(budget.take(ready))
      else {
        budget.add(entry.bytes, entry.bytes)
        await writer.addStream(entry.name, entry.bytes, ready)
      }
      onBytes(entry.bytes)
    }
    const manifest = await add('manifest.json', content.manifest, 'deflate')
    const packing: Packing = { ...place, archive: content.archive, entries: [...writer.entries] }
    const packingBytes = Buffer.from(`${encodeValue(packing)}\n`)
    await add('packing.json', packingBytes, 'deflate')
    const seal = Buffer.from(`${encodeValue({ manifest: manifest.sha256, packing: sha256Hex(packingBytes) })}\n`)
    await add('seal.json', seal, 'store')
    return { ...volume, bytes: await writer.finish(), packing, sealDigest: sha256Hex(seal) }
  } catch (error) {
    await writer.abort()
    await rm(volume.partial, { force: true })
    throw error
  }
}

/** An entry that can be written: packed, where it is in memory; of others the bytes flow when they are written. */
interface ReadyEntry {
  readonly entry: PlannedEntry
  readonly content: PackedBytes | AsyncIterable<Buffer>
}

function isPacked(content: ReadyEntry['content']): content is PackedBytes {
  return 'packed' in content
}

/** The entries in their order. The next ones are gathered and deflated while one is written. */
async function* packAhead(entries: Iterator<PlannedEntry, void>): AsyncGenerator<ReadyEntry, void> {
  const packing: Promise<ReadyEntry>[] = []
  for (;;) {
    while (packing.length < entriesAhead) {
      const next = entries.next()
      if (next.done === true) break
      const entry = next.value
      const source = entry.open()
      const ready =
        source instanceof Promise
          ? packBytes(entry.name, await source, entry.method).then((content) => ({ entry, content }))
          : Promise.resolve({ entry, content: source })
      // Whoever awaits it sees what goes wrong; nobody does if writing ends early.
      ready.catch(() => undefined)
      packing.push(ready)
    }
    const first = packing.shift()
    if (first === undefined) return
    yield await first
  }
}
