import { withoutUrlSecrets } from '@spacecrate/confluence'
import { type ArchiveWriter, type Omission, type StreamName, unexplainedIn } from '@spacecrate/format'
import type { ExportProgress, ExportSummary } from './export-summary.js'
import { RecordIntake } from './record-intake.js'
import type { Selection } from './selection.js'
import type { CallOptions, FileItem, RecordItem, Source } from './source.js'
import { MissingBytes } from './source-error.js'
import { TaskPool } from './task-pool.js'
import { withoutSecrets } from './without-secrets.js'

/** Options of `exportTo`. */
export interface ExportToOptions extends CallOptions {
  /** Called after an item, now and then. */
  readonly onProgress?: (progress: ExportProgress) => void
  /** Files that are read at the same time. @default 4 */
  readonly fileConcurrency?: number
  /** The source stands still while it is read; see `IntakeOptions`. @default true */
  readonly steady?: boolean
}

/** Items between two calls of `onProgress`. */
const progressEvery = 100

/**
 * Pulls everything that the selection takes from the source into the writer, and counts. The source has been assessed.
 *
 * Only the source's own failure and that of the disk throw; bytes that are missing are an omission and a record
 * without a blob, and a record that the writer refuses is an omission, as is what hangs on it. The writer isn't sealed: a call that threw can be made again with the same writer or a later one.
 *
 * @throws SourceError, ArchiveError, or the reason of the signal
 */
export async function exportTo(
  writer: ArchiveWriter,
  source: Source,
  selection: Selection,
  options: ExportToOptions = {},
): Promise<ExportSummary> {
  return await new Export(writer, options).run(source, selection)
}

class Export {
  readonly #writer: ArchiveWriter
  readonly #options: ExportToOptions
  readonly #intake: RecordIntake
  readonly #started = performance.now()
  readonly #records: Partial<Record<StreamName, number>> = {}
  readonly #omissions: Record<string, number> = {}
  #items = 0
  #files = 0
  #bytes = 0
  #stream: StreamName | undefined
  #source: Source | undefined

  constructor(writer: ArchiveWriter, options: ExportToOptions) {
    this.#writer = writer
    this.#options = options
    this.#intake = new RecordIntake(writer, {
      omit: (omission) => this.#omit(omission),
      steady: options.steady ?? true,
    })
  }

  async run(source: Source, selection: Selection): Promise<ExportSummary> {
    this.#source = source
    const { signal } = this.#options
    const files = new TaskPool(this.#options.fileConcurrency ?? 4, signal)
    const call = { signal: files.signal }
    try {
      for await (const item of source.read(selection, (id) => this.#writer.has(id), call)) {
        files.signal.throwIfAborted()
        switch (item.type) {
          case 'record':
            await this.#append(item, call)
            break
          case 'encoded':
            if (await this.#intake.takeEncoded(item)) this.#took(item.record.stream)
            break
          case 'file':
            if (!(await this.#intake.refuses(item, call))) await files.start(() => this.#store(item, call))
            break
          case 'omission':
            await this.#omit(item.omission)
            break
          default:
            item satisfies never
        }
      }
      await files.end()
    } catch (error) {
      throw await files.stop(error)
    }
    return this.#summary(source)
  }

  async #append(item: RecordItem, call: CallOptions): Promise<void> {
    const { item: harmless, omissions } = withoutSecrets(item)
    // Before the record: a crash between them must not lose them.
    for (const omission of omissions) await this.#omit(omission)
    if (!(await this.#intake.take(harmless, call))) return
    this.#took(item.stream)
  }

  #took(stream: StreamName): void {
    this.#records[stream] = (this.#records[stream] ?? 0) + 1
    this.#stream = stream
    this.#tell()
  }

  /** The omission is taken before the record: a crash between them must not lose it. */
  async #store(item: FileItem, call: CallOptions): Promise<void> {
    try {
      const blob = await this.#writer.store(item.open(call), call)
      this.#files++
      this.#bytes += blob.bytes
      await this.#append(item.complete(blob), call)
    } catch (error) {
      if (!(error instanceof MissingBytes)) throw error
      await this.#omit(error.omission)
      await this.#append(item.complete(undefined), call)
    }
  }

  async #omit(told: Omission): Promise<void> {
    // Names of things stand in it, and a name may be a URL.
    const omission = { ...told, what: withoutUrlSecrets(told.what).text, why: withoutUrlSecrets(told.why).text }
    await this.#writer.omit(omission)
    this.#omissions[omission.code] = (this.#omissions[omission.code] ?? 0) + omission.count
    this.#tell()
  }

  #tell(): void {
    this.#items++
    if (this.#items % progressEvery !== 0) return
    this.#options.onProgress?.({
      items: this.#items,
      explained: this.#source?.explained?.() ?? this.#items,
      files: this.#files,
      bytes: this.#bytes,
      stream: this.#stream,
    })
  }

  #summary(source: Source): ExportSummary {
    const accounts = source.accounts()
    const unexplained = accounts.reduce((sum, account) => sum + unexplainedIn(account), 0)
    return {
      complete: unexplained === 0,
      unexplained,
      records: this.#records,
      files: this.#files,
      bytes: this.#bytes,
      omissions: this.#omissions,
      accounts,
      milliseconds: performance.now() - this.#started,
    }
  }
}
