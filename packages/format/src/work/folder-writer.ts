import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { asDiskFull, type FileLock, syncFolder, textBytes } from '@spacecrate/disk'
import type { Omission } from '#records'
import type { Bytes, ManifestHead, Sealed, SealOptions, StoredBlob } from '../archive-writer.js'
import { sha256 } from '../digest.js'
import { encodeValue } from '../encode-record.js'
import { ArchiveError } from '../error.js'
import { maxOmissionBytes } from '../limits.js'
import type { StreamName, StreamRecords } from '../records.js'
import { sealWork } from '../seal/seal-work.js'
import { validateValue } from '../validate.js'
import { type EncodedRecord, encodedRecord } from './encoded-record.js'
import { PendingBatch } from './pending-batch.js'
import { removeWorkFolder } from './remove-folder.js'
import { placeBlob, receiveBlob } from './store-blob.js'
import type { WorkFiles } from './work-files.js'
import type { WorkFolder } from './work-folder.js'
import type { WorkIndex } from './work-index.js'
import { linesFileName, packFileName } from './work-names.js'

/** A batch is written once it has so many rows … */
const batchRows = 4000
/** … or so many bytes … */
const batchBytes = 8 * 1024 * 1024
/** … or is so old, in milliseconds. */
const batchAge = 500
/** Size at which a new pack of the work folder begins: some carriers hold no file of 4 GiB. */
const workPackBytes = 1024 ** 3

/** The writer over an open work folder. Takes over its lock, index and files. */
export class FolderWriter implements WorkFolder {
  readonly path: string
  readonly scratch: string
  readonly #lock: FileLock
  readonly #index: WorkIndex
  readonly #files: WorkFiles
  #pending = new PendingBatch()
  #flushing: PendingBatch | undefined
  #flush: Promise<void> = Promise.resolve()
  /** Where the next byte of each data file goes, with what is not yet written. */
  readonly #ends = new Map<string, number>()
  #pack = 1
  /** What `has` was asked for last and didn't find: the record that is most often appended next. */
  #absent: string | undefined
  #timer: NodeJS.Timeout | undefined
  #failure: unknown
  #closed = false

