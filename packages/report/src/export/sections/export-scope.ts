import type { Markup } from '../../markup.js'
import { facts, section } from '../../sections.js'
import { formatInstant } from '../../words/instants.js'
import { formatBytes, formatDuration, formatNoun, formatRate } from '../../words/numbers.js'
import { sourceWords } from '../../words/source-words.js'
import type { ExportReport } from '../export-report.js'

/** 1: the request and its result. */
export function exportScope(report: ExportReport): Markup {
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
      ['Product', sourceWords(source).join(' · ')],
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

/** How long an export took, and how many bytes of its source it read per second. */
export function describeTime({
  run: { milliseconds },
  sourceBytes = 0,
}: Pick<ExportReport, 'run' | 'sourceBytes'>): string {
  const rate = sourceBytes === 0 ? '' : formatRate(sourceBytes, milliseconds)
  return formatDuration(milliseconds) + (rate === '' ? '' : `, ${rate} of the source`)
}
