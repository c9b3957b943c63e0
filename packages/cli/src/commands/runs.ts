import { basename } from 'node:path'
import { csvStart, encodeCsvRow, listJournals, readRuns } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { formatCount, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import { explainCommand, type GlobalOptions, own, ownValue } from './help.js'
import { stateRuns, type StatedRun } from './run-state.js'

const outcomes = ['created', 'matched', 'skipped', 'refused', 'failed'] as const

/** `runs`: every import that ran under a work folder. */
export function addRuns(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'runs',
    'List the imports that ran under a work folder, the newest first',
    (command) =>
      explainCommand(
        command
          .option('work', {
            ...ownValue,
            type: 'string',
            default: 'spacecrate-work',
            describe: 'Work folder of imports, or a folder above some',
          })
          .option('csv', { ...own, type: 'boolean', default: false, describe: 'A table for a spreadsheet' })
          .check(({ csv, json }) => {
            if (csv && json) throw new Error('--csv and --json are two forms of the same: give one of them')
            return true
          }),
        [
          ['runs', 'a line for each'],
          ['runs --work /data/work --csv > runs.csv', 'for a spreadsheet'],
        ],
        ['complete', 'usage'],
      ),
    (args) => session.run(args, (context) => listRuns(context, args.work, args.csv)),
  )
}

async function listRuns({ terminal, json }: Context, work: string, csv: boolean): Promise<Exit> {
  const runs: StatedRun[] = []
  for (const dir of await listJournals(work)) {
    const journal = await readRuns(dir)
    if (journal.problem !== undefined) terminal.note(`${printable(dir)} cannot be read: ${printable(journal.problem)}`)
    runs.push(...stateRuns(journal))
  }
  runs.sort((one, other) => (one.started < other.started ? 1 : -1))
  if (json) await terminal.print(`${JSON.stringify({ work, runs })}\n`)
  else if (csv) await terminal.print(table(runs))
  else await terminal.print(describe(runs, work))
  return 'complete'
}

function table(runs: readonly StatedRun[]): string {
  const head = ['run', 'state', 'started', 'finished', 'archive', 'archive id', 'destination', 'destination id']
  const rows = runs.map((run) => [
    run.run,
    run.state,
    run.started,
    run.finished ?? '',
    run.archive.path,
    run.archive.id,
    run.destinationName ?? '',
    run.destination,
    ...outcomes.map((outcome) => run.records[outcome]),
    run.report ?? '',
    run.journalDir,
  ])
  return csvStart + [[...head, ...outcomes, 'report', 'journal'], ...rows].map(encodeCsvRow).join('')
}

function describe(runs: readonly StatedRun[], work: string): string {
  if (runs.length === 0) return `No import ran under ${printable(work)}\n`
  const rows = runs.map((run) => [
    run.started.slice(0, 16).replace('T', ' '),
    run.state.replace('-', ' '),
    basename(run.archive.path),
    run.destinationName ?? run.destination,
    ...outcomes.map((outcome) => formatCount(run.records[outcome])),
    run.report ?? '',
  ])
  return alignColumns(
    [['started (UTC)', '', 'archive', 'into', ...outcomes, 'report'], ...rows.map((row) => row.map(printable))],
    ['left', 'left', 'left', 'left', ...outcomes.map(() => 'right' as const), 'left'],
  )
}
