import type { SurveyedLimit, SurveyedMacro } from '@spacecrate/importer'
import { formatCount, formatNoun } from '../../words/numbers.js'
import { shorten } from '../../words/printable.js'
import { fileLink } from '../../file-links.js'
import type { ImportReport, ReportedSurvey } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { type Column, countText, facts, section, table } from '../../sections.js'
import type { ListLinks } from '../list-links.js'
import { macroWords } from '../collect/survey-lists.js'
import type { ImportSection, PageParts } from './import-section.js'

const shownMacros = 60

/** G: macros by name, whether the destination shows them, and what it does not take. */
export const appsSection: ImportSection = { letter: 'G', name: 'Apps', render: renderApps }

function renderApps({ survey }: ImportReport, { links }: PageParts): Markup {
  const lead = 'A macro that the destination does not have is carried as it is, and shows as a box with its name.'
  if (survey === undefined) {
    return section('G', 'Apps and macros', lead, html`<p class="nothing">The plan did not look into texts.</p>`)
  }
  const { macros, limits, bodies } = survey
  const sorted = [...macros].sort((a, b) => rankOf(a) - rankOf(b) || b.count - a.count)
  const shown = sorted.slice(0, shownMacros)
  const file = links.fileOf('macros')
  return section('G', 'Apps and macros', lead, [
    facts([
      ['Texts looked into', formatCount(bodies)],
      ['Macros that work', countOf(macros, true, links)],
      ['Macros that show as a box', countOf(macros, false, links)],
      ['Macros of which nobody can say', countOf(macros, undefined, links)],
    ]),
    shown.length === 0
      ? html`<p class="nothing">There are no macros in the texts.</p>`
      : table(macroColumns(links), shown),
    macros.length > shown.length && file !== undefined
      ? html`<p class="more">… and ${formatCount(macros.length - shown.length)} more names in ${fileLink(file)}</p>`
      : undefined,
    limits.length === 0
      ? undefined
      : html`<h3>What the destination does not take as it is</h3>
          ${table(limitColumns(links), limits)}`,
  ])
}

function countOf(macros: readonly SurveyedMacro[], there: boolean | undefined, links: ListLinks): Markup {
  const found = macros.filter((macro) => macro.there === there)
  const count = found.reduce((sum, macro) => sum + macro.count, 0)
  return html`${countText(links.count(count, 'macros'))}${
    found.length === 0 ? undefined : html` <span class="small">by ${formatNoun(found.length, 'name')}</span>`
  }`
}

/** What does not work comes first. */
function rankOf({ there }: SurveyedMacro): number {
  return there === false ? 0 : there === undefined ? 1 : 2
}

function macroColumns(links: ListLinks): readonly Column<ReportedSurvey['macros'][number]>[] {
  return [
    { title: 'Macro', cell: (row) => html`<code>${row.name}</code>` },
    { title: 'At the destination', cell: (row) => macroWords(row.there) },
    { title: 'Times', cell: (row) => links.count(row.count, 'macros') },
    {
      title: 'For example in',
      cell: (row) => (row.on === undefined ? html`<code>${row.sample}</code>` : shorten(row.on, 120)),
    },
  ]
}

function limitColumns(links: ListLinks): readonly Column<SurveyedLimit>[] {
  return [
    { title: 'Limit', cell: (row) => html`<code>${row.code}</code>` },
    { title: 'Number', cell: (row) => links.count(row.count, 'limits') },
    {
      title: 'For example',
      cell: (row) =>
        row.first.slice(0, 3).map(({ id, what }) => html`<div>${what} <span class="small">${id}</span></div>`),
    },
  ]
}
