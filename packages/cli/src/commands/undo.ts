import { join } from 'node:path'
import { openArchive } from '@spacecrate/format'
import {
  findJournals,
  isImportError,
  Journal,
  readRuns,
  undoImport,
  type UndoRequest,
  type UndoSummary,
} from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { LineFile } from '@spacecrate/disk'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { formatCount, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'
import { destinationAt } from './destination-at.js'
import { addAfterOptions, type AfterOptions } from './after-options.js'
import { explainCommand, type GlobalOptions, own } from './help.js'

interface UndoOptions extends AfterOptions {
  readonly archive?: string | undefined
  readonly yes: boolean
}

/** `undo [ARCHIVE] --to DIR`: what an import made and nobody touched since goes to the trash. */
export function addUndo(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'undo [archive]',
    'Move to the trash what an import made and nobody touched since',
    (command) =>
      explainCommand(
        addAfterOptions(
          command.positional('archive', {
            type: 'string',
            describe: 'The archive; without one, the one imported last',
          }),
        ).option('yes', {
          ...own,
          alias: 'y',
          type: 'boolean',
          default: false,
          describe: 'Do it; without it nothing is written',
        }),
        [
          ['undo --to ./site', 'what would go, and what would stay'],
          ['undo --to ./site --yes', 'move it to the trash'],
          ['undo acme.crate.zip --to ./site --yes', 'the import of this archive'],
        ],
        ['complete', 'usage', 'archiveInvalid', 'partial', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => undo(context, args), true),
  )
}

async function undo(context: Context, { to, work, yes, archive: path }: UndoOptions): Promise<Exit> {
  const { signal, terminal } = context
  await using destination = await destinationAt(to, yes ? 'write' : 'read')
  const { siteId } = await destination.describe({ signal })
  const wanted = path === undefined ? undefined : await identify(path)
  const journals = await findJournals(work, siteId)
  const { dir, source } = journals.find((one) => one.source === wanted?.source) ?? journals[0]
  using journal = Journal.open(dir, { source, destination: siteId })
  await using list = new LineFile(join(dir, yes ? 'undo.stays.ndjson' : 'undo.would-stay.ndjson'), { evenEmpty: true })
  const progress = context.progress()
  const summary = await undoOrLook(path === undefined, {
    destination,
    journal,
    source,
    dryRun: !yes,
    signal,
    found: async (thing) => {
      list.add(`${JSON.stringify(thing)}\n`)
      await list.flush()
    },
    // Without --yes all of it is looking.
    onProgress: ({ stage, done, total }) =>
      progress.update({ stage: yes ? stage : 'looking', done, total, unit: 'things' }),
    ...(wanted !== undefined && { archive: wanted.archive }),
  })
  progress.end()
  await list.finish()
  await terminal.print(
    context.json ? `${JSON.stringify({ ...summary, list: list.path })}\n` : describe(summary, list.path, terminal),
  )
  return summary.status === 'complete' ? 'complete' : 'partial'
}

/** Undoes; where the last import was undone already, says what became of it: there is nothing left to do. */
async function undoOrLook(isLast: boolean, request: UndoRequest): Promise<UndoSummary> {
  try {
    return await undoImport(request)
  } catch (error) {
    if (!isLast || !isImportError(error, 'NOTHING_TO_UNDO')) throw error
    const { runs } = await readRuns(request.journal.dir)
    const undone = runs.find((run) => run.undone !== undefined)
    if (undone === undefined) throw error
    const summary = await undoImport({ ...request, archive: undone.archive.id, dryRun: true })
    return { ...summary, dryRun: request.dryRun === true }
  }
}

async function identify(path: string): Promise<{ readonly archive: string; readonly source: string }> {
  await using archive = await openArchive(path)
  const { archive: identity, source } = archive.manifest
  return { archive: identity.id, source: source.siteId }
}

function describe(summary: UndoSummary, list: string, terminal: Terminal): string {
  const { streams, stays, left, dryRun, failed } = summary
  const right = 'right' as const
  const total = streams.reduce((sum, { undone }) => sum + undone, 0)
  const headline = headlineOf(summary, formatNoun(total, 'thing'))
  const rows = streams.map(({ name, undone, stay, gone }) =>
    [name, ...[undone, stay, gone].map(formatCount)].map(printable),
  )
  const leftWords = Object.entries(left).map(([stream, count]) => `${stream} ${formatCount(count)}`)
  const facts = [
    ['import of', summary.import.archivePath],
    ['archive', summary.import.archive],
    ['imported', summary.import.started],
    ['left', leftWords.join(', ') || 'nothing'],
    ...(failed > 0 ? [['failed', `${formatCount(failed)}; run again`]] : []),
    ['stays', list],
  ]
  const first = stays.first.map(({ record, why }) => [record, why].map(printable))
  return [
    `${terminal.paint(failed > 0 ? 'warn' : 'good', headline)}\n`,
    ...(streams.length === 0
      ? []
      : [
          alignColumns(
            [['', dryRun ? 'would go' : 'gone', 'stays', 'not there'], ...rows],
            ['left', right, right, right],
          ),
          '\n',
        ]),
    alignColumns(facts.map((row) => row.map(printable))),
    first.length === 0 ? '' : `\nStays:\n${alignColumns(first)}`,
  ].join('')
}

function headlineOf({ streams, dryRun }: UndoSummary, things: string): string {
  if (streams.length === 0) return 'Nothing is left to undo'
  return dryRun ? `${things} would go to the trash; --yes does it` : `${things} moved to the trash`
}
