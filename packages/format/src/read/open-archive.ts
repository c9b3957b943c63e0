import { textBytes } from '@spacecrate/disk'
import type { BlobIndexLine, Manifest, Omission, RecordIndexLine } from '#records'
import type { Archive, ReadRecord } from '../archive.js'
import { omissionPartName, streamPartName } from '../container/entry-names.js'
import { isDigest, RunningDigest, sha256Hex } from '../digest.js'
import { ArchiveError } from '../error.js'
import type { StreamName } from '../records.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamRules } from '../streams.js'
import { validateValue } from '../validate.js'
import { EntryCache } from './entry-cache.js'
import { IndexSearch } from './index-search.js'
import { parseLine, parseRecord } from './parse-record.js'
import { splitLines } from './split-lines.js'
import { VolumeSet } from './volume-set.js'

const cacheBytes = 24 * 1024 * 1024

/**
 * Opens a sealed archive: a ZIP, any volume of a set, or a folder with an unpacked archive. Checks the seal, manifest
 * and packing against it, and that every entry is in its place with its size. The bytes of entries are checked when they
 * are read; `verifyArchive` checks all of them.
 *
 * Throws `ARCHIVE_NOT_FOUND`, `NOT_AN_ARCHIVE`, `ARCHIVE_UNSEALED`, `CONTAINER_INVALID`, `SEAL_MISMATCH`,
 * `MANIFEST_INVALID`, `FORMAT_TOO_NEW`, `VOLUME_MISSING`.
 */
export async function openArchive(path: string): Promise<Archive> {
  return new SealedArchive(await VolumeSet.open(path))
}

/** An archive to read from volumes that are open already; they stay open when it is not needed any more. */
export function archiveOn(set: VolumeSet): Archive {
  return new SealedArchive(set)
}

/** The volumes of an archive that `openArchive` opened. */
export function volumesOf(archive: Archive): VolumeSet {
  if (archive instanceof SealedArchive) return archive.set
  throw new TypeError('Not an archive that openArchive opened')
}

class SealedArchive implements Archive {
  readonly path: string
  readonly manifest: Manifest
  readonly manifestDigest: string
  readonly seal: string
  readonly set: VolumeSet
  readonly #cache: EntryCache
  readonly #records: IndexSearch
  readonly #blobs: IndexSearch
  readonly #tolerant: boolean

  constructor(set: VolumeSet) {
    this.path = set.path
    this.manifest = set.manifest
    this.manifestDigest = set.manifestDigest
    this.seal = set.seal
    this.set = set
    this.#tolerant = set.relation === 'newer-minor'
    this.#cache = new EntryCache(set, cacheBytes)
    this.#records = new IndexSearch(set, this.#cache, 'records')
    this.#blobs = new IndexSearch(set, this.#cache, 'blobs')
  }

