import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeOwnFile } from '@spacecrate/disk'
import type { Archive } from '@spacecrate/format'
import type { ImportSummary } from '@spacecrate/importer'
import {
  collectImportReport,
  type ImportCommands,
  type ImportReport,
  renderImportReport,
  type RunClock,
} from '@spacecrate/report'
import { formatInvocation } from '../run/invocation.js'
import { toolVersion } from '../run/tool-version.js'
import { shortPath } from '../run/short-path.js'
import type { ReportFiles } from './report-files.js'

/**
 * Writes the report on an import, or on its plan, into the folder of the plan: `plan.html` or `import-1.report.html`, the
 * same as JSON, and a folder of lists. `destinationPath` is what the destination was called on the command line.
 */
export async function writeImportReport(
  archive: Archive,
  summary: ImportSummary,
  destinationPath: string,
  clock: RunClock,
  signal: AbortSignal,
): Promise<{ readonly report: ImportReport; readonly files: ReportFiles }> {
  const { applied, plan } = summary
  const dir = dirname(plan.path)
  await mkdir(dir, { recursive: true })
  // Each import has a report of its own: a second one must not take the place of the first.
  const stem = join(dir, applied === undefined ? 'plan' : `import-${applied.run}`)
  const planDir = shortPath(dir)
  const report = await collectImportReport({
    archive,
    summary,
    destinationPath,
    planDir,
    stem,
    clock,
    version: toolVersion(),
    signal,
  })
  const files = {
    html: applied === undefined ? `${stem}.html` : `${stem}.report.html`,
    json: `${stem}.report.json`,
    full: report.losses.full === undefined ? undefined : join(dir, report.losses.full),
  }
  await writeOwnFile(files.html, [renderImportReport(report, commandsOf(report))])
  await writeOwnFile(files.json, [`${JSON.stringify(report, undefined, 2)}\n`])
  return { report, files }
}

/** The command lines that the page shows. */
function commandsOf({ archive, destination, plan }: ImportReport): ImportCommands {
  const command = (...words: readonly string[]): string => formatInvocation(words, 'spacecrate')
  return {
    plan: command('plan', archive.path, '--to', destination.path, '-o', plan.dir),
    apply: command('apply', plan.dir),
    check: command('check', archive.path, '--to', destination.path),
  }
}
