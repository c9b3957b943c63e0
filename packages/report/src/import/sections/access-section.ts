import type { AccessChange, PlaceAccess } from '@spacecrate/importer'
import { formatCount, formatNoun } from '../../words/numbers.js'
import { shorten } from '../../words/printable.js'
import { fileLink } from '../../file-links.js'
import type { Missing } from '../../findings.js'
import type { ImportReport } from '../import-report.js'
import { html, type Markup, type MarkupValue } from '../../markup.js'
import { countText, facts, section, table } from '../../sections.js'
import type { ListLinks } from '../list-links.js'
import type { ImportSection, PageParts } from './import-section.js'

const shownPlaces = 60
const shownNames = 6

/** D: who could read what before, and who can after. */
export const accessSection: ImportSection = { letter: 'D', name: 'Access', render: renderAccess }

function renderAccess(report: ImportReport, { links }: PageParts): Markup {
  const { access, plan, applied } = report
  const lead = 'Nobody sees more than before unless it is listed here; whoever loses access is named as well.'
  return section('D', 'Access before and after', lead, [
    access === undefined
      ? html`<p class="nothing">
          This plan did not compare who may read what. What is closed, and what was not carried of permissions, roles
          and restrictions, stands in <a href="#C">section C</a>.
        </p>`
      : accessTables(access, links),
    applied || plan.closed === 0
      ? undefined
      : html`<p>
          ${formatNoun(plan.closed, 'restricted content')} ${plan.closed === 1 ? 'is' : 'are'} shut to everybody but the
          importing user from the first moment until the restrictions stand.
        </p>`,
    closedList(report, links),
  ])
}

function accessTables(access: NonNullable<ImportReport['access']>, links: ListLinks): Markup {
  const shown = access.first.slice(0, shownPlaces)
  const file = links.fileOf('access')
  const changes = access.gains + access.loses
  return html`${
    access.unknownWhy === undefined
      ? undefined
      : html`<p><strong>What was readable at the source is not fully known:</strong> ${access.unknownWhy}</p>`
  }
  ${access.assumed === undefined ? undefined : html`<p><strong>Taken for granted:</strong> ${access.assumed}</p>`}
  ${facts([
    ['Places compared', `${formatCount(access.places)}: spaces, and contents with restrictions of their own`],
    [
      'Gain access',
      html`${countText(links.count(access.gains, 'access'))} <span class="small">pairs of a person and a place</span>`,
    ],
    ['Lose access', countText(links.count(access.loses, 'access'))],
    ['Keep access', html`<a href="./${encodeURIComponent(access.file)}">${formatCount(access.keeps)}</a>`],
  ])}
  ${
    shown.length === 0
      ? html`<p class="nothing">Nobody gains and nobody loses access.</p>`
      : table<PlaceAccess>(
          [
            { title: 'Place', cell: (row) => html`${shorten(row.name, 120)} <span class="small">${row.kind}</span>` },
            { title: 'Gain', cell: (row) => names(row.gains, row.more?.gains) },
            { title: 'Lose', cell: (row) => names(row.loses, row.more?.loses) },
            { title: 'Keep', cell: (row) => ({ count: row.keeps.length + (row.more?.keeps ?? 0) }) },
          ],
          shown,
        )
  }
  ${
    changes > 0 && file !== undefined
      ? html`<p class="more">Every change, with its reason: ${fileLink(file)}</p>`
      : undefined
  }`
}

function names(changes: readonly AccessChange[], unnamed: number = 0): MarkupValue {
  if (changes.length + unnamed === 0) return 'nobody'
  const rest = Math.max(0, changes.length - shownNames) + unnamed
  return html`${changes
    .slice(0, shownNames)
    .map(
      (one) =>
        html`<div>${shorten(one.name, 80)}${manyOf(one)} <span class="small">${shorten(one.why, 160)}</span></div>`,
    )}${rest > 0 ? html`<div class="small">… and ${formatCount(rest)} more</div>` : undefined}`
}

function manyOf({ people }: AccessChange): string {
  return people === undefined || people === 1 ? '' : ` (${formatNoun(people, 'person', 'people')})`
}

const closedCodes: ReadonlySet<string> = new Set(['CONTENT_LEFT_CLOSED', 'SPACE_LEFT_PRIVATE'])

/** Spaces and contents that only the importing user can read until somebody changes that. */
function closedList({ losses }: ImportReport, links: ListLinks): Markup | undefined {
  const found = losses.findings.filter(({ code }) => closedCodes.has(code))
  const count = found.reduce((sum, finding) => sum + finding.count, 0)
  if (count === 0)
    return html`<p>Spaces and contents that stay closed to all but the importing user: <strong>0</strong></p>`
  const shown = found.flatMap(({ sample }) => sample).slice(0, shownPlaces)
  const file = links.fileOf('losses')
  return html`<h3>Closed to all but the importing user: ${formatCount(count)}</h3>
    ${table<Missing>(
      [
        { title: 'Space or content', cell: (row) => row.on ?? row.what },
        { title: 'Why', cell: (row) => row.why },
      ],
      shown,
    )}
    ${
      count > shown.length && file !== undefined
        ? html`<p class="more">… and ${formatCount(count - shown.length)} more in ${fileLink(file)}</p>`
        : undefined
    }`
}
