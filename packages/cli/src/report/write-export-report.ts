import { mkdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { renderExportReport } from './export-page.js'
import { collectExportReport, type ExportReport, missingOf, type Volume } from './export-report.js'
import { digestFile, writeWhole } from './files.js'
import { FindingCollector } from './findings.js'
import type { RunClock } from './run-facts.js'

/** The files of a report. */
export interface ReportFiles {
  readonly html: string
  readonly json: string
  /** All omissions or losses, one a line; absent where there are none. */
  readonly full?: string
}

/** A report and where it lies. */
export interface WrittenReport {
  readonly report: ExportReport
  readonly files: ReportFiles
}

/** The report that an earlier run has written; `undefined` where there is none. */
export async function readExportReport(stem: string): Promise<WrittenReport | undefined> {
  const files = { html: `${stem}.report.html`, json: `${stem}.report.json` }
  const text = await readFile(files.json, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const report = JSON.parse(text) as ExportReport
  const full = report.omissions.count > 0 ? { full: `${stem}.omissions.ndjson` } : {}
  return { report, files: { ...files, ...full } }
}

/** Writes the report on a sealed archive: HTML, JSON, and the whole list of omissions. */
export async function writeExportReport(
  archive: Archive,
  volumePaths: readonly string[],
  clock: RunClock,
  options: {
    readonly from: string
    readonly version: string
    readonly limits: readonly string[]
    /** Path that all files of the report begin with. */ readonly stem: string
    readonly signal: AbortSignal
  },
): Promise<WrittenReport> {
  const { from, stem, version, limits, signal } = options
  await mkdir(dirname(stem), { recursive: true })
  const full = archive.manifest.omissions.lines > 0 ? `${stem}.omissions.ndjson` : undefined
  const collector = new FindingCollector()
  const start = performance.now()
  if (full !== undefined) await writeWhole(full, omissionLines(archive, collector, signal))
  const report = await collectExportReport(archive, {
    from: basename(from),
    volumes: await describeVolumes(volumePaths, signal),
    findings: collector.findings(),
    limits,
    signal,
    ...(full !== undefined && { full: basename(full) }),
    run: () => {
      clock.add('report', performance.now() - start)
      return clock.facts(version)
    },
  })
  const files = { html: `${stem}.report.html`, json: `${stem}.report.json`, ...(full !== undefined && { full }) }
  await writeWhole(files.html, [renderExportReport(report)])
  await writeWhole(files.json, [`${JSON.stringify(report, undefined, 2)}\n`])
  return { report, files }
}

async function* omissionLines(
  archive: Archive,
  collector: FindingCollector,
  signal: AbortSignal,
): AsyncIterable<string> {
  for await (const omission of archive.omissions()) {
    signal.throwIfAborted()
    collector.add(missingOf(omission))
    yield `${JSON.stringify(omission)}\n`
  }
}

async function describeVolumes(paths: readonly string[], signal: AbortSignal): Promise<Volume[]> {
  const volumes: Volume[] = []
  for (const path of paths) {
    const { size } = await stat(path)
    volumes.push({ name: basename(path), bytes: size, sha256: await digestFile(path, signal) })
  }
  return volumes
}