  records<Name extends StreamName>(
    stream: Name,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncIterable<ReadRecord<Name>> {
    return this.#read(stream, 1, 0, options.signal)
  }

  async *owned<Name extends StreamName>(
    stream: Name,
    owner: string,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<ReadRecord<Name>, void> {
    const first = (await this.#indexLine(owner))?.firsts?.[stream]
    if (first === undefined) return
    const rule: StreamRule<Name> = streamRules[stream]
    for await (const read of this.#read(stream, first[0], first[1], options.signal)) {
      if (rule.owner(read.record) !== owner) return
      yield read
    }
  }

  async find<Name extends StreamName>(stream: Name, id: string): Promise<ReadRecord<Name> | undefined> {
    const place = await this.#indexLine(id)
    if (place === undefined || place.stream !== stream) return undefined
    const entry = streamPartName(stream, place.part)
    const part = await this.#cache.load(entry)
    const line = part.subarray(place.offset, place.offset + place.length)
    const read = parseRecord(stream, line, { path: this.path, entry, offset: place.offset }, this.#tolerant)
    if (read.record.id === id) return read
    throw new ArchiveError('ENTRY_CORRUPT', `The index of ${this.path} points to another record than ${id}`, {
      path: this.path,
      entry,
      offset: place.offset,
      problem: `the index points to ${read.record.id} instead of ${id}`,
    })
  }

  async *omissions(): AsyncGenerator<Omission, void> {
    for (let part = 1; ; part += 1) {
      const entry = omissionPartName(part)
      if (this.set.find(entry) === undefined) return
      let offset = 0
      for (const line of splitLines(await this.set.load(entry))) {
        const place = { path: this.path, entry, offset }
        const value = parseLine('omissions', line, place)
        const { problems } = validateValue('omission', value, { tolerant: this.#tolerant })
        if (problems.length > 0)
          throw new ArchiveError(
            'RECORD_INVALID',
            `The omission in ${entry} of ${this.path}, byte ${offset}, is not valid: ${problems.join('; ')}`,
            { stream: 'omissions', entry, offset, problems },
          )
        yield value as Omission
        offset += line.length + 1
      }
    }
  }

  async hasBlob(digest: string): Promise<boolean> {
    return (await this.#blobLine(digest)) !== undefined
  }

  async *openBlob(digest: string, options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<Uint8Array, void> {
    const place = await this.#blobLine(digest)
    if (place === undefined)
      throw new ArchiveError('BLOB_MISSING', `The archive ${this.path} has no blob ${digest}. Run verify`, { digest })
    const running = new RunningDigest()
    for await (const chunk of this.set.read(place.entry, { offset: place.offset, length: place.bytes }, options)) {
      running.add(chunk)
      yield chunk
    }
    const actual = running.hex()
    if (actual !== digest)
      throw new ArchiveError(
        'DIGEST_MISMATCH',
        `The blob ${digest} in ${place.entry} of ${this.path} is damaged: its SHA-256 is ${actual}. Copy the archive again`,
        { path: this.path, expected: digest, actual },
      )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.set[Symbol.asyncDispose]()
  }

  async *#read<Name extends StreamName>(
    stream: Name,
    firstPart: number,
    firstOffset: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ReadRecord<Name>, void> {
    const parts = this.manifest.streams.find(({ name }) => name === stream)?.parts ?? 0
    const load = (part: number): Promise<Buffer> | undefined => {
      const loading = part <= parts ? this.set.load(streamPartName(stream, part)) : undefined
      // Whoever awaits it sees what goes wrong; nobody does if the reader stops early.
      loading?.catch(() => undefined)
      return loading
    }
    let offset = firstOffset
    let next = load(firstPart)
    for (let part = firstPart; next !== undefined; part += 1) {
      signal?.throwIfAborted()
      const bytes = await next
      // The next part is inflated while this one is parsed.
      next = load(part + 1)
      const entry = streamPartName(stream, part)
      let number = offset === 0 ? 1 : undefined
      for (const line of splitLines(bytes.subarray(offset))) {
        const place = { path: this.path, entry, offset, ...(number === undefined ? {} : { line: number }) }
        yield parseRecord(stream, line, place, this.#tolerant)
        signal?.throwIfAborted()
        offset += line.length + 1
        if (number !== undefined) number += 1
      }
      offset = 0
    }
  }

  async #indexLine(id: string): Promise<RecordIndexLine | undefined> {
    const line = await this.#records.find(sha256Hex(textBytes(id)), `"id":${JSON.stringify(id)},`)
    const place = line === undefined ? undefined : this.#parseIndex<RecordIndexLine>('index-record', line)
    return place?.id === id ? place : undefined
  }

  async #blobLine(digest: string): Promise<BlobIndexLine | undefined> {
    const line = isDigest(digest) ? await this.#blobs.find(digest, `"sha256":"${digest}"`) : undefined
    const place = line === undefined ? undefined : this.#parseIndex<BlobIndexLine>('index-blob', line)
    return place?.sha256 === digest ? place : undefined
  }

  #parseIndex<T>(schema: string, line: Buffer): T {
    const value = parseLine(schema, line, { path: this.path, entry: 'index', offset: 0 })
    const { problems } = validateValue(schema, value, { tolerant: this.#tolerant })
    if (problems.length === 0) return value as T
    throw new ArchiveError('ENTRY_CORRUPT', `An index of ${this.path} is not valid: ${problems.join('; ')}`, {
      path: this.path,
      entry: 'index',
      problem: problems.join('; '),
    })
  }
}
