import { closeSync, constants, openSync, readSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupFiles, entitiesName } from './backup-files.js'
import type { BackupObject, ObjectRange } from './backup-object.js'
import { BackupError } from './error.js'
import { objectLimit, objectTooLarge, parseObject } from './parse-object.js'
import { shown } from './shown.js'

/** Random access to the objects of entities.xml by range, after a scan. Whoever opened it disposes it. */
export interface ObjectReader extends AsyncDisposable {
  /** The file that is read: entities.xml itself, or its copy. */
  readonly path: string

  /**
   * Reads one object, at once: a range is some kilobytes, and it is in the cache of the system after the scan.
   *
   * @throws BackupError OBJECT_MALFORMED, OBJECT_TOO_LARGE, ENTRY_UNREADABLE, XML_TRUNCATED
   */
  read(range: ObjectRange): BackupObject

  /** The markup of an object that can't be read, for what little of it may still be told. */
  markup(range: ObjectRange): string

  /** All bytes, from the start, for `scanObjects`: cheaper than unpacking them from a zip a second time. */
  bytes(options?: { readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>
}

export interface ObjectReaderOptions {
  /** An existing folder for the copy of entities.xml that a zip needs. The copy is removed with the reader. */
  readonly scratch: string
  readonly signal?: AbortSignal
}

/**
 * Opens entities.xml for random access: in place in a folder, from a copy out of a zip.
 *
 * @throws BackupError ENTRY_CORRUPT, ENTRY_UNREADABLE, SCRATCH_FAILED
 */
export async function openObjectReader(files: BackupFiles, options: ObjectReaderOptions): Promise<ObjectReader> {
  const local = files.localPath(entitiesName)
  if (local !== undefined) return new FileObjectReader(local, undefined)
  const folder = await inScratch(options.scratch, () => mkdtemp(join(options.scratch, 'entities-')))
  try {
    const copy = join(folder, entitiesName)
    await extract(files, copy, options.signal)
    return new FileObjectReader(copy, folder)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Random access to the objects of an entities.xml that lies open, for another thread than the one that opened the backup. */
export function readObjectsAt(path: string): ObjectReader {
  return new FileObjectReader(path, undefined)
}

async function extract(files: BackupFiles, copy: string, signal: AbortSignal | undefined): Promise<void> {
  await using file = await inScratch(copy, () => open(copy, 'wx', 0o600))
  for await (const chunk of files.open(entitiesName, signal ? { signal } : {})) {
    await inScratch(copy, () => file.writeFile(chunk))
  }
}

async function inScratch<Result>(path: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new BackupError(
      'SCRATCH_FAILED',
      `The copy of entities.xml at ${shown(path)} can't be written (${problem}); free disk space`,
      { path, problem },
      { cause: error },
    )
  }
}

const readSize = 1 << 20

class FileObjectReader implements ObjectReader {
  readonly path: string
  readonly #folder: string | undefined
  readonly #file: number
  #room: Buffer = Buffer.allocUnsafeSlow(64 * 1024)
  #open = true

  /** @param folder is removed with the reader */
  constructor(path: string, folder: string | undefined) {
    this.path = path
    this.#folder = folder
    this.#file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  }

  read({ offset, length }: ObjectRange): BackupObject {
    if (length > objectLimit) throw objectTooLarge(offset, length)
    const object = parseObject(this.#load({ offset, length }), offset)
    if (this.#room.length > readSize) this.#room = Buffer.allocUnsafeSlow(64 * 1024)
    return object
  }

  markup({ offset, length }: ObjectRange): string {
    return this.#load({ offset, length: Math.min(length, readSize) }).toString('utf8')
  }

  /** Good until the next call. */
  #load({ offset, length }: ObjectRange): Buffer {
    if (length > this.#room.length) this.#room = Buffer.allocUnsafeSlow(2 * length)
    let got = 0
    while (got < length) {
      const count = readSync(this.#file, this.#room, got, length - got, offset + got)
      if (count === 0) {
        throw new BackupError('XML_TRUNCATED', `The file ${shown(this.path)} became shorter while it was read`, {
          offset: offset + got,
          objectOffset: offset,
        })
      }
      got += count
    }
    return this.#room.subarray(0, length)
  }

  async *bytes(options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<Uint8Array> {
    await using file = await open(this.path, 'r')
    for (let at = 0; ;) {
      options.signal?.throwIfAborted()
      const buffer = Buffer.allocUnsafe(readSize)
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#file)
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true })
  }
}
