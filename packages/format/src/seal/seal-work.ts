import type { Manifest } from '#records'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { assertFree, isDiskError, onDisk } from '@spacecrate/disk'
import type { ManifestHead, Sealed, SealOptions, SealProgress } from '../archive-writer.js'
import { ArchiveError } from '../error.js'
import { formatVersion } from '../format-version.js'
import { encodeLaidOut } from '../encode-record.js'
import { defaultMaxEntries, maxEntries as mostEntries, maxManifestBytes, maxValues } from '../limits.js'
import { parseBounded } from '../read/bounded-json.js'
import { validateValue } from '../validate.js'
import { volumeName } from '../volume-names.js'
import type { WorkIndex } from '../work/work-index.js'
import { usedBlobs } from './arrange-blobs.js'
import { BlobReader } from './blob-reader.js'
import {
  finishEarlier,
  ownPartials,
  rememberPartials,
  rememberSealed,
  type SealedMemory,
  sealedOf,
} from './earlier-sealing.js'
import { OpenFiles } from './open-files.js'
import { OrderStore } from './order-store.js'
import { countEntries, planEntries } from './plan-entries.js'
import { type PreparedContent, prepareContent } from './prepare-content.js'
import { discard, publish } from './publish.js'
import { readBack } from './read-back.js'
import { fixedEntries, type PlannedVolume, writeVolumes } from './write-volumes.js'

/** A work folder whose data is all on the disk. */
export interface Work {
  readonly folder: string
  readonly index: WorkIndex
}

/** Seals what is in the work folder: order it, pack it, read it back, give it its name. See `ArchiveWriter.seal`. */
export async function sealWork(work: Work, path: string, head: ManifestHead, options: SealOptions): Promise<Sealed> {
  const target = resolve(path)
  return await onDisk(target, () => seal(work, target, head, options))
}

async function seal(work: Work, target: string, head: ManifestHead, options: SealOptions): Promise<Sealed> {
  const earlier = await finishEarlier(work.index, target)
  if (earlier !== undefined) return earlier
  await mkdir(dirname(target), { recursive: true })
  await assertFree(target)
  await discard(ownPartials(work.index))
  const folder = join(work.folder, 'sealing')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  using store = new OrderStore(work.index.path, folder)
  const total = work.index.countRecords()
  let ordered = 0
  const onRecords = async (records: number): Promise<void> => {
    ordered += records
    options.onProgress?.({ stage: 'ordering', done: ordered, total, unit: 'records' })
    await setImmediate()
    options.signal?.throwIfAborted()
  }
  await using files = new OpenFiles()
  const content = await prepareContent(store, work.folder, files, {
    report: options.report ?? new Map(),
    sums: head,
    onRecords,
  })
  const memory = await writeArchive(work, store.db, target, makeManifest(target, head, content), content, options)
  rememberSealed(work.index, memory)
  await publish(memory.volumes)
  return sealedOf(memory)
}

async function writeArchive(
  work: Work,
  db: OrderStore['db'],
  target: string,
  manifest: Manifest,
  content: PreparedContent,
  options: SealOptions,
): Promise<SealedMemory> {
  const maxEntries = options.maxEntries ?? defaultMaxEntries
  if (!(maxEntries > fixedEntries && maxEntries <= mostEntries))
    throw new RangeError(`A volume can't have ${maxEntries} entries at most`)
  const volumes = planVolumes(target, Math.ceil(countEntries(content) / (maxEntries - fixedEntries)))
  for (const volume of volumes) {
    await assertFree(volume.path)
    await assertFree(volume.partial)
  }
  rememberPartials(
    work.index,
    volumes.map(({ partial }) => partial),
  )
  await using reader = new BlobReader(work.folder)
  const total = sumBytes(content)
  const volumeContent = {
    archive: manifest.archive.id,
    manifest: encodeManifest(target, manifest),
    entries: planEntries(content, db, reader),
    maxEntries,
  }
  const { signal } = options
  const onBytes = counter('packing', total, options)
  const written = await writeVolumes(volumes, volumeContent, { signal, onBytes }).catch((error: unknown) => {
    // What somebody else began meanwhile is none of ours to remove.
    if (isDiskError(error, 'TARGET_EXISTS'))
      rememberPartials(
        work.index,
        ownPartials(work.index).filter((partial) => partial !== error.details.path),
      )
    throw error
  })
  const digests = digestsOf(db)
  await readBack(written, digests, manifest.contentRoot, { signal, onBytes: counter('verifying', total, options) })
  return {
    target,
    manifest,
    volumes: written.map(({ path, partial, bytes, sealDigest }) => ({ path, partial, bytes, sealDigest })),
  }
}

function makeManifest(target: string, head: ManifestHead, content: PreparedContent): Manifest {
  const { archive, tool, source, selection, consistency } = head
  const { streams, blobs, omissions, certificate, contentRoot } = content.summary
  const manifest: Manifest = {
    format: 'spacecrate',
    version: formatVersion,
    archive,
    tool,
    source,
    selection,
    consistency,
    streams,
    blobs,
    omissions,
    certificate,
    contentRoot,
    requires: [],
  }
  const { problems } = validateValue('manifest', manifest)
  if (problems.length > 0)
    throw new ArchiveError('MANIFEST_INVALID', `The manifest for ${target} is not valid: ${problems.join('; ')}`, {
      path: target,
      entry: 'manifest.json',
      problems,
    })
  return manifest
}

/** The manifest as it is written. Throws `MANIFEST_INVALID` for one that no reader would open. */
function encodeManifest(target: string, manifest: Manifest): Buffer {
  const bytes = Buffer.from(`${encodeLaidOut(manifest)}\n`)
  const problem =
    bytes.length > maxManifestBytes
      ? `it has ${bytes.length} bytes, and at most ${maxManifestBytes} are allowed`
      : problemOf(() => parseBounded(bytes, { values: maxValues, depth: 8 }))
  if (problem === undefined) return bytes
  throw new ArchiveError('MANIFEST_INVALID', `The manifest for ${target} is not valid: ${problem}`, {
    path: target,
    entry: 'manifest.json',
    problems: [problem],
  })
}

function problemOf(check: () => unknown): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function planVolumes(target: string, count: number): PlannedVolume[] {
  const volumes = Math.max(1, count)
  return Array.from({ length: volumes }, (_, i) => {
    const path = volumeName(target, i + 1, volumes)
    return { path, partial: `${path}.partial` }
  })
}

function sumBytes(content: PreparedContent): number {
  const sum = (parts: readonly { readonly bytes: number }[]): number => parts.reduce((all, { bytes }) => all + bytes, 0)
  return (
    sum(content.streams) +
    sum(content.recordIndex.parts) +
    sum(content.blobIndex.parts) +
    sum(content.omissions.parts) +
    content.blobs.bytes
  )
}

function counter(stage: SealProgress['stage'], total: number, { onProgress }: SealOptions): (bytes: number) => void {
  let done = 0
  return (bytes) => {
    done = Math.min(total, done + bytes)
    onProgress?.({ stage, done, total, unit: 'bytes' })
  }
}

function* digestsOf(db: OrderStore['db']): Generator<string, void> {
  for (const { digest } of usedBlobs(db, 'all')) yield digest
}
