import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Manifest, referencesOf, validateRecord } from '@spacecrate/format'
import type { ExportSummary } from '../export-summary.js'
import { exportTo } from '../export-to.js'
import type { Selection } from '../selection.js'
import type { Assessment, OpenSource } from '../source.js'
import { type XmlBackupOptions, xmlBackup } from '../sources/xml-backup/xml-backup-source.js'
import type { BackupBuilder } from './backup-builder.js'
import { MemoryWriter } from './memory-writer.js'

/** What an export into memory came to. */
export interface MemoryExport {
  readonly writer: MemoryWriter
  readonly summary: ExportSummary
  readonly assessment: Assessment
  readonly identity: Manifest['source']
}

/** A folder that is gone when the test is. */
export class TempFolder implements AsyncDisposable {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  static async make(): Promise<TempFolder> {
    return new TempFolder(await mkdtemp(join(tmpdir(), 'spacecrate-exporter-')))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}

/** Exports a source into memory. Every record is validated, and every structural reference must be covered. */
export async function exportIntoMemory(
  open: OpenSource,
  scratch: string,
  selection: Selection = {},
): Promise<MemoryExport> {
  await using source = await open(scratch)
  const assessment = await source.assess(selection)
  const writer = new MemoryWriter((stream, record) => validateRecord(stream, record).problems)
  const summary = await exportTo(writer, source, selection)
  const uncovered = uncoveredReferences(writer)
  if (uncovered.length > 0) throw new Error(`Neither record nor omission: ${uncovered.slice(0, 5).join(', ')}`)
  return { writer, summary, assessment, identity: source.identity() }
}

/** Builds a backup, and exports it into memory. */
export async function exportBackup(
  backup: BackupBuilder,
  selection: Selection = {},
  options: Omit<XmlBackupOptions, 'path'> = {},
): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const path = await backup.write(join(folder.path, 'backup'))
  return await exportIntoMemory(xmlBackup({ path, ...options }), folder.path, selection)
}

/** Structural references that lead to no record and that no omission names. */
export function uncoveredReferences(writer: MemoryWriter): string[] {
  const named = new Set(writer.omissions.map(({ id }) => id))
  const uncovered: string[] = []
  for (const { stream, record } of writer.records.values()) {
    for (const id of referencesOf(stream, record as never)) {
      if (!writer.has(id) && !named.has(id)) uncovered.push(`${record.id} → ${id}`)
    }
  }
  return uncovered
}