  constructor(path: string, lock: FileLock, index: WorkIndex, files: WorkFiles) {
    this.path = path
    this.#lock = lock
    this.scratch = join(path, 'scratch')
    this.#index = index
    this.#files = files
    while (files.length(packFileName(this.#pack + 1)) > 0) this.#pack += 1
  }

  state(key: string): string | undefined {
    return this.#index.meta(`state:${key}`)
  }

  setState(key: string, value: string): void {
    this.#check()
    this.#index.setMeta(`state:${key}`, value)
  }

  has(id: string): boolean {
    const known =
      this.#pending.findRecord(id) !== undefined ||
      this.#flushing?.findRecord(id) !== undefined ||
      this.#index.hasRecord(textBytes(id))
    this.#absent = known ? undefined : id
    return known
  }

  async append<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): Promise<void> {
    this.#check()
    await this.appendEncoded(encodedRecord(stream, record))
  }

  async appendEncoded({ stream, id, owner, parent, rank, line, digest, blobs }: EncodedRecord): Promise<void> {
    this.#check()
    const bytes = textBytes(id)
    const known = this.#absent === id ? undefined : this.#findRecord(id, bytes)
    this.#absent = undefined
    if (known !== undefined) {
      if (known.stream === stream && known.digest.equals(digest)) return
      throw new ArchiveError(
        'RECORD_DUPLICATE',
        `Two different records have the id ${id}: the first is in ${known.stream}, the second came for ${stream}`,
        { stream, id, other: known.stream },
      )
    }
    for (const blob of blobs) this.#use(blob, id)
    const file = linesFileName(stream)
    const offset = this.#reserve(file, line.length)
    const row = { stream, id: bytes, owner, parent, rank, offset, length: line.length - 1, digest }
    this.#pending.addRecord(id, row, file, line)
    await this.#batched()
  }

  async store(bytes: Bytes, options: { readonly signal?: AbortSignal } = {}): Promise<StoredBlob> {
    this.#check()
    const blob = await receiveBlob(join(this.path, 'arrivals'), bytes, options.signal)
    this.#check()
    const size = blob.size === 'small' ? blob.bytes.length : blob.bytes
    const stored = { digest: blob.digest, bytes: size }
    if (this.#hasBlob(blob.digest)) {
      if (blob.size === 'large') await rm(blob.path)
      return stored
    }
    const digest = Buffer.from(blob.digest, 'hex')
    if (blob.size === 'large') {
      const folder = await placeBlob(join(this.path, 'blobs'), blob)
      this.#pending.addBlob(blob.digest, { digest, bytes: size })
      this.#pending.folders.add(folder)
    } else {
      if (this.#end(packFileName(this.#pack)) + size > workPackBytes) this.#pack += 1
      const file = packFileName(this.#pack)
      const pack = { number: this.#pack, offset: this.#reserve(file, size) }
      this.#pending.addSmallBlob(blob.digest, { digest, bytes: size, pack }, file, blob.bytes)
    }
    await this.#batched()
    return stored
  }

  async omit(omission: Omission): Promise<void> {
    this.#check()
    const { problems } = validateValue('omission', omission)
    if (problems.length > 0)
      throw new ArchiveError('OMISSION_INVALID', `The omission ${omission.code} is not valid: ${problems.join('; ')}`, {
        problems,
      })
    const line = Buffer.from(`${encodeValue(omission)}\n`)
    if (line.length > maxOmissionBytes)
      throw new ArchiveError(
        'OMISSION_INVALID',
        `The omission ${omission.code} has ${line.length} bytes, and one has at most ${maxOmissionBytes}`,
        { problems: [`${line.length} bytes`] },
      )
    const digest = sha256(line)
    if (this.#pending.hasOmission(digest) || this.#flushing?.hasOmission(digest) === true) return
    if (this.#index.hasOmission(digest)) return
    this.#pending.addOmission(digest, omission, line)
    await this.#batched()
  }

  async flush(): Promise<void> {
    this.#check()
    await this.#startFlush()
    await this.#flush
  }

  async seal(path: string, head: ManifestHead, options: SealOptions = {}): Promise<Sealed> {
    await this.flush()
    const sealed = await sealWork({ folder: this.path, index: this.#index }, path, head, options)
    if (options.keep !== true) this.#index.setMeta('removing', 'yes')
    await this.#close()
    if (options.keep !== true) await removeWorkFolder(this.path, this.#lock)
    return sealed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.#closed && this.#failure === undefined) await this.flush()
    } finally {
      await this.#close()
      this.#lock[Symbol.dispose]()
    }
  }

  #findRecord(id: string, bytes: Buffer): { readonly digest: Buffer; readonly stream: StreamName } | undefined {
    return this.#pending.findRecord(id) ?? this.#flushing?.findRecord(id) ?? this.#index.findRecord(bytes)
  }

  #use(digest: string, record: string): void {
    if (!this.#hasBlob(digest))
      throw new ArchiveError('BLOB_MISSING', `The record ${record} needs the blob ${digest}, which was not stored`, {
        digest,
        record,
      })
    this.#pending.addUse(digest)
  }

  #hasBlob(digest: string): boolean {
    return (
      this.#pending.findBlob(digest) !== undefined ||
      this.#flushing?.findBlob(digest) !== undefined ||
      this.#index.findBlob(Buffer.from(digest, 'hex')) !== undefined
    )
  }

  #end(file: string): number {
    return this.#ends.get(file) ?? this.#files.length(file)
  }

  #reserve(file: string, bytes: number): number {
    const offset = this.#end(file)
    this.#ends.set(file, offset + bytes)
    return offset
  }

  async #batched(): Promise<void> {
    if (this.#pending.rows >= batchRows || this.#pending.bytes >= batchBytes) return this.#startFlush()
    this.#timer ??= setTimeout(() => {
      // What goes wrong is thrown by the next call.
      this.#startFlush().catch(() => undefined)
    }, batchAge).unref()
  }

  /** Begins to write what is pending, once the batch before is written: while one is written the next one fills. */
  async #startFlush(): Promise<void> {
    // Whoever waited with us may have begun the next one.
    while (this.#flushing !== undefined) await this.#flush
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#check()
    const batch = this.#pending
    if (batch.empty) return
    this.#pending = new PendingBatch()
    this.#flushing = batch
    this.#flush = this.#write(batch)
    this.#flush.catch(() => undefined)
  }

  async #write(batch: PendingBatch): Promise<void> {
    try {
      const rows = batch.toBatch((file) => this.#files.length(file))
      await this.#files.append(batch.pieces)
      for (const folder of batch.folders) await syncFolder(folder)
      this.#index.add(rows)
      this.#flushing = undefined
    } catch (error) {
      this.#failure = asDiskFull(this.path, error)
      throw this.#failure
    }
  }

  async #close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#flush.catch(() => undefined)
    await this.#files.close()
    this.#index.close()
  }

  /** After a failed write nothing more is taken: what came later could not be told from what was lost. */
  #check(): void {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#closed) throw new Error('The work folder is closed')
  }
}
