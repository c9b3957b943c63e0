import { basename } from 'node:path'
import type { Assessment } from '@spacecrate/exporter'
import type { Argv } from 'yargs'
import { TempFolder } from '@spacecrate/disk'
import type { Exit } from '../run/exit-codes.js'
import { formatInvocation } from '../run/invocation.js'
import type { Context, Session } from '../run/session.js'
import { formatBytes, formatCount, printable, sourceWords } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import { explainCommand, type GlobalOptions, own, ownList, ownValue } from './help.js'
import { splitList } from './lists.js'
import { sourceAt } from './source-at.js'

interface AssessOptions {
  readonly from: readonly string[]
  readonly oneSite: boolean
  readonly spaces: readonly string[] | undefined
  readonly zone: string | undefined
}

/** `assess --from …`: the read-only look before an export. */
export function addAssess(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'assess',
    'Say what a backup or a site holds, before anything is exported',
    (command) =>
      explainCommand(
        command
          .option('from', {
            ...ownList,
            demandOption: true,
            describe: 'Backup zip or folder, several of one site or their folder, or an embedded site',
          })
          .option('spaces', {
            ...ownList,
            coerce: splitList,
            describe: 'Only the spaces of these keys: DOCS,TEAM',
          })
          .option('one-site', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'Several backups are of one site, though they look like several',
          })
          .option('zone', { ...ownValue, type: 'string', describe: 'Zone of times without one: Europe/Berlin' }),
        [
          ['assess --from backup.zip', 'spaces, pages, files, and what an export would miss'],
          ['assess --from ./site --spaces DOCS --json', 'one space, for a program'],
        ],
        ['complete', 'usage', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => assessSource(context, args), true),
  )
}

async function assessSource(context: Context, { from, oneSite, spaces, zone }: AssessOptions): Promise<Exit> {
  const { signal, terminal, json } = context
  const progress = context.progress()
  // A backup is read through once into a database of its own, which is of no use afterwards.
  await using scratch = await TempFolder.create()
  const open = sourceAt({ from, oneSite, sourceUrls: [], zone })
  await using source = await open(scratch.path, { signal })
  const assessment = await source.assess(spaces === undefined ? {} : { spaces }, {
    signal,
    onProgress: ({ step, ...tick }) => progress.update({ stage: step, ...tick }),
  })
  progress.end()
  const identity = source.identity()
  const found = { from, source: sourceWords(identity).join(', '), assessment }
  await terminal.print(json ? `${JSON.stringify(documentOf(found))}\n` : describe(found))
  return 'complete'
}

interface Found {
  readonly from: readonly string[]
  /** What kind of source it is. */
  readonly source: string
  readonly assessment: Assessment
}

function documentOf({ from, source, assessment }: Found): object {
  const { spaces, exports, expectedItems, expectedBytes, limits } = assessment
  return { from: from.length === 1 ? from[0] : from, source, exports, spaces, expectedItems, expectedBytes, limits }
}

function describe({ from, source, assessment }: Found): string {
  const { spaces, expectedItems, expectedBytes, limits } = assessment
  const rows = spaces.map(({ key, name, kind, status, contents }) =>
    [key, name, kind, status, contents === undefined ? '' : formatCount(contents)].map(printable),
  )
  const sum = spaces.reduce((total, { contents = 0 }) => total + contents, 0)
  const facts = [
    ['source', printable(source)],
    ...(expectedItems === undefined ? [] : [['objects', formatCount(expectedItems)]]),
    // The work folder of an export holds every file once more, until the archive is sealed.
    ...(expectedBytes === undefined
      ? []
      : [
          ['files', formatBytes(expectedBytes)],
          ['disk', `${formatBytes(2 * expectedBytes)} for the files while it is exported, half of it afterwards`],
        ]),
  ]
  return [
    alignColumns(
      [['space', 'name', 'kind', 'status', 'pages and posts'], ...rows, ['all', '', '', '', formatCount(sum)]],
      ['left', 'left', 'left', 'left', 'right'],
    ),
    '\n',
    ...exportsText(assessment),
    alignColumns(facts),
    ...(limits.length === 0
      ? []
      : ['\nWhat an export cannot show:\n', ...limits.map((line) => `  ${printable(line)}\n`)]),
    `\nNext: ${formatInvocation(['export', ...from.flatMap((path) => ['--from', path]), '-o', 'NAME.crate.zip'])}\n`,
  ].join('')
}

/** The exports of a set, a line for each. */
function exportsText({ exports = [] }: Assessment): string[] {
  if (exports.length === 0) return []
  const rows = exports.map(({ path, form, product, version, spaces, written }) =>
    [
      basename(path),
      form === 'csv' ? 'CSV' : 'XML',
      [product, version].filter((word) => word !== undefined).join(' ') || 'not said',
      spaces.length === 0 ? 'not said' : spaces.join(', '),
      written ?? 'not said',
    ].map((text) => printable(text)),
  )
  return [alignColumns([['export', 'form', 'edition', 'spaces', 'written'], ...rows]), '\n']
}
