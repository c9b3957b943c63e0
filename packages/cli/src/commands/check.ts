import { join } from 'node:path'
import { openArchive } from '@spacecrate/format'
import { checkImport, type CheckSummary, importFolder } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { LineFile, writeOwnFile } from '@spacecrate/disk'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { formatBytes, formatCount, formatDuration, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'
import { destinationAt } from './destination-at.js'
import { addAfterOptions, type AfterOptions } from './after-options.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

interface CheckOptions extends AfterOptions {
  readonly sample: number
}

/** `check ARCHIVE --to DIR`: what stands at the destination against what the import must have made. */
export function addCheck(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'check <archive>',
    'Read a destination back and compare it with what was imported',
    (command) =>
      explainCommand(
        addAfterOptions(
          command.positional('archive', {
            type: 'string',
            demandOption: true,
            describe: 'The archive that was imported',
          }),
        )
          .option('sample', {
            ...ownValue,
            type: 'number',
            default: 12,
            describe: 'How many pages to choose for people to look at',
          })
          .check(({ sample }) => {
            if (Number.isSafeInteger(sample) && sample >= 0 && sample <= 1000) return true
            throw new Error('--sample takes a number from 0 to 1000')
          }),
        [
          ['check acme.crate.zip --to ./site', 'is everything there, and as it must be?'],
          ['check acme.crate.zip --to ./site --json', 'the same for a program'],
        ],
        ['complete', 'different', 'usage', 'archiveInvalid', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => check(context, args.archive, args)),
  )
}

async function check(context: Context, path: string, { to, work, sample }: CheckOptions): Promise<Exit> {
  const { signal, terminal } = context
  await using archive = await openArchive(path)
  await using destination = await destinationAt(to, 'read')
  const { siteId } = await destination.describe({ signal })
  const folder = importFolder({ archive, workDir: work, destination: siteId })
  await using list = new LineFile(join(folder, 'check.differences.ndjson'), { evenEmpty: true })
  const progress = context.progress()
  const summary = await checkImport({
    archive,
    destination,
    workDir: work,
    sample,
    signal,
    found: async (difference) => {
      list.add(`${JSON.stringify(difference)}\n`)
      await list.flush()
    },
    onProgress: ({ done, total }) => progress.update({ stage: 'checking', done, total, unit: 'records' }),
  })
  progress.end()
  await list.finish()
  const document = { report: 'check', ...summary, differences: list.path }
  const json = join(folder, 'check.report.json')
  await writeOwnFile(json, [`${JSON.stringify(document, undefined, 2)}\n`])
  await terminal.print(
    context.json ? `${JSON.stringify({ ...document, path: json })}\n` : describe(summary, list.path, json, terminal),
  )
  return summary.status === 'same' ? 'complete' : 'different'
}

const kindWords: Readonly<Record<string, string>> = {
  edited: 'edited at the destination since',
  removed: 'not there any more',
  added: 'rights or restrictions added since',
  defect: 'not as the import must have made it',
  order: 'in another order',
  shut: 'shut, though nothing says so',
  opened: 'open, though the import left it shut',
  bytes: 'bytes missing or different',
  access: 'people who can read more or less, without a reason',
  unknown: 'not in the journal',
}

function describe(summary: CheckSummary, differences: string, report: string, terminal: Terminal): string {
  const { streams, unexplained, explained, bodies, files, sample, seconds } = summary
  const right = 'right' as const
  const sum = (numbers: Readonly<Record<string, number>>): number =>
    Object.values(numbers).reduce((total, count) => total + count, 0)
  const verdict =
    summary.status === 'same'
      ? terminal.paint('good', 'The destination holds what the import made of this archive')
      : terminal.paint('bad', `${formatNoun(sum(unexplained), 'difference')} that no loss explains`)
  const facts = [
    ...Object.entries(unexplained).map(([kind, count]) => [kindWords[kind] ?? kind, formatCount(count)]),
    [
      'explained',
      Object.entries(explained)
        .map(([code, count]) => `${code} ${formatCount(count)}`)
        .join(', ') || '0',
    ],
    [
      'texts',
      `${formatCount(bodies.compared)} compared, ${formatCount(bodies.canonical)} equal in canonical form only`,
    ],
    ['files', `${formatCount(files.count)} read back, ${formatBytes(files.bytes)}`],
    ['took', formatDuration(seconds * 1000)],
    ['differences', differences],
    ['report', report],
  ]
  const look = sample.map(({ why, title, oldUrl, newPath }) => [why, title, oldUrl ?? '', newPath ?? ''].map(printable))
  return [
    `${verdict}\n`,
    alignColumns(
      [
        ['', 'archive', 'expected', 'found', 'of others'],
        ...streams.map(({ name, archive, expected, found, besides }) =>
          [name, ...[archive, expected, found, besides].map(formatCount)].map(printable),
        ),
      ],
      ['left', right, right, right, right],
    ),
    '\n',
    alignColumns(facts.map((row) => row.map(printable))),
    look.length === 0 ? '' : `\nLook at these in both sites:\n${alignColumns(look)}`,
  ].join('')
}
