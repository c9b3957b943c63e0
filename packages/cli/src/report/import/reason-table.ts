import { formatCount } from '../../terminal/numbers.js'
import { shorten } from '../../terminal/printable.js'
import { fileLink } from '../findings-section.js'
import type { Missing } from '../findings.js'
import type { ReferenceOutcome } from '../import-report.js'
import { html, type Markup } from '../markup.js'
import { explainReference } from '../reference-words.js'
import { type Column, table } from '../sections.js'
import type { ListLinks } from './list-links.js'

interface Reason {
  readonly code: string
  readonly count: number
}

const shownLinks = 40

/** Broken references by reason, and the first of them. */
export function findingsByReason(references: ReferenceOutcome, links: ListLinks): Markup | undefined {
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
