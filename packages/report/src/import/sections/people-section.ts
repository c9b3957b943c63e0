import type { ImportReport, PartyCount } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { type Column, countText, facts, section, table } from '../../sections.js'
import type { ListLinks } from '../list-links.js'
import type { ImportSection, PageParts } from './import-section.js'

const words: Readonly<Record<PartyCount['sort'], string>> = {
  active: 'Active people',
  former: 'Former people',
  named: 'Only named by the source',
  other: 'Apps, customers and others',
  groups: 'Groups',
}

/** E: who people and groups are at the destination. */
export const peopleSection: ImportSection = { letter: 'E', name: 'People', render: renderPeople }

function renderPeople({ people, applied }: ImportReport, { links }: PageParts): Markup {
  const lead =
    'Nobody is invented and nobody is merged: people are matched by account id, e-mail and name, groups by name.'
  const count = (value: number): ReturnType<ListLinks['count']> => links.count(value, 'people')
  const columns: readonly Column<PartyCount>[] = [
    { title: 'Who', cell: (row) => words[row.sort] },
    { title: 'In the archive', cell: (row) => count(row.total) },
    { title: 'Mapped', cell: (row) => count(row.mapped) },
    { title: 'By an earlier import', cell: (row) => count(row.ours) },
    { title: applied ? 'Created' : 'To create', cell: (row) => count(row.created) },
    { title: 'As placeholders', cell: (row) => count(row.placeholders) },
    { title: 'Stood in for', cell: (row) => count(row.standIns) },
    { title: 'Unmapped', cell: (row) => count(row.unmapped) },
  ]
  return section('E', 'People and groups', lead, [
    people.sorts.length === 0
      ? html`<p class="nothing">The archive names no people and no groups.</p>`
      : table(columns, people.sorts),
    facts([
      [
        'People newly counted as accounts',
        people.newAccounts === undefined ? undefined : countText(count(people.newAccounts)),
      ],
    ]),
    html`<p class="lead">
      A placeholder can’t log in, and neither a placeholder nor whoever stands in gets a right. An unmapped person stays
      as text where the text names them. Permissions and restrictions that were not carried for one of these are in
      <a href="#C">section C</a>.
    </p>`,
  ])
}
