import { dirname, join } from 'node:path'
import { csvStart, encodeCsvRow, readAllRuns } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { findReports, type FoundReport } from '../reports/find-reports.js'
import { importLists, type ImportListName } from '@spacecrate/report'
import { readList, type RowFilter } from '../reports/read-list.js'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'
import { describeReport, documentOfReport } from './report-text.js'

interface ReportOptions {
  readonly which: string | undefined
  readonly work: string
  readonly csv: string | undefined
  readonly filter: RowFilter
}

/** `report [WHICH]`: where reports are, what the newest says, and its lists. */
export function addReport(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'report [which]',
    'Say where the reports are and what the newest says; print its lists',
    (command) =>
      explainCommand(
        command
          .positional('which', { type: 'string', describe: 'A folder, a report, or the number of an import' })
          .option('csv', { ...ownValue, type: 'string', describe: 'Print this list of the report: created, losses …' })
          .option('kind', { ...ownValue, type: 'string', describe: 'With --csv: only this kind of records' })
          .option('space', {
            ...ownValue,
            type: 'string',
            describe: 'With --csv: only what lies in the space of this key',
          })
          .option('work', {
            ...ownValue,
            type: 'string',
            default: join('spacecrate-work', 'import'),
            describe: 'Folder in which to look for a number',
          })
          .check(({ csv, kind, space, json }) => {
            if (csv === undefined && (kind ?? space) !== undefined)
              throw new Error('--kind and --space belong to --csv')
            if (csv !== undefined && json) throw new Error('--csv prints a list, not JSON: give one of them')
            return true
          }),
        [
          ['report', 'the newest report of the work folder, and where all are'],
          ['report acme.plan', 'the reports of this plan'],
          ['report 2', 'the report of the import number 2'],
          ['report 2 --csv created --kind content --space DOCS', 'the list behind a number'],
        ],
        ['complete', 'usage'],
      ),
    ({ which, csv, kind, space, ...args }) =>
      session.run(args, (context) => {
        return report(context, { which, csv, work: args.work, filter: { kind, space } })
      }),
  )
}

async function report(context: Context, options: ReportOptions): Promise<Exit> {
  const reports = await reportsOf(context, options)
  const [chosen] = reports
  if (chosen === undefined) throw notFound(options)
  if (options.csv !== undefined) return printList(context, chosen, options.csv, options.filter)
  const { terminal, json } = context
  await terminal.print(
    json ? `${JSON.stringify(documentOfReport(chosen, reports))}\n` : describeReport(chosen, reports, terminal),
  )
  return 'complete'
}

/** A number names an import in the work folder; everything else is a path. */
async function reportsOf({ signal }: Context, { which, work }: ReportOptions): Promise<readonly FoundReport[]> {
  const number = /^(?:import-)?(\d+)$/.exec(which ?? '')?.[1]
  if (number === undefined && which !== undefined) return findReports([which], signal)
  // A plan may lie elsewhere than the work folder that its runs are known in.
  const plans = (await readAllRuns(work)).map(({ planDir }) => planDir)
  const all = await findReports([work, ...plans], signal)
  return number === undefined ? all : all.filter(({ name }) => name === `import-${number}`)
}

async function printList(
  { terminal }: Context,
  { name, json, report: { report, ...rest } }: FoundReport,
  asked: string,
  filter: RowFilter,
): Promise<Exit> {
  const lists = report === 'import' && 'lists' in rest ? rest.lists : []
  const known = Object.keys(importLists)
  if (report !== 'import' || !isListName(asked)) {
    const has = report === 'import' ? `its lists are ${known.join(', ')}` : 'it has no lists'
    throw new CommandError('LIST_UNKNOWN', `The report ${name} has no list ${asked}; ${has}`, {
      list: asked,
      lists: known,
    })
  }
  const { columns } = importLists[asked]
  const file = lists.find((one) => one.name === asked)?.file
  // A list without a row is no file.
  if (file === undefined) await terminal.print(csvStart + encodeCsvRow(columns))
  else {
    for await (const text of readList(join(dirname(json), file), { name: asked, columns }, filter)) {
      await terminal.print(text)
    }
  }
  return 'complete'
}

function isListName(name: string): name is ImportListName {
  return Object.hasOwn(importLists, name)
}

function notFound({ which, work }: ReportOptions): CommandError<'REPORT_NOT_FOUND'> {
  const path = which ?? work
  const message = `There is no report at ${path}${/^(?:import-)?\d+$/.test(path) ? ` in ${work}` : ''}`
  return new CommandError('REPORT_NOT_FOUND', message, { path })
}
