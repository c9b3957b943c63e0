import { formatBytes, formatNoun } from '../../terminal/numbers.js'
import type { ImportReport } from '../import-report.js'
import { formatInstant } from '../instants.js'
import { html, type Markup } from '../markup.js'
import { renderPage } from '../page.js'
import { describeSelection } from '../scope.js'
import { decisionSection, facts, section, signatures } from '../sections.js'
import { accessSection } from './access-section.js'
import { appsSection } from './apps-section.js'
import { custodySection } from './custody-section.js'
import { ListLinks } from './list-links.js'
import { mappingSection, nextSteps } from './next-steps.js'
import { lossesSection } from './losses-section.js'
import { policyWords } from './policy-words.js'
import { peopleSection } from './people-section.js'
import { proofSection } from './proof-section.js'
import { referencesSection } from './references-section.js'
import { sampleSection } from './sample-section.js'
import { sumsSection } from './sums-section.js'
import { timeSection } from './time-section.js'

const titles = [
  ['A', 'Decision'],
  ['B', 'Sums'],
  ['C', 'Not there'],
  ['D', 'Access'],
  ['E', 'People'],
  ['F', 'Links'],
  ['G', 'Apps'],
  ['H', 'Untouched'],
  ['I', 'Sample'],
  ['J', 'Time'],
  ['K', 'Custody'],
] as const

/** The report on an import (or on its plan) as one HTML file. */
export function renderImportReport(report: ImportReport): string {
  const { run, archive, destination, applied } = report
  const links = new ListLinks(report.lists)
  return renderPage(
    {
      title: applied ? 'Import report' : 'Import plan',
      meta: [destination.name, formatInstant(run.ended), `archive ${archive.id}`],
      tool: `${run.tool.name} ${run.tool.version}`,
    },
    [
      decisionSection(report.decision),
      html`<nav aria-label="Sections">
        ${titles.map(([letter, title]) => html`<a href="#${letter}">${letter}&nbsp;${title}</a> `)}
      </nav>`,
      applied ? undefined : nextSteps(report),
      mappingSection(report),
      aboutSection(report, links),
      sumsSection(report, links),
      lossesSection(report, links),
      accessSection(report, links),
      peopleSection(report, links),
      referencesSection(report, links),
      appsSection(report, links),
      proofSection(report, links),
      sampleSection(report),
      timeSection(report),
      custodySection(report),
    ],
  )
}

function aboutSection(report: ImportReport, links: ListLinks): Markup {
  const { scope, archive, destination, run, conflicts, renames, applied, plan } = report
  const { bytes } = archive
  return section(
    'A',
    'Decision',
    applied
      ? 'What was imported, from where and into what.'
      : 'What is going to be imported, from where and into what.',
    [
      facts([
        ['Scope of the export', scope],
        ['Imported of it', describeSelection(plan.selection, 'in the archive')],
        ['Policies', policyWords(plan.policies).map((one) => html`<div>${one}</div>`)],
        ['Source', archive.source],
        ['Addresses of the source', archive.baseUrls.length === 0 ? 'not known' : archive.baseUrls.join(', ')],
        ['Archive', bytes === undefined ? archive.path : `${archive.path} · ${formatBytes(bytes)}`],
        ['Archive id', html`<code>${archive.id}</code>`],
        ['Content root', html`<code>${archive.contentRoot}</code>`],
        ['Exported', formatInstant(archive.created)],
        ['Destination', `${destination.name} (${destination.product})`],
        ['Place', destination.path],
        [
          'Other names',
          renames === 0 ? 'none' : linked(formatNoun(renames, 'rename'), links.count(renames, 'renamed').href),
        ],
        ['Conflicts', conflicts.length === 0 ? 'none' : formatNoun(conflicts.length, 'conflict')],
        ['Operator', run.operator],
        ['Tool', `${run.tool.name} ${run.tool.version}`],
        [applied ? 'Ended' : 'Planned', formatInstant(run.ended)],
      ]),
      conflicts.length === 0
        ? undefined
        : html`<ul>
            ${conflicts.slice(0, 200).map((one) => html`<li>${one}</li>`)}
          </ul>`,
      signatures(applied ? ['Prepared by', 'Accepted by'] : ['Planned by', 'Agreed by']),
    ],
  )
}

function linked(text: string, href: string | undefined): Markup {
  return href === undefined ? html`${text}` : html`<a href="${href}">${text}</a>`
}
