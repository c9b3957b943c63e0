import type { FoundReport } from '../reports/find-reports.js'
import { formatCount, formatInstant, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'

const looks = { green: 'good', amber: 'warn', red: 'bad' } as const
const listed = 20

/** What a report says, in a few lines, and where the others are. */
export function describeReport(chosen: FoundReport, all: readonly FoundReport[], terminal: Terminal): string {
  const { report, html, json } = chosen
  const { decision } = report
  const rows = [
    ...factsOf(chosen),
    ['ended', formatInstant(report.run.ended)],
    ['report', html],
    ['for programs', json],
  ]
  const others = all.filter((one) => one !== chosen)
  const rest = others.length - listed
  return [
    `${terminal.paint(looks[decision.light], printable(decision.headline))}\n`,
    ...decision.reasons.map((reason) => `  ${printable(reason)}\n`),
    '\n',
    alignColumns(rows.map((row) => row.map(printable))),
    ...(others.length === 0 ? [] : ['\nEarlier reports\n']),
    alignColumns(others.slice(0, listed).map((one) => [formatInstant(one.report.run.ended), printable(one.html)])),
    ...(rest > 0 ? [`  … and ${formatCount(rest)} more\n`] : []),
  ].join('')
}

function factsOf({ report }: FoundReport): string[][] {
  if (report.report === 'export') {
    return [
      ['archive', formatNoun(report.archive.records, 'record')],
      ['left out', formatNoun(report.omissions.count, 'object')],
    ]
  }
  const { total, archive, destination, losses, lists, applied } = report
  const counts = [
    [total.created, applied ? 'created' : 'to create'],
    [total.matched, 'there already'],
    [total.skipped, 'skipped'],
    [total.refused, 'refused'],
    [total.failed, 'failed'],
    [total.unexplained, 'unexplained'],
  ] as const
  return [
    ['archive', archive.path],
    ['destination', `${destination.name} (${destination.path})`],
    ['records', counts.map(([count, word]) => `${formatCount(count)} ${word}`).join(', ')],
    ['losses', formatCount(losses.count)],
    ['lists', lists.map(({ name }) => name).join(', ')],
  ]
}

/** The same for a program. */
export function documentOfReport(chosen: FoundReport, all: readonly FoundReport[]): object {
  return { ...entryOf(chosen), ...totalsOf(chosen), reports: all.map(entryOf) }
}

function totalsOf({ report }: FoundReport): object {
  if (report.report === 'export') return { total: report.total, omissions: report.omissions.count }
  const { total, losses, lists } = report
  return { total, losses: { count: losses.count, codes: losses.codes }, lists }
}

function entryOf({ name, html, json, report }: FoundReport): object {
  const { light, headline } = report.decision
  const kind = report.report === 'export' ? 'export' : report.applied ? 'import' : 'plan'
  return { name, kind, light, headline, ended: report.run.ended, html, json }
}
