import { accountColumns } from '../../account-columns.js'
import { html, type Markup } from '../../markup.js'
import { type Column, section, table } from '../../sections.js'
import { formatBytes } from '../../words/numbers.js'
import { notEmpty } from '../../words/sums.js'
import type { ExportReport } from '../export-report.js'

type StreamSummary = Pick<ExportReport['archive']['streams'][number], 'name' | 'records' | 'bytes'>

const streamColumns: readonly Column<StreamSummary>[] = [
  { title: 'Kind', cell: (row) => row.name },
  { title: 'Records', cell: (row) => ({ count: row.records }) },
  { title: 'Size', cell: (row) => ({ count: row.bytes, text: formatBytes(row.bytes) }) },
]

/** 2: the sums by class of the source, and by kind of record. */
export function exportSums({ accounts, total, archive: { streams, records } }: ExportReport): Markup {
  const bytes = streams.reduce((sum, stream) => sum + stream.bytes, 0)
  return section(
    2,
    'Sums',
    'Every object is counted in one way and met in another, and ends in exactly one of the columns to the right; the last column must be 0.',
    [
      table(
        accountColumns({ kind: 'Kind', met: 'Met while reading' }, (count) => ({ count })),
        notEmpty(accounts),
        total,
      ),
      html`<h3>The same, as records of the archive</h3>`,
      table<StreamSummary>(
        streamColumns,
        streams.filter((stream) => stream.records > 0),
        { name: 'All', records, bytes },
      ),
    ],
  )
}
