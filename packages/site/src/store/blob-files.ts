import { createHash, randomUUID } from 'node:crypto'
import { closeSync, createReadStream, existsSync, fdatasync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isDiskFull } from '@spacecrate/disk'
import type { Bytes, StoredBlob } from '@spacecrate/format'
import { SiteError } from '../error.js'
import { siteFull } from './connection.js'

/** Part of a blob: from `start` on, up to and including `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Blobs that are read at the same time: reading is mostly waiting. */
const readAtOnce = 8
/** What is written before it is synced: files are open until then. */
const mostWritten = 256
const mostBytes = 64 * 1024 * 1024

const datasync = promisify(fdatasync)

/** A file on its way to become a blob. */
interface IncomingBlob {
  readonly path: string
  fd: number | undefined
  digest: string
  /** It has its name, or was there already. */
  isSettled: boolean
}

/** The blobs of a site: one file each, named by its digest. */
export class BlobFiles {
  private readonly dir: string
  private readonly folder: string
  private readonly made: Set<string> = new Set()

  constructor(dir: string, folder: string) {
    this.dir = dir
    this.folder = folder
  }

  /** Removes what a process that died left half-written. Only for the one that may write. */
  async clear(): Promise<void> {
    const names = await readdir(join(this.folder, 'incoming')).catch(() => [])
    for (const name of names) await rm(join(this.folder, 'incoming', name), { force: true })
  }

  /** Reads the bytes to their end and keeps them. A blob is there whole or not at all. */
  async store(bytes: Bytes, signal: AbortSignal | undefined): Promise<StoredBlob> {
    const [stored] = await this.storeAll([bytes], signal)
    if (stored === undefined) throw new TypeError('A blob was not kept')
    return stored
  }

  /**
   * The same for many. They are written first and synced together, which costs the disk a fraction of syncing them one by
   * one; each gets its name when its bytes are safe. What is given is asked for as it is read.
   */
  async storeAll(many: Iterable<Bytes>, signal: AbortSignal | undefined): Promise<StoredBlob[]> {
    const stored: StoredBlob[] = []
    let written: IncomingBlob[] = []
    let bytes = 0
    try {
      await this.folderOf('incoming')
      for (const group of groupsOf(many, readAtOnce)) {
        // All of a group come to their end before the first error is thrown: nothing writes behind our back.
        const ended = await Promise.allSettled(group.map((one) => this.write(one, signal, written)))
        for (const one of ended) {
          if (one.status === 'rejected') throw one.reason
          stored.push(one.value)
          bytes += one.value.bytes
        }
        if (written.length < mostWritten && bytes < mostBytes) continue
        await this.settle(written)
        ;({ written, bytes } = { written: [], bytes: 0 })
      }
      await this.settle(written)
      return stored
    } catch (error) {
      throw isDiskFull(error) ? siteFull(this.dir, error) : error
    } finally {
      for (const { path, fd, isSettled } of written) {
        if (fd !== undefined) closeSync(fd)
        if (!isSettled) await rm(path, { force: true })
      }
    }
  }

  /** Writes the bytes into a file without a name of its own. They go into the cache of the system at once. */
  private async write(bytes: Bytes, signal: AbortSignal | undefined, written: IncomingBlob[]): Promise<StoredBlob> {
    const path = join(this.folder, 'incoming', randomUUID())
    const fd = openSync(path, 'wx')
    const blob: IncomingBlob = { path, fd, digest: '', isSettled: false }
    written.push(blob)
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of bytes) {
      signal?.throwIfAborted()
      hash.update(chunk)
      size += chunk.byteLength
      for (let done = 0; done < chunk.byteLength;) done += writeSync(fd, chunk, done)
    }
    blob.digest = hash.digest('hex')
    return { digest: blob.digest, bytes: size }
  }

  /** Syncs what was written, and gives each blob its name. */
  private async settle(written: readonly IncomingBlob[]): Promise<void> {
    const synced = await Promise.allSettled(written.map(async ({ fd }) => fd !== undefined && datasync(fd)))
    for (const one of synced) if (one.status === 'rejected') throw one.reason
    for (const blob of written) {
      const { fd, path, digest } = blob
      blob.fd = undefined
      if (fd !== undefined) closeSync(fd)
      await this.folderOf(digest.slice(0, 2))
      if (this.has(digest)) await rm(path, { force: true })
      else renameSync(path, this.pathOf(digest))
      blob.isSettled = true
    }
  }

  has(digest: string): boolean {
    return isDigest(digest) && existsSync(this.pathOf(digest))
  }

  /** The bytes of a blob. All of it is checked against its digest at the end; a part of it can't be. */
  async *open(
    digest: string,
    range: ByteRange | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Uint8Array> {
    const path = this.mustHave(digest)
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path, { ...range, ...(signal === undefined ? {} : { signal }) })) {
      const bytes: Uint8Array = chunk
      if (range === undefined) hash.update(bytes)
      yield bytes
    }
    if (range !== undefined) return
    const actual = hash.digest('hex')
    if (actual === digest) return
    throw new SiteError(
      'BLOB_CORRUPT',
      `The blob ${digest} of the site ${this.dir} has other bytes now (${actual}); restore it from a backup`,
      { digest, actual },
    )
  }

  /** Size of a blob in bytes. Throws `BLOB_MISSING`. */
  size(digest: string): number {
    return statSync(this.mustHave(digest)).size
  }

  private mustHave(digest: string): string {
    if (this.has(digest)) return this.pathOf(digest)
    const named = isDigest(digest) ? digest : JSON.stringify(digest.slice(0, 100))
    throw new SiteError('BLOB_MISSING', `The site ${this.dir} holds no blob ${named}; import its archive again`, {
      digest,
    })
  }

  private pathOf(digest: string): string {
    return join(this.folder, digest.slice(0, 2), digest)
  }

  private async folderOf(name: string): Promise<void> {
    if (this.made.has(name)) return
    await mkdir(join(this.folder, name), { recursive: true })
    this.made.add(name)
  }
}

function* groupsOf<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let group: Item[] = []
  for (const item of items) {
    group.push(item)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
