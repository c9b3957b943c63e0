import { createHash } from 'node:crypto'
import { lstat, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { isTaken, writeNewFile } from '@spacecrate/disk'
import { type Archive } from '@spacecrate/format'
import {
  collectExportReport,
  type ExportReport,
  FindingCollector,
  missingOfOmission,
  renderExportReport,
  type RunClock,
  type Volume,
} from '@spacecrate/report'
import { digestFile } from './digest-file.js'
import type { ReportFiles } from './report-files.js'

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
  const full = report.omissions.count > 0 ? `${stem}.omissions.ndjson` : undefined
  return { report, files: { ...files, full } }
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
    readonly sourceBytes: number | undefined
    /** Path that all files of the report begin with. */ readonly stem: string
    readonly signal: AbortSignal
  },
): Promise<WrittenReport> {
  const { from, version, limits, sourceBytes, signal } = options
  await mkdir(dirname(options.stem), { recursive: true })
  const stem = await freeStem(options.stem, archive, signal)
  const full = archive.manifest.omissions.lines > 0 ? `${stem}.omissions.ndjson` : undefined
  const collector = new FindingCollector()
  const start = performance.now()
  if (full !== undefined) await writeNewFile(full, omissionLines(archive, collector, signal))
  const report = await collectExportReport(archive, {
    from: basename(from),
    volumes: await describeVolumes(volumePaths, signal),
    findings: collector.findings(),
    limits,
    sourceBytes,
    signal,
    full: full === undefined ? undefined : basename(full),
    run: () => {
      clock.add('report', performance.now() - start)
      return clock.facts(version)
    },
  })
  const files = { html: `${stem}.report.html`, json: `${stem}.report.json`, full }
  await writeNewFile(files.html, [renderExportReport(report)])
  await writeNewFile(files.json, [`${JSON.stringify(report, undefined, 2)}\n`])
  return { report, files }
}

/**
 * Beside an archive lie files of others: a report takes no name that anything has, and gets a number instead. Only what an
 * earlier run wrote of this very archive gives its name free.
 */
async function freeStem(wanted: string, archive: Archive, signal: AbortSignal): Promise<string> {
  for (let number = 1; ; number++) {
    const stem = number === 1 ? wanted : `${wanted}-${number}`
    const [list = '', ...pages] = ['.omissions.ndjson', '.report.html', '.report.json'].map(
      (ending) => `${stem}${ending}`,
    )
    const taken = (await Promise.all(pages.map(async (path) => ((await isTaken(path)) ? path : [])))).flat()
    const ours = (await Promise.all(taken.map((path) => tellsOf(path, archive.manifestDigest)))).every(Boolean)
    const alone = taken.length === 0 && (await isTaken(list))
    if (!ours || (alone && !(await holdsOmissions(list, archive, signal)))) continue
    for (const path of [list, ...pages]) await rm(path, { force: true })
    return stem
  }
}

/** True for a file, and no link, that names the manifest of an archive: a page of ours. */
async function tellsOf(path: string, manifestDigest: string): Promise<boolean> {
  const facts = await lstat(path)
  return facts.isFile() && facts.nlink === 1 && (await readFile(path, 'utf8')).includes(manifestDigest)
}

/** True for a list that a run which was killed wrote of this archive, and then nothing more. */
async function holdsOmissions(path: string, archive: Archive, signal: AbortSignal): Promise<boolean> {
  const facts = await lstat(path)
  if (!facts.isFile() || facts.nlink !== 1) return false
  const hash = createHash('sha256')
  for await (const line of omissionLines(archive, new FindingCollector(), signal)) hash.update(line)
  return hash.digest('hex') === (await digestFile(path, signal))
}

async function* omissionLines(
  archive: Archive,
  collector: FindingCollector,
  signal: AbortSignal,
): AsyncIterable<string> {
  for await (const omission of archive.omissions()) {
    signal.throwIfAborted()
    collector.add(missingOfOmission(omission))
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
