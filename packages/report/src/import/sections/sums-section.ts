import { accountColumns } from '../../account-columns.js'
import { formatCount } from '../../words/numbers.js'
import { fileHref, fileLink } from '../../file-links.js'
import type { ImportReport, SpaceOutcome } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { type Column, type Count, section, table } from '../../sections.js'
import { notEmpty } from '../../words/sums.js'
import type { ListLinks } from '../list-links.js'
import { type CheckedOutcome, type OutcomeSums, unexplainedIn } from '../outcome-sums.js'
import type { ImportSection, PageParts } from './import-section.js'

/** A page holds this many rows of spaces; the list holds all. */
const spaceLimit = 500

/** B: sums per kind and per space, and the half of the source. */
export const sumsSection: ImportSection = { letter: 'B', name: 'Sums', render: renderSums }

function renderSums(report: ImportReport, { links }: PageParts): Markup {
  const { outcomes, total, spaces, exported, plan, applied } = report
  const shown = spaces.slice(0, spaceLimit)
  const rest = spaces.length - shown.length
  const steps = (records: number): Count =>
    records === 0 ? { count: 0 } : { count: records, href: fileHref(plan.file) }
  const counts = outcomeColumns(applied, links, steps)
  const spaceFile = links.fileOf('spaces')
  const byKind: readonly Column<CheckedOutcome>[] = [{ title: 'Kind', cell: (row) => row.stream }, ...counts]
  return section(
    'B',
    'Sums',
    'Every record of the archive ends in exactly one column; the last one must be 0. Each number leads to its list.',
    [
      html`<h3>By kind</h3>`,
      table(byKind, outcomes, total),
      html`<h3>By space</h3>`,
      table(spaceColumns(counts), shown),
      rest > 0
        ? html`<p class="more">
            … and ${formatCount(rest)} more in ${spaceFile === undefined ? undefined : fileLink(spaceFile)}
          </p>`
        : undefined,
      exported === undefined ? undefined : sourceTable(exported, links),
    ],
  )
}

function outcomeColumns(
  applied: boolean,
  links: ListLinks,
  steps: (records: number) => Count,
): readonly Column<OutcomeSums>[] {
  return [
    { title: 'In the archive', cell: (row) => steps(row.records) },
    { title: applied ? 'Created' : 'To create', cell: (row) => links.count(row.created, 'created') },
    { title: 'There already', cell: (row) => links.count(row.matched, 'matched') },
    { title: 'Skipped', cell: (row) => links.count(row.skipped, 'skipped') },
    { title: 'Refused', cell: (row) => links.count(row.refused, 'refused') },
    { title: 'Failed', cell: (row) => links.count(row.failed, 'failed') },
    {
      title: 'Unexplained',
      cell: (row) => ({ ...links.count(unexplainedIn(row), 'unexplained'), look: 'check' }),
    },
  ]
}

function spaceColumns(counts: readonly Column<OutcomeSums>[]): readonly Column<SpaceOutcome>[] {
  return [
    { title: 'Space', cell: (row) => html`${row.name}${keysOf(row)}` },
    { title: 'Outcome', cell: (row) => row.outcome },
    ...counts.map(({ title, cell }): Column<SpaceOutcome> => ({ title, cell: (row) => cell(row.sums) })),
  ]
}

function keysOf({ key, targetKey }: SpaceOutcome): Markup | undefined {
  if (key === '') return undefined
  const keys = targetKey === undefined || targetKey === key ? key : `${key} → ${targetKey}`
  return html` <span class="small">${keys}</span>`
}

/** The export's half of the sums: what the source showed, and what became of it. */
function sourceTable({ accounts, total }: NonNullable<ImportReport['exported']>, links: ListLinks): Markup {
  const columns = accountColumns({ kind: 'Kind at the source', met: 'Met' }, (count) => links.count(count, 'omissions'))
  return html`<h3>The source, as the export counted it</h3>
    <p class="lead">
      The first half of the way: source = archive + omissions. What was left out then travels in the archive as a list.
    </p>
    ${table(columns, notEmpty(accounts), total)}`
}
