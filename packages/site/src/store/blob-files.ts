import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDiskFull } from '@spacecrate/disk'
import type { Bytes, StoredBlob } from '@spacecrate/format'
import { SiteError } from '../error.js'
import { siteFull } from './connection.js'

/** Part of a blob: from `start` on, up to and including `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
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
    const incoming = join(this.folder, 'incoming', randomUUID())
    try {
      await this.folderOf('incoming')
      const file = await open(incoming, 'wx')
      const hash = createHash('sha256')
      let size = 0
      try {
        for await (const chunk of bytes) {
          signal?.throwIfAborted()
          hash.update(chunk)
          size += chunk.byteLength
          for (let written = 0; written < chunk.byteLength;) {
            written += (await file.write(chunk, written)).bytesWritten
          }
        }
        await file.datasync()
      } finally {
        await file.close()
      }
      const digest = hash.digest('hex')
      await this.folderOf(digest.slice(0, 2))
      if (!this.has(digest)) await rename(incoming, this.pathOf(digest))
      return { digest, bytes: size }
    } catch (error) {
      throw isDiskFull(error) ? siteFull(this.dir, error) : error
    } finally {
      await rm(incoming, { force: true })
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

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
