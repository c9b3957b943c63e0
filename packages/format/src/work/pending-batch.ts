import type { Omission } from '#records'
import type { StreamName } from '../records.js'
import type { Batch, BlobRow, OmissionRow, RecordRow } from './work-index.js'

/** What was taken and is not yet on the disk: the data for the files, and the rows that will point to it. */
export class PendingBatch {
  readonly records: RecordRow[] = []
  readonly #byId = new Map<string, { readonly digest: Buffer; readonly stream: StreamName }>()
  readonly #blobs = new Map<string, BlobRow>()
  readonly #used = new Map<string, Buffer>()
  readonly #omissions = new Map<string, OmissionRow>()
  /** Bytes to append, by data file. */
  readonly pieces: Map<string, Buffer[]> = new Map<string, Buffer[]>()
  /** Folders that got a file since. */
  readonly folders: Set<string> = new Set<string>()
  bytes = 0

  get empty(): boolean {
    return this.records.length + this.#blobs.size + this.#used.size + this.#omissions.size === 0
  }

  addRecord(id: string, row: RecordRow, file: string, line: Buffer): void {
    this.records.push(row)
    this.#byId.set(id, row)
    this.#addPiece(file, line)
  }

  addBlob(digest: string, row: BlobRow): void {
    this.#blobs.set(digest, row)
  }

  addSmallBlob(digest: string, row: BlobRow, file: string, bytes: Buffer): void {
    this.#blobs.set(digest, row)
    this.#addPiece(file, bytes)
  }

  addUse(digest: string): void {
    this.#used.set(digest, Buffer.from(digest, 'hex'))
  }

  addOmission(digest: Buffer, omission: Omission, line: Buffer): void {
    this.#omissions.set(digest.toString('hex'), { digest, omission, line })
    this.bytes += line.length
  }

  findRecord(id: string): { readonly digest: Buffer; readonly stream: StreamName } | undefined {
    return this.#byId.get(id)
  }

  findBlob(digest: string): BlobRow | undefined {
    return this.#blobs.get(digest)
  }

  hasOmission(digest: Buffer): boolean {
    return this.#omissions.has(digest.toString('hex'))
  }

  /** How many rows it will write. */
  get rows(): number {
    return this.records.length + this.#blobs.size + this.#omissions.size
  }

  /** The rows, with the lengths that the data files have once the pieces are appended. */
  toBatch(lengthBefore: (file: string) => number): Batch {
    const files = new Map(
      [...this.pieces].map(([name, chunks]) => [
        name,
        lengthBefore(name) + chunks.reduce((sum, c) => sum + c.length, 0),
      ]),
    )
    return {
      records: this.records,
      blobs: this.#blobs.values(),
      used: this.#used.values(),
      omissions: this.#omissions.values(),
      files,
    }
  }

  #addPiece(file: string, bytes: Buffer): void {
    const chunks = this.pieces.get(file)
    if (chunks === undefined) this.pieces.set(file, [bytes])
    else chunks.push(bytes)
    this.bytes += bytes.length
  }
}
