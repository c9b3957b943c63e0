import { html, type Markup } from '../../markup.js'
import { type Column, section, table } from '../../sections.js'
import { formatBytes, formatCount } from '../../words/numbers.js'
import type { ExportReport } from '../export-report.js'
import { type SpaceCounts, sumCounts } from '../space-counts.js'

/** Rows in the page; the JSON report holds all. */
const spaceLimit = 500

const columns: readonly Column<SpaceCounts>[] = [
  {
    title: 'Space',
    cell: (row) => html`${row.name}${row.key === '' ? '' : html` <span class="small">${row.key}</span>`}`,
  },
  {
    title: 'Type',
    cell: (row) => [row.kind, row.status].filter((part) => part !== '' && part !== 'current').join(', '),
  },
  { title: 'Pages', cell: (row) => ({ count: row.pages }) },
  { title: 'Posts', cell: (row) => ({ count: row.posts }) },
  { title: 'Versions', cell: (row) => ({ count: row.versions }) },
  { title: 'Comments', cell: (row) => ({ count: row.comments }) },
  { title: 'Attachments', cell: (row) => ({ count: row.attachments }) },
  {
    title: 'Size of attachments',
    cell: (row) => ({ count: row.attachmentBytes, text: formatBytes(row.attachmentBytes) }),
  },
]

/** 4: what of each space is in the archive. */
export function exportSpaces({ spaces }: ExportReport): Markup {
  const shown = spaces.slice(0, spaceLimit)
  const rest = spaces.length - shown.length
  return section(4, 'Space by space', 'What of each space is in the archive.', [
    table(columns, shown, sumCounts(spaces)),
    rest > 0
      ? html`<p class="more">… and ${formatCount(rest)} more in the JSON report; the sum counts them all</p>`
      : undefined,
  ])
}
