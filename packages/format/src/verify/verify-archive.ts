import { TempFolder } from '@spacecrate/disk'
import type { Manifest } from '#records'
import { isPartial, OmissionTally } from '../certificate.js'
import { ContentRoot } from '../content-root.js'
import type { Archive } from '../archive.js'
import { volumesOf } from '../read/open-archive.js'
import { VolumeSet } from '../read/volume-set.js'
import { ExternalSort } from '../sort/external-sort.js'
import { EntryCheck } from './entry-check.js'
import { LinkCollector } from './link-collector.js'
import { createLooks } from './looks.js'
import { ProblemList, TooManyProblems, untilTooMany, type VerifyProblem } from './problems.js'
import { Relations } from './relations-beside.js'
import { verifyBlobs } from './verify-blobs.js'
import { verifyCertificate } from './verify-certificate.js'
import { verifyLayout } from './verify-layout.js'
import { verifyOmissions } from './verify-omissions.js'
import { verifyStreams } from './verify-streams.js'

/** How many problems are listed. */
const defaultMaxProblems = 100

/** How deep a look goes: whether every byte is as it was packed, or also whether what the bytes say fits together. */
export const verifyLevels = ['bytes', 'semantic'] as const

/** One of `verifyLevels`. */
export type VerifyLevel = (typeof verifyLevels)[number]

/** Options of `verifyArchive`. */
export interface VerifyOptions {
  /** @default 'semantic' */
  readonly level?: VerifyLevel | undefined
  readonly signal?: AbortSignal | undefined
  /** Called now and then. */
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined
  /** How many problems are listed; the others are counted. @default 100 */
  readonly maxProblems?: number | undefined
  /** Folder for temporary files, which may grow to a quarter of the records. @default that of the system */
  readonly temp?: string | undefined
  /** Threads that look at records; 0 for none beside the one that calls. @default as many as are worth it */
  readonly threads?: number | undefined
}

/** How far the look at an archive is. */
export interface VerifyProgress {
  readonly stage: 'reading' | 'comparing'
  /** Bytes read, unpacked. */
  readonly done: number
  readonly total: number
}

/** What the look at an archive found. */
export interface VerifyReport {
  readonly path: string
  readonly manifest: Manifest
  readonly manifestDigest: string
  /** True if nothing is wrong at the level of the look. */
  readonly valid: boolean
  /** True for an archive that says itself, or whose sums say, that something of the source is unaccounted for. */
  readonly partial: boolean
  readonly problems: readonly VerifyProblem[]
  /** How many there are, listed or not. */
  readonly problemCount: number
  /** True if the look ended at that many: what was not read until then is not counted. */
  readonly ended: boolean
  readonly counts: VerifyCounts
}

/** What was looked at. Records, blobs and omissions are 0 at the level `bytes`, which knows only entries. */
export interface VerifyCounts {
  readonly volumes: number
  readonly entries: number
  /** Bytes of all entries, unpacked. */
  readonly bytes: number
  readonly records: number
  readonly blobs: number
  readonly omissions: number
  /** Fields that this version of the format doesn't know, in an archive of a newer minor version. */
  readonly unknownFields: number
}

/**
 * Looks at every byte of an archive: entries against the packing; and at the level `semantic` records against their schemas,
 * their order, their ids and what they point to, blobs against their digests, the index, the sums, the certificate and the
 * content root.
 *
 * An archive that is open is looked at as it is open, whatever lies at its path by then: what was verified is what is read.
 *
 * What is wrong is a value, and the look goes on. Throws what `openArchive` throws, where there is no archive to look at;
 * `DISK_FULL` where the temporary files find no room.
 */
export async function verifyArchive(archive: string | Archive, options: VerifyOptions = {}): Promise<VerifyReport> {
  if (typeof archive !== 'string') return await verifySet(volumesOf(archive), options)
  await using set = await VolumeSet.open(archive)
  return await verifySet(set, options)
}

