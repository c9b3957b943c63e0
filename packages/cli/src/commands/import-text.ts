import { createInterface } from 'node:readline/promises'
import type { PlanSummary } from '@spacecrate/importer'
import { type ImportReport, likelyHosts } from '@spacecrate/report'
import type { ReportFiles } from '../reports/report-files.js'
import { CommandError } from '../run/command-error.js'
import { formatCount, formatDuration, formatNoun, printable } from '@spacecrate/report/words'
import { describeAccess } from './access-text.js'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'

/** A plan for the person who is asked about it. */
export function describePlan(plan: PlanSummary, archive: string, terminal: Terminal): string {
  const { streams, conflicts, renames, losses, closed } = plan
  const rows = streams.map(({ name, records, create, rename, match, skip, refuse }) =>
    [name, ...[records, create + rename, match, skip, refuse].map(formatCount)].map(printable),
  )
  const notes = [
    ...conflicts.first
      .slice(0, 20)
      .map(({ key, why }) =>
        why === undefined ? `the destination has a space ${key} already` : `the space ${key}: ${why}`,
      ),
    ...renames.first.slice(0, 20).map(({ from, to }) => `${from} becomes ${to}`),
    ...Object.entries(losses).map(([code, count]) => `${formatNoun(count, 'loss', 'losses')}: ${code}`),
    ...describeAccess(plan.access),
    ...describeLikelyHosts(plan),
    ...(closed > 0 ? [`${formatNoun(closed, 'restricted page')} shut until the restrictions stand`] : []),
  ]
  return [
    terminal.paint('strong', printable(`Plan: ${archive} into ${plan.destination.name}`), 'err'),
    alignColumns(
      [['', 'archive', 'create', 'there', 'skip', 'refuse'], ...rows],
      ['left', 'right', 'right', 'right', 'right', 'right'],
    ).trimEnd(),
    ...notes.map((line) => `  ${printable(line)}`),
  ].join('\n')
}

/** Links to a source whose address nobody has said would stay as they are: who plans is asked for it. */
export function describeLikelyHosts(plan: PlanSummary): string[] {
  const hosts = likelyHosts(plan)
  const links = hosts.reduce((sum, { count }) => sum + count, 0)
  const names = hosts.slice(0, 5).map(({ host }) => host)
  return hosts.length === 0
    ? []
    : [
        `${formatNoun(links, 'URL leads', 'URLs lead')} to ${names.join(', ')}${hosts.length > names.length ? ' …' : ''}: if that is the source, say so with --source-url or in hosts.csv`,
      ]
}

/** Asks whether to go on; anything but yes is no. Throws `NOT_CONFIRMED`. */
export async function confirmPlan(plan: PlanSummary, destination: string, signal: AbortSignal): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const abort = new AbortController()
  // Ctrl-C at the question and the end of the input are a no.
  lines.once('SIGINT', () => abort.abort())
  lines.once('close', () => abort.abort())
  try {
    const question = `Write ${formatNoun(plan.writes, 'step')} to ${destination}? [y/N] `
    const answer = await lines.question(question, { signal: AbortSignal.any([signal, abort.signal]) })
    if (/^y(es)?$/i.test(answer.trim())) return
  } catch (error) {
    signal.throwIfAborted()
    if (!abort.signal.aborted) throw error
  } finally {
    lines.close()
  }
  throw new CommandError('NOT_CONFIRMED', 'Nothing was imported', { destination })
}

/** The outcome of an import or a plan for a person. */
export function describeImport(report: ImportReport, files: ReportFiles, terminal: Terminal): string {
  const { decision, outcomes, total, losses, references, run } = report
  const look = { green: 'good', amber: 'warn', red: 'bad' } as const
  const numbers = outcomes.map((row) =>
    [row.stream, ...[row.records, row.created, row.matched, row.skipped, row.refused, row.failed].map(formatCount)].map(
      printable,
    ),
  )
  const sum = [total.records, total.created, total.matched, total.skipped, total.refused, total.failed]
  const created = report.applied ? 'created' : 'create'
  const right = 'right' as const
  const facts = [
    ['unexplained', formatCount(total.unexplained)],
    [
      'lost',
      Object.entries(losses.codes)
        .map(([code, count]) => `${code} ${formatCount(count)}`)
        .join(', ') || '0',
    ],
    ...(references === undefined
      ? []
      : [
          [
            'links',
            `${formatCount(references.rewritten)} rewritten, ${formatCount(references.unchanged)} unchanged, ${formatCount(references.unresolved)} unresolved`,
          ],
        ]),
    ['took', formatDuration(run.milliseconds)],
    ['report', files.html],
  ]
  return [
    `${terminal.paint(look[decision.light], decision.headline)}\n`,
    ...(report.exported?.partial === true ? [`${terminal.paint('bad', decision.reasons[0] ?? '')}\n`] : []),
    alignColumns(
      [['', 'archive', created, 'there', 'skipped', 'refused', 'failed'], ...numbers, ['all', ...sum.map(formatCount)]],
      ['left', right, right, right, right, right, right],
    ),
    '\n',
    alignColumns(facts.map((row) => row.map(printable))),
  ].join('')
}
