import { findingsByImpact } from '../../findings-list.js'
import type { ImportReport } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { section } from '../../sections.js'
import type { ImportSection, PageParts } from './import-section.js'

/** C: what is not there. Losses of the import and omissions of the export stand apart: different people act on them. */
export const lossesSection: ImportSection = { letter: 'C', name: 'Not there', render: renderLosses }

function renderLosses({ losses, omissions, applied }: ImportReport, { links }: PageParts): Markup {
  const what = applied ? 'the destination does not have now' : 'the destination would not have'
  return section('C', 'What is not there', 'By impact, the gravest first, with the reason and what can be done.', [
    html`<h3 class="part">From archive to destination</h3>
      <p class="lead">Everything in the archive that ${what}. The archive keeps it.</p>`,
    findingsByImpact(losses.findings, 'Nothing is lost.', links.fileOf('losses')),
    html`<h3 class="part">From source to archive</h3>
      <p class="lead">What the export left out already. No import can bring it.</p>`,
    findingsByImpact(omissions.findings, 'Nothing was left out.', links.fileOf('omissions')),
  ])
}