async function verifySet(set: VolumeSet, options: VerifyOptions): Promise<VerifyReport> {
  await using temp = await TempFolder.create(options.temp)
  const problems = new ProblemList(options.maxProblems ?? defaultMaxProblems)
  const total = set.volumes.reduce((sum, { packing }) => sum + packing.entries.reduce((all, e) => all + e.bytes, 0), 0)
  const entries = new EntryCheck(set, problems, (done) => options.onProgress?.({ stage: 'reading', done, total }))
  const check = { set, entries, problems, signal: options.signal }
  const isDeep = options.level !== 'bytes'
  const found: MeaningCounts = { records: 0, blobs: 0, omissions: 0, unknownFields: 0 }
  let ended = false
  try {
    if (isDeep) await verifyMeaning(check, found, temp, options)
    await verifyRest(check, isDeep)
    verifyLayout(set, problems)
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error
    ended = true
  }
  options.signal?.throwIfAborted()
  return {
    path: set.path,
    manifest: set.manifest,
    manifestDigest: set.manifestDigest,
    valid: problems.total === 0,
    partial: isPartial(set.manifest),
    problems: problems.kept,
    problemCount: problems.total,
    ended,
    counts: {
      volumes: set.volumes.length,
      ...entries.counts,
      ...found,
    },
  }
}

interface Check {
  readonly set: VolumeSet
  readonly entries: EntryCheck
  readonly problems: ProblemList
  readonly signal: AbortSignal | undefined
}

interface MeaningCounts {
  records: number
  blobs: number
  omissions: number
  unknownFields: number
}

/** What the bytes say: every record, blob and omission, and whether they fit together. */
async function verifyMeaning(
  bytes: Check,
  counts: MeaningCounts,
  temp: TempFolder,
  { threads, maxProblems = defaultMaxProblems }: VerifyOptions,
): Promise<void> {
  const { set, entries, problems, signal } = bytes
  using ids = new ExternalSort(temp.path, 'ids')
  using blobRows = new ExternalSort(temp.path, 'blobs')
  const links = new LinkCollector(ids, blobRows)
  const root = new ContentRoot()
  const settings = { path: set.path, temp: temp.path, tolerant: set.relation === 'newer-minor', maxProblems }
  const streamBytes = set.manifest.streams.reduce((sum, stream) => sum + stream.bytes, 0)
  await using looks = createLooks(settings, streamBytes, threads)
  const check = { ...bytes, links, root, looks }
  const { records, byStream, unknownFields } = await verifyStreams(check)
  Object.assign(counts, { records, unknownFields })
  const rows = await looks.rows()
  const tally = new OmissionTally(set.manifest.certificate.accounts.map(({ kind }) => kind))
  const ofOmissions = problems.beside()
  await untilTooMany(async () => {
    counts.omissions = await verifyOmissions(set, entries.noting(ofOmissions), links, ofOmissions, tally)
  })
  const relations = new Relations(set, problems)
  if (!problems.unread && !ofOmissions.unread)
    relations.begin(looks, { ids: [...rows.map((found) => found.ids), ids.runs()], temp: temp.path, maxProblems })
  const blobs = await verifyBlobs(check)
  counts.blobs = blobs.count
  problems.take(ofOmissions.found())
  if (problems.unread) return
  await relations.finish(entries, [...rows.map((found) => found.blobs), blobRows.runs()])
  signal?.throwIfAborted()
  verifyManifest(set, root, blobs, problems)
  verifyCertificate(set, { records: byStream, omissions: tally }, problems)
}

function verifyManifest(
  set: VolumeSet,
  root: ContentRoot,
  blobs: { readonly count: number; readonly bytes: number },
  problems: ProblemList,
): void {
  const { manifest } = set
  if (blobs.count !== manifest.blobs.count || blobs.bytes !== manifest.blobs.bytes)
    problems.add({
      code: 'COUNT_WRONG',
      message: `There are ${blobs.count} blobs of ${blobs.bytes} bytes, and the manifest says ${manifest.blobs.count} of ${manifest.blobs.bytes}`,
      entry: 'manifest.json',
    })
  if (root.hex() !== manifest.contentRoot)
    problems.add({
      code: 'ROOT_WRONG',
      message: `The content root is ${root.hex()}, and the manifest says ${manifest.contentRoot}`,
      entry: 'manifest.json',
    })
}

/** Entries that `VolumeSet.open` has read in every volume. */
const openedNames: ReadonlySet<string> = new Set(['mimetype', 'manifest.json'])

/** Reads what nothing above has read: schemas and report, where the look is deep. Anything else has no place in the archive then. */
async function verifyRest({ set, entries, problems, signal }: Check, isDeep: boolean): Promise<void> {
  for (const name of set.names()) {
    if (entries.seen(name) || openedNames.has(name)) continue
    if (isDeep && !/^(schemas|report|index)\//.test(name) && !problems.unread)
      problems.add({
        code: 'LAYOUT_WRONG',
        message: `The entry ${name} belongs to nothing that the manifest or an index names`,
        entry: name,
      })
    for await (const chunk of entries.read(name, signal)) if (chunk.length === 0) break
  }
}
