import type { ZipArchive } from 'archiver'
import { EventEmitter, once } from 'node:events'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { PackedEntry } from '#records'
import { RunningDigest, sha256Hex } from '../digest.js'
import { asDiskFull, writeAt } from '../work/disk.js'

/** Bytes that may be on their way from the archiver to the file before the next entry has to wait. */
const maxAhead = 8 * 1024 * 1024
const writeBytes = 1024 * 1024
/** Measured on page bodies: two per cent larger than level 6, at 1.4 times its speed, which is what limits packing. */
const deflateLevel = 5
/** The same time in every entry of every archive, so that the same content gives the same bytes. */
const entryDate = new Date('1980-01-01T00:00:00Z')

/** Writes one ZIP, entry by entry. */
export class VolumeWriter {
  readonly path: string
  /** Every entry so far. */
  readonly entries: PackedEntry[] = []
  readonly #file: FileHandle
  readonly #zip: ZipArchive
  readonly #writing: Promise<void>
  #written = 0
  #failure: { readonly error: unknown } | undefined
  /** Emits `entry` when an entry was taken, `change` when bytes were written, and both when something failed. */
  readonly #signal = new EventEmitter()

  private constructor(path: string, file: FileHandle, zip: ZipArchive) {
    this.path = path
    this.#file = file
    this.#zip = zip
    this.#zip.on('error', (error) => this.#fail(error))
    this.#zip.on('warning', (error) => this.#fail(error))
    this.#zip.on('entry', () => this.#signal.emit('entry'))
    this.#writing = this.#write().catch((error: unknown) => this.#fail(asDiskFull(path, error)))
  }

  /** Begins a new file. Throws if there is one at the path. */
  static async create(path: string): Promise<VolumeWriter> {
    // Only what seals an archive needs the library, and loading it takes a tenth of a second.
    const { ZipArchive } = await import('archiver')
    const zip = new ZipArchive({ zlib: { level: deflateLevel, chunkSize: 128 * 1024 } })
    return new VolumeWriter(path, await open(path, 'wx'), zip)
  }

  /** Writes an entry; `deflate` is for bytes in memory alone. Returns when the archiver has taken all of it. */
  async add(name: string, source: Buffer | AsyncIterable<Buffer>, method: 'store' | 'deflate'): Promise<PackedEntry> {
    const options = { name, date: entryDate, store: method === 'store' }
    let entry: PackedEntry
    if (Buffer.isBuffer(source)) {
      const taken = this.#taken()
      this.#zip.append(source, options)
      entry = { name, bytes: source.length, sha256: sha256Hex(source) }
      await taken
    } else {
      const digest = new RunningDigest()
      const taken = this.#taken()
      this.#zip.append(
        Readable.from(
          digested(source, digest, (error) => this.#fail(error)),
          { objectMode: false },
        ),
        options,
      )
      await taken
      entry = { name, bytes: digest.bytes, sha256: digest.hex() }
    }
    this.entries.push(entry)
    while (this.#failure === undefined && this.#zip.pointer() - this.#written > maxAhead)
      await once(this.#signal, 'change')
    this.#check()
    return entry
  }

  /** Writes the directory and waits until the file is on the disk. Returns its size. */
  async finish(): Promise<number> {
    this.#check()
    await this.#zip.finalize()
    await this.#writing
    this.#check()
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

  /** Resolves when the archiver has taken the next entry, or something failed. */
  async #taken(): Promise<void> {
    await once(this.#signal, 'entry')
    this.#check()
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

async function* digested(
  source: AsyncIterable<Buffer>,
  digest: RunningDigest,
  fail: (error: unknown) => void,
): AsyncGenerator<Buffer, void> {
  try {
    for await (const chunk of source) {
      digest.add(chunk)
      yield chunk
    }
  } catch (error) {
    fail(error)
    throw error
  }
}
