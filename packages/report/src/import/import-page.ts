import { html } from '../markup.js'
import { renderPage } from '../page.js'
import { decisionBox } from '../sections.js'
import { formatInstant } from '../words/instants.js'
import type { ImportReport } from './import-report.js'
import { ListLinks } from './list-links.js'
import { accessSection } from './sections/access-section.js'
import { appsSection } from './sections/apps-section.js'
import { custodySection } from './sections/custody-section.js'
import { decisionSection } from './sections/decision-section.js'
import type { ImportCommands, ImportSection } from './sections/import-section.js'
import { lossesSection } from './sections/losses-section.js'
import { mappingSection } from './sections/mapping-section.js'
import { nextSteps } from './sections/next-steps.js'
import { peopleSection } from './sections/people-section.js'
import { proofSection } from './sections/proof-section.js'
import { referencesSection } from './sections/references-section.js'
import { sampleSection } from './sections/sample-section.js'
import { sumsSection } from './sections/sums-section.js'
import { timeSection } from './sections/time-section.js'

/** The sections in the order of the page, which is that of the navigation. */
const sections: readonly ImportSection[] = [
  decisionSection,
  sumsSection,
  lossesSection,
  accessSection,
  peopleSection,
  referencesSection,
  appsSection,
  proofSection,
  sampleSection,
  timeSection,
  custodySection,
]

/** The report on an import (or on its plan) as one HTML file. */
export function renderImportReport(report: ImportReport, commands: ImportCommands): string {
  const { run, archive, destination, applied } = report
  const page = { links: new ListLinks(report.lists), commands }
  return renderPage(
    {
      title: applied ? 'Import report' : 'Import plan',
      meta: [destination.name, formatInstant(run.ended), `archive ${archive.id}`],
      tool: `${run.tool.name} ${run.tool.version}`,
    },
    [
      decisionBox(report.decision),
      html`<nav aria-label="Sections">
        ${sections.map(({ letter, name }) => html`<a href="#${letter}">${letter}&nbsp;${name}</a> `)}
      </nav>`,
      applied ? undefined : nextSteps(report, commands),
      mappingSection(report),
      ...sections.map(({ render }) => render(report, page)),
    ],
  )
}
