import { explainReference } from '../../codes/reference-words.js'
import { fileLink } from '../../file-links.js'
import type { Missing } from '../../findings.js'
import { html, type Markup } from '../../markup.js'
import { type Column, countText, facts, section, table } from '../../sections.js'
import { formatCount } from '../../words/numbers.js'
import { shorten } from '../../words/printable.js'
import type { ImportReport, ReferenceOutcome } from '../import-report.js'
import type { ListLinks } from '../list-links.js'
import type { ImportSection, PageParts } from './import-section.js'

/** F: what became of references in bodies, or is going to. */
export const referencesSection: ImportSection = { letter: 'F', name: 'Links', render: renderReferences }

function renderReferences({ references, applied }: ImportReport, { links }: PageParts): Markup {
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

interface Reason {
  readonly code: string
  readonly count: number
}

const shownLinks = 40

/** Broken references by reason, and the first of them. */
function findingsByReason(references: ReferenceOutcome, links: ListLinks): Markup | undefined {
  const reasons = Object.entries(references.reasons).map(([code, count]): Reason => ({ code, count }))
  if (reasons.length === 0) return undefined
  const columns: readonly Column<Reason>[] = [
    { title: 'Reason', cell: ({ code }) => html`${explainReference(code).why} <span class="small">${code}</span>` },
    { title: 'What can be done', cell: ({ code }) => explainReference(code).remedy ?? '' },
    { title: 'Number', cell: ({ count }) => links.count(count, 'links') },
  ]
  const all = references.findings.flatMap(({ sample }) => sample)
  const shown = all.slice(0, shownLinks)
  const file = links.fileOf('links')
  return html`<h3>Broken, by reason</h3>
    ${table(
      columns,
      [...reasons].sort((a, b) => b.count - a.count),
    )}
    ${shown.length === 0 ? undefined : html`<h3>To what was left behind</h3>`}
    ${shown.length === 0 ? undefined : table(linkColumns, shown)}
    ${
      references.unresolved > shown.length && shown.length > 0 && file !== undefined
        ? html`<p class="more">… and ${formatCount(references.unresolved - shown.length)} more in ${fileLink(file)}</p>`
        : undefined
    }`
}

const linkColumns: readonly Column<Missing>[] = [
  { title: 'On', cell: (row) => shorten(row.on ?? row.where, 120) },
  { title: 'Link or mention', cell: (row) => html`<code>${shorten(row.what, 200)}</code>` },
  { title: 'Reason', cell: (row) => row.why },
]
