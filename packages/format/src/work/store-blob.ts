import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { onDisk, writeAt } from '@spacecrate/disk'
import type { Bytes } from '../archive-writer.js'
import { RunningDigest, sha256Hex } from '../digest.js'
import { largeBlobBytes } from '../limits.js'

/** A blob that was read to its end: small ones are still in memory, large ones are files in the folder for arrivals. */
export type ReceivedBlob =
  | { readonly size: 'small'; readonly digest: string; readonly bytes: Buffer }
  | { readonly size: 'large'; readonly digest: string; readonly bytes: number; readonly path: string }

/** Reads bytes to their end. Rethrows what reading throws, and leaves nothing behind then. */
export async function receiveBlob(arrivals: string, bytes: Bytes, signal?: AbortSignal): Promise<ReceivedBlob> {
  let digest: RunningDigest | undefined
  let chunks: Buffer[] = []
  let kept = 0
  let arrival: Arrival | undefined
  try {
    for await (const chunk of bytes) {
      signal?.throwIfAborted()
      // A copy: the giver may use its buffer again.
      const copy = Buffer.from(chunk)
      chunks.push(copy)
      kept += copy.length
      // Most files are one piece, of which the digest is one call.
      if (digest === undefined && chunks.length === 1 && kept < largeBlobBytes) continue
      if (digest === undefined) digest = digestOf(chunks)
      else digest.add(copy)
      if (kept < largeBlobBytes) continue
      arrival ??= await Arrival.open(join(arrivals, randomUUID()))
      await arrival.append(chunks)
      chunks = []
      kept = 0
    }
    signal?.throwIfAborted()
    if (arrival === undefined || digest === undefined) {
      const [only = Buffer.alloc(0)] = chunks
      return digest === undefined
        ? { size: 'small', digest: sha256Hex(only), bytes: only }
        : { size: 'small', digest: digest.hex(), bytes: Buffer.concat(chunks) }
    }
    await arrival.append(chunks)
    await arrival.finish()
    return { size: 'large', digest: digest.hex(), bytes: digest.bytes, path: arrival.path }
  } catch (error) {
    await arrival?.discard()
    throw error
  }
}

function digestOf(chunks: readonly Buffer[]): RunningDigest {
  const digest = new RunningDigest()
  for (const chunk of chunks) digest.add(chunk)
  return digest
}

/** Moves a large blob to its place under its digest. Returns the folder it is in now. */
export async function placeBlob(
  blobs: string,
  blob: { readonly digest: string; readonly path: string },
): Promise<string> {
  const target = blobPath(blobs, blob.digest)
  await onDisk(target, async () => {
    await mkdir(dirname(target), { recursive: true })
    await rename(blob.path, target)
  })
  return dirname(target)
}

/** Where a large blob lies under a folder of blobs. */
export function blobPath(blobs: string, digest: string): string {
  return join(blobs, digest.slice(0, 2), digest)
}

/** A file that grows. One write runs while the next bytes are read and hashed. */
class Arrival {
  readonly path: string
  readonly #file: FileHandle
  #position = 0
  #write: Promise<void> = Promise.resolve()

  private constructor(path: string, file: FileHandle) {
    this.path = path
    this.#file = file
  }

  static async open(path: string): Promise<Arrival> {
    return new Arrival(path, await onDisk(path, () => open(path, 'wx')))
  }

  async append(chunks: readonly Buffer[]): Promise<void> {
    await this.#write
    const bytes = Buffer.concat(chunks)
    const position = this.#position
    this.#position += bytes.length
    this.#write = onDisk(this.path, () => writeAt(this.#file, bytes, position))
    // What goes wrong is thrown by the next call, which awaits it.
    this.#write.catch(() => undefined)
  }

  async finish(): Promise<void> {
    await this.#write
    await onDisk(this.path, () => this.#file.datasync())
    await this.#file.close()
  }

  async discard(): Promise<void> {
    await this.#write.catch(() => undefined)
    await this.#file.close().catch(() => undefined)
    await rm(this.path, { force: true })
  }
}
