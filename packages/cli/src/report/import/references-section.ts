import { findingsByReason } from './reason-table.js'
import type { ImportReport } from '../import-report.js'
import { html, type Markup } from '../markup.js'
import { countText, facts, section } from '../sections.js'
import type { ListLinks } from './list-links.js'
import { formatCount } from '../../terminal/numbers.js'

/** F: what became of references in bodies, or is going to. */
export function referencesSection({ references, applied }: ImportReport, links: ListLinks): Markup {
  const lead = 'References inside the text of pages and comments; everything around them is byte for byte as it was.'
  if (references === undefined) {
    const why = 'This plan did not look into texts; the report on the import counts every reference.'
    return section('F', 'Links and mentions', lead, html`<p class="nothing">${why}</p>`)
  }
  const { rewritten, unchanged, unresolved } = references
  return section('F', 'Links and mentions', lead, [
    facts([
      ['All', formatCount(rewritten + unchanged + unresolved)],
      [
        applied ? 'Rewritten: lead to what was imported' : 'To rewrite: lead to what is imported',
        formatCount(rewritten),
      ],
      ['Kept: lead elsewhere or say the same here', formatCount(unchanged)],
      ['Broken: what they name is not here', countText(links.count(unresolved, 'links'))],
    ]),
    findingsByReason(references, links),
  ])
}
