import { type Difference, openArchive } from '@spacecrate/format'
import type { Argv } from 'yargs'
import { compareArchives, type Comparison } from '../archives/compare.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { LineOutput } from '../terminal/line-output.js'
import { formatNoun, printable } from '@spacecrate/report/words'
import type { Terminal } from '../terminal/terminal.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

/** `diff A B`: records that are in one archive only, or differ. */
export function addDiff(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'diff <a> <b>',
    'List the records that are in one of two archives only, or differ',
    (command) =>
      explainCommand(
        command
          .positional('a', { type: 'string', demandOption: true, describe: 'An archive' })
          .positional('b', { type: 'string', demandOption: true, describe: 'Another one' })
          .option('map', {
            ...ownValue,
            type: 'string',
            describe: 'Work folder of an import of A, B being an export of where it went',
          }),
        [
          ['diff monday.crate.zip friday.crate.zip', 'what changed between two exports of one source'],
          ['diff a.crate.zip b.crate.zip --json | head', 'the first differences, a JSON document a line'],
          ['diff acme.crate.zip site.crate.zip --map spacecrate-work/import', 'did everything arrive as it was?'],
        ],
        ['complete', 'different', 'usage', 'archiveInvalid', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => diff(context, args.a, args.b, args.map)),
  )
}

async function diff(context: Context, pathA: string, pathB: string, work: string | undefined): Promise<Exit> {
  const { terminal, json, signal } = context
  await using a = await openArchive(pathA)
  await using b = await openArchive(pathB)
  const progress = context.progress()
  await using lines = new LineOutput(terminal)
  const options = {
    signal,
    work,
    onProgress: ({ done, total }: { readonly done: number; readonly total: number }): void =>
      progress.update({ stage: 'comparing', done, total, unit: 'records' }),
  }
  const result = await compareArchives(a, b, options, async (difference) => {
    await lines.write(json ? JSON.stringify(difference) : describe(difference, terminal))
  })
  progress.end()
  await lines.flush()
  if (!context.quiet && !json) terminal.note(describeResult(result))
  return result.differences === 0 ? 'complete' : 'different'
}

function describe(difference: Difference, terminal: Terminal): string {
  const { stream, id } = difference
  const place = `${stream.padEnd(20)} ${printable(id)}`
  switch (difference.type) {
    case 'only-a':
      return `${terminal.paint('bad', '- only in A')}  ${place}`
    case 'only-b':
      return `${terminal.paint('good', '+ only in B')}  ${place}`
    case 'changed': {
      const other = difference.idInA === id ? '' : ` (${printable(difference.idInA)} in A)`
      return `${terminal.paint('warn', '~ differs  ')}  ${place}${other}: ${printable(difference.paths.join(', '))}`
    }
    default:
      return difference satisfies never
  }
}

/** How a comparison ended, in a sentence. */
export function describeResult({ differences, notImported, matchedBefore, omitted, besides }: Comparison): string {
  const parts = [
    differences === 0 ? 'No differences' : formatNoun(differences, 'difference'),
    notImported > 0 ? `${formatNoun(notImported, 'record')} of A not imported, as the import report says` : '',
    matchedBefore > 0 ? `${formatNoun(matchedBefore, 'record')} of A matched with what was there before` : '',
    omitted > 0 ? `${formatNoun(omitted, 'record')} of them left out of B, as its export report says` : '',
    besides > 0 ? `${formatNoun(besides, 'record')} of B outside the imported spaces` : '',
  ]
  return parts.filter((part) => part !== '').join('; ')
}
