import { createHash } from 'node:crypto'
import type {
  ArchiveWriter,
  Bytes,
  EncodedRecord,
  ManifestHead,
  Omission,
  Sealed,
  StoredBlob,
  StreamName,
  StreamRecords,
} from '@spacecrate/format'

/** Says what is wrong with a record; an empty list for a good one. */
export type Validate = (stream: StreamName, record: unknown) => readonly string[]

/** An archive writer that keeps everything in memory, for tests. It takes what a work folder takes, and no more. */
export class MemoryWriter implements ArchiveWriter {
  readonly records: Map<string, { readonly stream: StreamName; readonly record: { readonly id: string } }> = new Map()
  readonly blobs: Map<string, Uint8Array> = new Map()
  readonly omissions: Omission[] = []
  /** What was sealed, and where to. */
  sealed: { readonly path: string; readonly head: ManifestHead } | undefined
  readonly #validate: Validate

  constructor(validate: Validate = () => []) {
    this.#validate = validate
  }

  has(id: string): boolean {
    return this.records.has(id)
  }

  async append<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): Promise<void> {
    const problems = this.#validate(stream, record)
    if (problems.length > 0) throw new Error(`RECORD_INVALID ${stream} ${record.id}: ${problems.join('; ')}`)
    const before = this.records.get(record.id)
    if (before && JSON.stringify(before.record) !== JSON.stringify(record)) {
      throw new Error(`RECORD_DUPLICATE ${record.id}`)
    }
    this.records.set(record.id, { stream, record })
  }

  async appendEncoded({ stream, line }: EncodedRecord): Promise<void> {
    await this.append(stream, JSON.parse(line.toString()) as StreamRecords[StreamName])
  }

  async store(bytes: Bytes): Promise<StoredBlob> {
    const chunks: Uint8Array[] = []
    for await (const chunk of bytes) chunks.push(Uint8Array.from(chunk))
    const whole = Buffer.concat(chunks)
    const digest = createHash('sha256').update(whole).digest('hex')
    this.blobs.set(digest, whole)
    return { digest, bytes: whole.length }
  }

  async omit(omission: Omission): Promise<void> {
    if (!/^[A-Z][A-Z0-9_]*$/.test(omission.code) || omission.count < 1) {
      throw new Error(`OMISSION_INVALID ${JSON.stringify(omission)}`)
    }
    if (!this.omissions.some((one) => JSON.stringify(one) === JSON.stringify(omission))) this.omissions.push(omission)
  }

  async seal(path: string, head: ManifestHead): Promise<Sealed> {
    this.sealed = { path, head }
    throw new Error('A writer in memory seals nothing')
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** The records of one stream, in order of id. */
  stream<Name extends StreamName>(stream: Name): StreamRecords[Name][] {
    return [...this.records.values()]
      .filter((one) => one.stream === stream)
      .map((one) => one.record as StreamRecords[Name])
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
