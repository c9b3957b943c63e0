import { EventEmitter, once } from 'node:events'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { asDiskFull, DiskError, writeAt } from '@spacecrate/disk'
import type { PackedEntry } from '#records'
import { RunningDigest } from '../digest.js'
import { crcOffset, type KnownEntry, type VolumeArchive } from './entry-stream.js'
import type { PackedBytes } from './pack-entry.js'

/** Bytes that may be on their way from the archiver to the file before the next entry has to wait. */
const maxAhead = 8 * 1024 * 1024
const writeBytes = 1024 * 1024

/** Writes one ZIP, entry by entry. */
export class VolumeWriter {
  readonly path: string
  /** Every entry so far. */
  readonly entries: PackedEntry[] = []
  readonly #file: FileHandle
  readonly #zip: VolumeArchive
  readonly #writing: Promise<void>
  #written = 0
  /** Entries whose CRC came after their header. */
  readonly #streamed: KnownEntry[] = []
  #failure: { readonly error: unknown } | undefined
  /** Emits `entry` when an entry was taken, `change` when bytes were written, and both when something failed. */
  readonly #signal = new EventEmitter()

  private constructor(path: string, file: FileHandle, zip: VolumeArchive) {
    this.path = path
    this.#file = file
    this.#zip = zip
    this.#zip.on('error', (error) => this.#fail(error))
    this.#zip.on('warning', (error) => this.#fail(error))
    this.#zip.on('entry', () => this.#signal.emit('entry'))
    this.#writing = this.#write().catch((error: unknown) => this.#fail(asDiskFull(path, error)))
  }

  /** Begins a new file. Throws `TARGET_EXISTS` if there is one at the path: another export may be writing it. */
  static async create(path: string): Promise<VolumeWriter> {
    // Only what seals an archive needs the library, and loading it takes a tenth of a second.
    const { VolumeArchive } = await import('./entry-stream.js')
    return new VolumeWriter(path, await openNew(path), new VolumeArchive())
  }

  /** Writes an entry that is in memory. Returns when the archiver has taken all of it. */
  async add({ name, bytes, sha256, crc32, deflated, packed }: PackedBytes): Promise<PackedEntry> {
    await this.#append(packed, { name, bytes, packedBytes: packed.length, deflated, crc32, headerOffset: 0 })
    return await this.#added({ name, bytes, sha256 })
  }

  /** Stores an entry of that many bytes while they come. Returns when the archiver has taken all of them. */
  async addStream(name: string, bytes: number, source: AsyncIterable<Buffer>): Promise<PackedEntry> {
    const known: KnownEntry = { name, bytes, packedBytes: bytes, deflated: false, crc32: 0, headerOffset: 0 }
    const digest = new RunningDigest()
    const summed = this.#summed(source, known, digest)
    await this.#append(Readable.from(summed, { objectMode: false }), known)
    if (digest.bytes !== bytes) throw new Error(`The entry ${name} has ${digest.bytes} bytes, and was to have ${bytes}`)
    this.#streamed.push(known)
    return await this.#added({ name, bytes, sha256: digest.hex() })
  }

  /** Writes the directory and waits until the file is on the disk. Returns its size. */
  async finish(): Promise<number> {
    this.#check()
    await this.#zip.finalize()
    await this.#writing
    this.#check()
    try {
      for (const { crc32, headerOffset } of this.#streamed) {
        const bytes = Buffer.alloc(4)
        bytes.writeUInt32LE(crc32)
        await writeAt(this.#file, bytes, headerOffset + crcOffset)
      }
    } catch (error) {
      throw asDiskFull(this.path, error)
    }
    await this.#file.sync()
    await this.#file.close()
    return this.#written
  }

  /** Gives up; the file stays as it is. */
  async abort(): Promise<void> {
    this.#fail(new Error('Given up'))
    this.#zip.abort()
    this.#zip.destroy()
    await this.#writing
    await this.#file.close().catch(() => undefined)
  }

  async #append(source: Buffer | Readable, known: KnownEntry): Promise<void> {
    const taken = once(this.#signal, 'entry')
    this.#zip.appendKnown(source, known)
    await taken
    this.#check()
  }

  async #added(entry: PackedEntry): Promise<PackedEntry> {
    this.entries.push(entry)
    while (this.#failure === undefined && this.#zip.pointer() - this.#written > maxAhead)
      await once(this.#signal, 'change')
    this.#check()
    return entry
  }

  async #write(): Promise<void> {
    let chunks: Buffer[] = []
    let bytes = 0
    const flush = async (): Promise<void> => {
      const all = Buffer.concat(chunks)
      chunks = []
      bytes = 0
      await writeAt(this.#file, all, this.#written)
      this.#written += all.length
      this.#signal.emit('change')
    }
    const stream: AsyncIterable<unknown> = this.#zip
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= writeBytes) await flush()
    }
    await flush()
  }

  async *#summed(
    source: AsyncIterable<Buffer>,
    known: KnownEntry,
    digest: RunningDigest,
  ): AsyncGenerator<Buffer, void> {
    try {
      for await (const chunk of source) {
        digest.add(chunk)
        known.crc32 = crc32(chunk, known.crc32)
        yield chunk
      }
    } catch (error) {
      this.#fail(error)
      throw error
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#signal.emit('entry')
    this.#signal.emit('change')
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EEXIST') throw error
    const message = `Another export writes ${path}, or one that was stopped has left it. Choose another name, or wait`
    throw new DiskError('TARGET_EXISTS', message, { path }, { cause: error })
  }
}
