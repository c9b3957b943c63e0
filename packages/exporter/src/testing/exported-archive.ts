import { join } from 'node:path'
import {
  type Archive,
  openArchive,
  type StreamName,
  streamNames,
  type StreamRecords,
  verifyArchive,
} from '@spacecrate/format'
import { type ExportOutcome, runExport } from '../run-export.js'
import type { Selection } from '../selection.js'
import type { OpenSource } from '../source.js'
import { TempFolder } from './export-backup.js'

/** An archive that a source was exported into, sealed and verified; it is gone with the test. */
export class ExportedArchive implements AsyncDisposable {
  readonly outcome: ExportOutcome
  readonly archive: Archive
  readonly #folder: TempFolder

  private constructor(outcome: ExportOutcome, archive: Archive, folder: TempFolder) {
    this.outcome = outcome
    this.archive = archive
    this.#folder = folder
  }

  static async of(source: OpenSource, selection: Selection = {}): Promise<ExportedArchive> {
    const folder = await TempFolder.make()
    const output = join(folder.path, 'archive.zip')
    const outcome = await runExport({
      source,
      sourceKey: 'test',
      output,
      workDir: join(folder.path, 'work'),
      selection,
      tool: { name: 'spacecrate', version: '0.0.0' },
    })
    const { problems } = await verifyArchive(output)
    if (problems.length > 0) throw new Error(`The archive does not verify: ${JSON.stringify(problems.slice(0, 5))}`)
    return new ExportedArchive(outcome, await openArchive(output), folder)
  }

  /** All records of a stream, in the order of the archive. */
  async stream<Name extends StreamName>(stream: Name): Promise<StreamRecords[Name][]> {
    const records: StreamRecords[Name][] = []
    for await (const { record } of this.archive.records(stream)) records.push(record)
    return records
  }

  /** Everything in it that is no blob, as text. */
  async text(): Promise<string> {
    const lines: string[] = [JSON.stringify(this.archive.manifest)]
    for (const stream of streamNames) {
      for await (const { line } of this.archive.records(stream)) lines.push(Buffer.from(line).toString())
    }
    for await (const omission of this.archive.omissions()) lines.push(JSON.stringify(omission))
    return lines.join('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.archive[Symbol.asyncDispose]()
    await this.#folder[Symbol.asyncDispose]()
  }
}
