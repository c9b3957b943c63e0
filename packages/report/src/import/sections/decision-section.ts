import { html, type Markup } from '../../markup.js'
import { facts, section, signatures } from '../../sections.js'
import { formatInstant } from '../../words/instants.js'
import { formatBytes, formatNoun } from '../../words/numbers.js'
import { describeSelection } from '../../words/scope.js'
import type { ImportReport } from '../import-report.js'
import type { ImportSection, PageParts } from './import-section.js'
import { policyWords } from './policy-words.js'

/** A: what is to be decided, and by whom. */
export const decisionSection: ImportSection = { letter: 'A', name: 'Decision', render: renderDecision }

function renderDecision(report: ImportReport, { links }: PageParts): Markup {
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
