import { describeTime, type ExportReport } from '@spacecrate/report'
import type { ReportFiles } from '../reports/report-files.js'
import { formatBytes, formatCount, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'

const look = { green: 'good', amber: 'warn', red: 'bad' } as const

/** The outcome of an export for a person. */
export function describeExport(report: ExportReport, files: ReportFiles, output: string, terminal: Terminal): string {
  const { archive, omissions, total, decision, spaces } = report
  const bytes = archive.volumes.reduce((sum, volume) => sum + volume.bytes, 0)
  const rows = [
    ['archive', `${output}, ${formatBytes(bytes)}`],
    [
      'contents',
      `${formatNoun(archive.records, 'record')}, ${formatNoun(archive.blobs.count, 'file')} of ${formatBytes(archive.blobs.bytes)}, ${formatNoun(spaces.length, 'space')}`,
    ],
    ['left out', formatCount(omissions.count)],
    ...omissions.findings.slice(0, 12).map(({ code, count }) => ['', `${code}  ${formatCount(count)}`]),
    ['unexplained', formatCount(total.unexplained)],
    ['content root', archive.contentRoot],
    ['took', describeTime(report)],
    ['report', files.html],
  ]
  const headline = terminal.paint(look[decision.light], decision.headline)
  const limits = report.limits.map((line) => `  ${printable(line)}\n`).join('')
  const notes = limits === '' ? '' : `\nWhat the source does not say or show:\n${limits}`
  return `${headline}\n${alignColumns(rows.map((row) => row.map(printable)))}${notes}`
}
