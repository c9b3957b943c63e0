import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw, type InflateRaw, type InputType, type ZlibOptions } from 'node:zlib'
import { ArchiveError } from '../error.js'
import { maxDeflatedBytes } from '../limits.js'
import type { ByteRange, Container, ContainerEntry } from './container.js'
import { describeFile } from './describe-file.js'
import { readZipDirectory, type ZipEntry } from './zip-directory.js'
import { ZipCutOff, ZipProblem } from './zip-problem.js'

const chunkBytes = 1024 * 1024

/**
 * Opens one ZIP of an archive. Throws `ARCHIVE_NOT_FOUND`, `NOT_AN_ARCHIVE`, `ARCHIVE_UNSEALED` if its end is missing,
 * `CONTAINER_INVALID` if it breaks a rule.
 */
export async function openZipContainer(path: string): Promise<Container> {
  const file = await openFile(path)
  try {
    const { size } = await file.stat()
    const looksLike = await describeFile(file, size)
    if (looksLike !== 'archive')
      throw new ArchiveError('NOT_AN_ARCHIVE', `The file ${path} is not an archive: it looks like ${looksLike}`, {
        path,
        looksLike,
      })
    const entries = await readZipDirectory(file.fd, size)
    if (entries[0]?.name !== 'mimetype') throw new ZipProblem('the first entry must be mimetype')
    return new ZipContainer(path, file, entries)
  } catch (error) {
    await file.close()
    if (!(error instanceof ZipProblem)) throw error
    if (error instanceof ZipCutOff)
      throw new ArchiveError(
        'ARCHIVE_UNSEALED',
        `The archive ${path} is not complete: its end is missing. Copy it again, or run the export again`,
        { path, problem: error.message },
        { cause: error },
      )
    const place = error.entry === undefined ? '' : `, entry ${error.entry}`
    throw new ArchiveError(
      'CONTAINER_INVALID',
      `The file ${path}${place} breaks a rule of the format: ${error.message}. Get it again from where it was written`,
      { path, ...(error.entry === undefined ? {} : { entry: error.entry }), problem: error.message },
      { cause: error },
    )
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new ArchiveError('ARCHIVE_NOT_FOUND', `There is no file ${path}`, { path }, { cause: error })
    throw error
  }
}

class ZipContainer implements Container {
  readonly path: string
  readonly entries: ReadonlyMap<string, ContainerEntry>
  readonly ordered = true
  readonly #file: FileHandle
  readonly #zipEntries: ReadonlyMap<string, ZipEntry>
  #closed = false

  constructor(path: string, file: FileHandle, entries: readonly ZipEntry[]) {
    this.path = path
    this.#file = file
    this.#zipEntries = new Map(entries.map((entry) => [entry.name, entry]))
    this.entries = this.#zipEntries
  }

  async load(name: string): Promise<Buffer> {
    const entry = this.#get(name)
    if (entry.bytes > maxDeflatedBytes) throw this.#corrupt(name, 'it is larger than such an entry may be')
    const packed = await this.#readBytes(entry, 0, entry.packedBytes)
    const bytes = entry.deflated ? await this.#inflate(entry, packed) : packed
    if (crc32(bytes) !== entry.crc32) throw this.#corrupt(name, 'its CRC is another one')
    return bytes
  }

  async *read(
    name: string,
    range?: ByteRange,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<Buffer, void> {
    const entry = this.#get(name)
    const { offset, length } = range ?? { offset: 0, length: entry.bytes }
    if (offset < 0 || length < 0 || offset + length > entry.bytes)
      throw this.#corrupt(name, `bytes ${offset} to ${offset + length} are not in it`, offset)
    if (entry.deflated) {
      const bytes = await this.load(name)
      for (let at = offset; at < offset + length; at += chunkBytes)
        yield bytes.subarray(at, Math.min(at + chunkBytes, offset + length))
      return
    }
    let crc = 0
    let next: Promise<Buffer> | undefined
    const chunk = (at: number): Promise<Buffer> | undefined => {
      const promise =
        at < offset + length ? this.#readBytes(entry, at, Math.min(chunkBytes, offset + length - at)) : undefined
      // Whoever awaits it sees what goes wrong; nobody does if the reader stops early.
      promise?.catch(() => undefined)
      return promise
    }
    next = chunk(offset)
    for (let at = offset; next !== undefined; at += chunkBytes) {
      options.signal?.throwIfAborted()
      const bytes = await next
      next = chunk(at + chunkBytes)
      crc = crc32(bytes, crc)
      yield bytes
    }
    if (range === undefined && crc !== entry.crc32) throw this.#corrupt(name, 'its CRC is another one')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#file.close()
  }

  #get(name: string): ZipEntry {
    const entry = this.#zipEntries.get(name)
    if (entry === undefined) throw this.#corrupt(name, 'it is not there')
    return entry
  }

  async #readBytes(entry: ZipEntry, offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#file.read(bytes, done, length - done, entry.dataOffset + offset + done)
      if (bytesRead === 0) throw this.#corrupt(entry.name, 'the file ends before', offset + done)
      done += bytesRead
    }
    return bytes
  }

  async #inflate(entry: ZipEntry, packed: Buffer): Promise<Buffer> {
    try {
      const { buffer, engine } = await inflate(packed, {
        maxOutputLength: Math.max(1, entry.bytes),
        chunkSize: Math.min(Math.max(entry.bytes, 64), chunkBytes),
        info: true,
      })
      if (buffer.length !== entry.bytes || engine.bytesWritten !== packed.length)
        throw this.#corrupt(entry.name, `it has ${buffer.length} bytes unpacked, and ${entry.bytes} are declared`)
      return buffer
    } catch (error) {
      if (error instanceof ArchiveError) throw error
      throw this.#corrupt(entry.name, 'it can not be unpacked', undefined, error)
    }
  }

  #corrupt(entry: string, problem: string, offset?: number, cause?: unknown): ArchiveError<'ENTRY_CORRUPT'> {
    return new ArchiveError(
      'ENTRY_CORRUPT',
      `The entry ${entry} of ${this.path} is damaged: ${problem}. Copy the archive again, and run verify`,
      { path: this.path, entry, ...(offset === undefined ? {} : { offset }), problem },
      cause === undefined ? {} : { cause },
    )
  }
}

/** With `info: true`, which the types of Node don't know, zlib says how much of the input it has used. */
const inflate: (
  bytes: InputType,
  options: ZlibOptions,
) => Promise<{ readonly buffer: Buffer; readonly engine: InflateRaw }> = promisify(inflateWithInfo)

function inflateWithInfo(
  bytes: InputType,
  options: ZlibOptions,
  callback: (error: Error | null, result: { readonly buffer: Buffer; readonly engine: InflateRaw }) => void,
): void {
  inflateRaw(bytes, options, (error, result: unknown) => {
    callback(error, result as { readonly buffer: Buffer; readonly engine: InflateRaw })
  })
}
