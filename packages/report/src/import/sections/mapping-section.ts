import type { DecisionChange, MappingProblem } from '@spacecrate/importer'
import { fileHref } from '../../file-links.js'
import { html, type Markup } from '../../markup.js'
import { type Column, table } from '../../sections.js'
import { formatCount } from '../../words/numbers.js'
import { shorten } from '../../words/printable.js'
import type { ImportReport } from '../import-report.js'

const shown = 100

type FileCount = ImportReport['mapping']['files'][number]

/** How much of the mapping files is decided, every row that can't be followed, and what changed since the plan before. */
export function mappingSection({ mapping, applied }: ImportReport): Markup | undefined {
  const { files, wrong, changes } = mapping
  if (applied || files.length === 0) return undefined
  const columns: readonly Column<FileCount>[] = [
    { title: 'File', cell: ({ name }) => html`<a href="${fileHref(`mapping/${name}`)}">mapping/${name}</a>` },
    { title: 'Rows', cell: ({ rows }) => ({ count: rows }) },
    { title: 'Decided by somebody', cell: ({ decided }) => ({ count: decided }) },
    { title: 'Wrong', cell: ({ wrong: count }) => ({ count, look: 'check' }) },
  ]
  return html`<section id="mapping">
    <h2>Mapping files</h2>
    <p class="lead">Rows without a decision follow the policies. A plan with a wrong row is not carried out.</p>
    ${table(columns, files)} ${wrong.count === 0 ? undefined : html`<h3>Rows that can’t be followed</h3>`}
    ${wrong.count === 0 ? undefined : table(wrongColumns, wrong.first.slice(0, shown))} ${rest(wrong)}
    ${changes.count === 0 ? undefined : html`<h3>Decided otherwise than in the plan before</h3>`}
    ${changes.count === 0 ? undefined : table(changeColumns, changes.first.slice(0, shown))} ${rest(changes)}
  </section> `
}

const wrongColumns: readonly Column<MappingProblem>[] = [
  { title: 'Row', cell: ({ file, line, column }) => html`${file}, line ${line} <span class="small">${column}</span>` },
  { title: 'About', cell: ({ id }) => html`<code>${shorten(id, 120)}</code>` },
  { title: 'Why', cell: ({ why }) => shorten(why, 300) },
]

const changeColumns: readonly Column<DecisionChange>[] = [
  { title: 'File', cell: ({ file }) => file },
  { title: 'About', cell: ({ id }) => html`<code>${shorten(id, 120)}</code>` },
  { title: 'Before', cell: ({ before }) => shorten(before ?? 'the policy', 120) },
  { title: 'Now', cell: ({ after }) => shorten(after ?? 'the policy', 120) },
]

function rest({ count, first }: { readonly count: number; readonly first: readonly unknown[] }): Markup | undefined {
  const more = count - Math.min(first.length, shown)
  return more > 0
    ? html`<p class="more">… and ${formatCount(more)} more; <code>spacecrate plan --json</code> lists a thousand</p>`
    : undefined
}
