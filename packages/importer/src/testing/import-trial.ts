import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnyRecord, type Archive, openArchive } from '@spacecrate/format'
import { applyPlanned } from '../import/apply-planned.js'
import type { Destination } from '../destination.js'
import type { ImportSummary } from '../import/import-summary.js'
import { type ImportRequest, runImport } from '../import/run-import.js'
import { type ArchiveParts, buildArchive } from './build-archive.js'
import { createMemoryDestination, type Observed } from './memory-destination.js'
import { sampleParts } from './sample-records.js'

let sample: Promise<string> | undefined

/** The sample as an archive, built once. */
async function samplePath(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'trial-sample-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  const archive = await buildArchive(dir, sampleParts)
  await archive[Symbol.asyncDispose]()
  return archive.path
}

/** A place to plan and import in, with a destination to look into. Dispose it. */
export class ImportTrial<Seen extends Observed = Observed> implements AsyncDisposable {
  readonly dir: string
  readonly planDir: string
  observed: Seen

  private constructor(dir: string, observed: Seen) {
    this.dir = dir
    this.planDir = join(dir, 'plan')
    this.observed = observed
  }

  static async open<Seen extends Observed>(observe: (dir: string) => Seen | Promise<Seen>): Promise<ImportTrial<Seen>> {
    const dir = await mkdtemp(join(tmpdir(), 'trial-'))
    return new ImportTrial(dir, await observe(dir))
  }

  /** With a destination in memory. */
  static inMemory(): Promise<ImportTrial<ReturnType<typeof createMemoryDestination>>> {
    return ImportTrial.open(() => createMemoryDestination())
  }

  async archive(parts: ArchiveParts): Promise<Archive> {
    if (parts !== sampleParts) return await buildArchive(await mkdtemp(join(this.dir, 'archive-')), parts)
    sample ??= samplePath()
    return await openArchive(await sample)
  }

  /** Imports; all sums must add up. */
  async import(options: Partial<ImportRequest> = {}, parts: ArchiveParts = sampleParts): Promise<ImportSummary> {
    await using archive = await this.archive(parts)
    const { destination } = this.observed
    const workDir = join(this.dir, 'work')
    const summary = await runImport({ archive, destination, workDir, planDir: this.planDir, ...options })
    return added(summary)
  }

  plan(parts: ArchiveParts = sampleParts, options: Partial<ImportRequest> = {}): Promise<ImportSummary> {
    return this.import({ ...options, planOnly: true }, parts)
  }

  async apply(
    parts: ArchiveParts = sampleParts,
    destination: Destination = this.observed.destination,
  ): Promise<ImportSummary> {
    await using archive = await this.archive(parts)
    return added(await applyPlanned({ archive, destination, planDir: this.planDir }))
  }

  /** What an import made of a record. */
  madeOf(record: string): AnyRecord | undefined {
    return [...this.observed.rows()].find(({ madeOf }) => madeOf === record)?.record
  }

  /** Its id at the destination; empty where there is none. */
  idOf(record: string): string {
    return this.madeOf(record)?.id ?? ''
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.dir, { recursive: true, force: true })
  }
}

/** Every record has its outcome. */
function added(summary: ImportSummary): ImportSummary {
  const { unexplained = 0 } = summary.applied ?? {}
  if (unexplained !== 0) throw new Error(`${unexplained} records have no outcome`)
  return summary
}
