import { formatCount, formatNoun } from '../terminal/numbers.js'
import { findingsList } from './findings-section.js'
import type { CheckedOutcome, ImportReport, ReferenceOutcome, SpaceOutcome } from './import-report.js'
import { formatInstant } from './instants.js'
import { html, type Markup } from './markup.js'
import { renderPage } from './page.js'
import { type Column, decisionSection, facts, section, signatures, table } from './sections.js'
import { timesTable } from './times-section.js'

/** A page holds this many rows of spaces; the JSON report holds all. */
const spaceLimit = 500

/** The report on an import (or on its plan) as one HTML file. */
export function renderImportReport(report: ImportReport): string {
  const { run, archive, destination } = report
  return renderPage(
    {
      title: report.applied ? 'Import report' : 'Import plan',
      meta: [destination.name, formatInstant(run.ended), `archive ${archive.id}`],
      tool: `${run.tool.name} ${run.tool.version}`,
    },
    [
      decisionSection(report.decision),
      aboutSection(report),
      section(
        2,
        'Sums',
        'Every record of the archive ends in exactly one column; the last one must be 0.',
        table(outcomeColumns(report.applied), report.outcomes, report.total),
      ),
      section(
        3,
        'What is lost',
        'Everything in the archive that the destination does not have now, by reason. The archive keeps it.',
        findingsList(report.losses.findings, 'Nothing is lost.', report.losses.full),
      ),
      spacesSection(report.spaces),
      section(
        5,
        'People',
        'Nobody is invented and nobody is merged: people and groups are matched by account id, e-mail and name.',
        facts([
          ['Matched with people of the destination', formatCount(report.people.matched)],
          ['Created as records without a login', formatCount(report.people.created)],
        ]),
      ),
      referencesSection(report.references),
      timesTable(7, run),
      custodySection(report),
      signatures(['Prepared by', 'Accepted by']),
    ],
  )
}

function aboutSection({ scope, archive, destination, run, conflicts }: ImportReport): Markup {
  return section(1, 'What was imported', 'The archive and where it went.', [
    facts([
      ['Archive', archive.path],
      ['Exported from', archive.source],
      ['Scope', scope],
      ['Destination', `${destination.name} (${destination.product})`],
      ['Place', destination.path],
      ['Operator', run.operator],
      ['Conflicts', conflicts.length === 0 ? 'none' : formatNoun(conflicts.length, 'conflict')],
    ]),
    conflicts.length === 0
      ? undefined
      : html`<ul>
          ${conflicts.slice(0, 200).map((one) => html`<li>${one}</li>`)}
        </ul>`,
  ])
}

function outcomeColumns(applied: boolean): readonly Column<CheckedOutcome>[] {
  return [
    { title: 'Kind', cell: (row) => row.stream },
    { title: 'In the archive', cell: (row) => ({ count: row.records }) },
    { title: applied ? 'Created' : 'To create', cell: (row) => ({ count: row.created }) },
    { title: 'There already', cell: (row) => ({ count: row.matched }) },
    { title: 'Skipped', cell: (row) => ({ count: row.skipped }) },
    { title: 'Refused', cell: (row) => ({ count: row.refused }) },
    { title: 'Failed', cell: (row) => ({ count: row.failed }) },
    { title: 'Unexplained', cell: (row) => ({ count: row.unexplained, look: 'check' }) },
  ]
}

const spaceColumns: readonly Column<SpaceOutcome>[] = [
  { title: 'Space', cell: (row) => row.name },
  { title: 'Key in the archive', cell: (row) => row.key },
  { title: 'Key at the destination', cell: (row) => row.targetKey ?? '–' },
  { title: 'Outcome', cell: (row) => row.outcome },
  { title: 'Pages and posts', cell: (row) => ({ count: row.contents }) },
]

function spacesSection(spaces: readonly SpaceOutcome[]): Markup {
  const shown = spaces.slice(0, spaceLimit)
  const rest = spaces.length - shown.length
  return section(4, 'Space by space', 'What became of each space.', [
    table(spaceColumns, shown),
    rest > 0 ? html`<p class="more">… and ${formatCount(rest)} more in the JSON report</p>` : undefined,
  ])
}

function referencesSection(references: ReferenceOutcome | undefined): Markup {
  return section(
    6,
    'Links and mentions',
    'References inside the text of pages and comments; everything around them is byte for byte as it was.',
    [
      references === undefined
        ? html`<p class="nothing">Nothing was written, so nothing was rewritten.</p>`
        : facts([
            ['Rewritten: lead to what was imported', formatCount(references.rewritten)],
            ['Unchanged: lead elsewhere or say the same here', formatCount(references.unchanged)],
            ['Unresolved: what they name is not here', formatCount(references.unresolved)],
          ]),
      references !== undefined && references.unresolved > 0
        ? findingsList(references.findings, '', references.full)
        : undefined,
    ],
  )
}

function custodySection({ archive, destination }: ImportReport): Markup {
  return section(
    8,
    'Custody',
    'The archive that was read, and the site that it went into.',
    facts([
      ['Content root', html`<code>${archive.contentRoot}</code>`],
      ['Manifest', html`<code>${archive.manifestDigest}</code>`],
      ['Archive id', html`<code>${archive.id}</code>`],
      ['Site id of the destination', html`<code>${destination.siteId}</code>`],
    ]),
  )
}
