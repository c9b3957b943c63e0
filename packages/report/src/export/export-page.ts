import { decisionBox, signatures } from '../sections.js'
import { renderPage } from '../page.js'
import { timesSection } from '../times-section.js'
import { formatInstant } from '../words/instants.js'
import type { ExportReport } from './export-report.js'
import { exportCustody } from './sections/export-custody.js'
import { exportLeftOut } from './sections/export-left-out.js'
import { exportPeople } from './sections/export-people.js'
import { exportScope } from './sections/export-scope.js'
import { exportSpaces } from './sections/export-spaces.js'
import { exportSums } from './sections/export-sums.js'

/** The report on an export as one HTML file. */
export function renderExportReport(report: ExportReport): string {
  const { archive, run, source } = report
  return renderPage(
    {
      title: 'Export report',
      meta: [source.name ?? report.from, formatInstant(run.ended), `archive ${archive.id}`],
      tool: `${run.tool.name} ${run.tool.version}`,
    },
    [
      decisionBox(report.decision),
      exportScope(report),
      exportSums(report),
      exportLeftOut(report),
      exportSpaces(report),
      exportPeople(report),
      timesSection(6, run),
      exportCustody(report),
      signatures(['Prepared by', 'Accepted by']),
    ],
  )
}
