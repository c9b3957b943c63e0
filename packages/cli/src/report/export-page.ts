import type { Account } from '@spacecrate/format'
import { formatBytes, formatCount, formatDuration, formatNoun, formatRate } from '../terminal/numbers.js'
import type { ExportReport } from './export-report.js'
import { findingsList } from './findings-section.js'
import { formatInstant } from './instants.js'
import { html, type Markup } from './markup.js'
import { renderPage } from './page.js'
import { type Column, decisionSection, facts, section, signatures, table } from './sections.js'
import { type SpaceCounts, sumCounts } from './space-counts.js'
import { notEmpty } from './sums.js'
import { timesTable } from './times-section.js'

/** A page holds this many rows of spaces; the JSON report holds all. */
const spaceLimit = 500

/** The report on an export as one HTML file. */
export function renderExportReport(report: ExportReport): string {
  const { archive, run, source } = report
  return renderPage(
    {
      title: 'Export report',
      meta: [source.name ?? report.from, formatInstant(run.ended), `archive ${archive.id}`],
      tool: `${run.tool.name} ${run.tool.version}`,
    },
    [
      decisionSection(report.decision),
      aboutSection(report),
      sumsSection(report),
      section(
        3,
        'What is not in the archive',
        'Everything that the source showed in scope and that was left out, by reason.',
        findingsList(report.omissions.findings, 'Nothing was left out.', report.omissions.full),
      ),
      spacesSection(report.spaces),
      section(
        5,
        'People',
        'Authors, commenters and everybody who is mentioned.',
        facts([
          ['In the archive', formatNoun(report.people.total, 'person', 'people')],
          ['Can be recognised by e-mail or account id', formatCount(report.people.identifiable)],
          ['Only named by the source, no record of them', formatCount(report.people.referencedOnly)],
        ]),
      ),
      timesTable(6, run),
      custodySection(report),
      signatures(['Prepared by', 'Accepted by']),
    ],
  )
}

function aboutSection(report: ExportReport): Markup {
  const { source, archive, run, consistency } = report
  const bytes = archive.volumes.reduce((sum, volume) => sum + volume.bytes, 0)
  const snapshot = consistency.kind === 'snapshot'
  const state = snapshot ? 'One state of the source' : 'The source was in use while it was read'
  const from = consistency.from === undefined ? undefined : formatInstant(consistency.from.at)
  return section(
    1,
    'What was exported',
    'The request and its result.',
    facts([
      ['Scope', report.scope],
      ['Source', source.name === undefined ? report.from : `${source.name} · ${report.from}`],
      ['Product', [source.product, source.version, source.exportType].filter((part) => part !== undefined).join(' · ')],
      ['Addresses of the source', source.baseUrls.length === 0 ? 'not known' : source.baseUrls.join(', ')],
      ['State', from === undefined ? state : `${state}, ${snapshot ? 'of' : 'from'} ${from}`],
      ['Not said or shown by the source', report.limits.length === 0 ? undefined : report.limits.join(' · ')],
      ['Time zone', source.timeZone === undefined ? undefined : `${source.timeZone.name} (${source.timeZone.from})`],
      ['Archive', `${archive.volumes.map((volume) => volume.name).join(', ')} · ${formatBytes(bytes)}`],
      [
        'Contents',
        `${formatNoun(archive.records, 'record')} and ${formatNoun(archive.blobs.count, 'file')} of ${formatBytes(archive.blobs.bytes)}`,
      ],
      ['Took', describeTime(report)],
      ['Operator', run.operator],
    ]),
  )
}

/** How long an export took, and how many bytes of its source a second. */
export function describeTime({
  run: { milliseconds },
  sourceBytes = 0,
}: Pick<ExportReport, 'run' | 'sourceBytes'>): string {
  const rate = sourceBytes === 0 ? '' : formatRate(sourceBytes, milliseconds)
  return formatDuration(milliseconds) + (rate === '' ? '' : `, ${rate} of the source`)
}

type StreamSummary = ExportReport['archive']['streams'][number]

const accountColumns: readonly Column<Account>[] = [
  { title: 'Kind', cell: (row) => row.kind },
  { title: 'Counted', cell: (row) => ({ count: row.counted }) },
  { title: 'Met while reading', cell: (row) => ({ count: row.met }) },
  { title: 'Recorded', cell: (row) => ({ count: row.recorded }) },
  { title: 'Part of another record', cell: (row) => ({ count: row.merged }) },
  { title: 'Derived, made anew', cell: (row) => ({ count: row.derived }) },
  { title: 'Not selected', cell: (row) => ({ count: row.unselected }) },
  { title: 'Left out', cell: (row) => ({ count: row.omitted }) },
  { title: 'Unexplained', cell: (row) => ({ count: row.unexplained, look: 'check' }) },
]

const streamColumns: readonly Column<Pick<StreamSummary, 'name' | 'records' | 'bytes'>>[] = [
  { title: 'Kind', cell: (row) => row.name },
  { title: 'Records', cell: (row) => ({ count: row.records }) },
  { title: 'Size', cell: (row) => ({ count: row.bytes, text: formatBytes(row.bytes) }) },
]

function sumsSection(report: ExportReport): Markup {
  return section(
    2,
    'Sums',
    'Every object is counted by one way and met by another, and ends in exactly one of the columns behind; the last one must be 0.',
    [
      table(accountColumns, notEmpty(report.accounts), report.total),
      html`<h3>The same, as records of the archive</h3>`,
      table(
        streamColumns,
        report.archive.streams.filter((stream) => stream.records > 0),
        {
          name: 'All',
          records: report.archive.records,
          bytes: report.archive.streams.reduce((sum, stream) => sum + stream.bytes, 0),
        },
      ),
    ],
  )
}

const spaceColumns: readonly Column<SpaceCounts>[] = [
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

function spacesSection(spaces: readonly SpaceCounts[]): Markup {
  const shown = spaces.slice(0, spaceLimit)
  const rest = spaces.length - shown.length
  return section(4, 'Space by space', 'What of each space is in the archive.', [
    table(spaceColumns, shown, sumCounts(spaces)),
    rest > 0
      ? html`<p class="more">… and ${formatCount(rest)} more in the JSON report; the sum counts them all</p>`
      : undefined,
  ])
}

function custodySection(report: ExportReport): Markup {
  const { archive } = report
  return section(
    7,
    'Custody',
    'Compare these with what arrives. The same content gives the same content root, however it is packed.',
    facts([
      ...archive.volumes.map((volume): readonly [string, Markup] => [
        'SHA-256 of the file',
        html`<code>${volume.sha256}</code><br /><span class="small"
            >${volume.name}, ${formatCount(volume.bytes)} bytes</span
          >`,
      ]),
      ['Content root', html`<code>${archive.contentRoot}</code>`],
      ['Manifest', html`<code>${archive.manifestDigest}</code>`],
      ['Archive id', html`<code>${archive.id}</code>`],
      ['Id of the source', html`<code>${report.source.siteId}</code>`],
      ['Format', `spacecrate ${archive.format}`],
      ['Schemas', html`<code>${report.certificate.schemas}</code>`],
    ]),
  )
}
