import { type Archive, openArchive } from '@spacecrate/format'
import { findJournals, Journal, repairLinks, type RepairSummary } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { formatCount, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'
import { destinationAt } from './destination-at.js'
import { addAfterOptions, type AfterOptions } from './after-options.js'
import { explainCommand, type GlobalOptions, own } from './help.js'

interface RepairOptions extends AfterOptions {
  readonly dryRun: boolean
  readonly archives: readonly string[]
}

/** `links repair --to DIR`: links of earlier imports that lead somewhere now. */
export function addLinks(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command('links', 'Repair links that led nowhere when they were imported', (links) =>
    links
      .command(
        'repair [archives..]',
        'Rewrite links into what a later archive brought; only where nobody has edited since',
        (command) =>
          explainCommand(
            addAfterOptions(
              command.positional('archives', {
                type: 'string',
                array: true,
                default: [] as string[],
                describe: 'Archives that are not where they were when they were imported',
              }),
            ).option('dry-run', {
              ...own,
              type: 'boolean',
              default: false,
              describe: 'Say what would change, write nothing',
            }),
            [
              ['links repair --to ./site --dry-run', 'which links lead somewhere now?'],
              ['links repair --to ./site', 'rewrite them; an import of a later archive does it by itself'],
              ['links repair --to ./site /media/disc/acme.crate.zip', 'the first archive lies somewhere else by now'],
            ],
            ['complete', 'usage', 'archiveInvalid', 'partial', 'sourceOrDestination', 'interrupted'],
          ),
        (args) => session.run(args, (context) => repair(context, { ...args, archives: args.archives ?? [] }), true),
      )
      .demandCommand(1, 'Say what to do with the links: repair'),
  )
}

async function repair(context: Context, { to, work, dryRun, archives: paths }: RepairOptions): Promise<Exit> {
  const { signal, terminal } = context
  await using destination = await destinationAt(to, dryRun ? 'read' : 'write')
  const { siteId } = await destination.describe({ signal })
  const archives: Archive[] = []
  const progress = context.progress()
  const summaries: (RepairSummary & { readonly source: string })[] = []
  try {
    for (const path of paths) archives.push(await openArchive(path))
    for (const { dir, source } of await findJournals(work, siteId)) {
      using journal = Journal.open(dir, { source, destination: siteId })
      const summary = await repairLinks({
        destination,
        journal,
        archives: archives.filter(({ manifest }) => manifest.source.siteId === source),
        dryRun,
        signal,
        onProgress: ({ done, total }) =>
          progress.update({ stage: dryRun ? 'looking' : 'repairing', done, total, unit: 'texts' }),
      })
      summaries.push({ source, ...summary })
    }
  } finally {
    for (const archive of archives) await archive[Symbol.asyncDispose]()
  }
  progress.end()
  const isComplete = summaries.every(({ status }) => status === 'complete')
  await terminal.print(
    context.json
      ? `${JSON.stringify({ status: isComplete ? 'complete' : 'partial', dryRun, sources: summaries })}\n`
      : summaries.map((summary) => describeRepair(summary, terminal)).join('\n'),
  )
  return isComplete ? 'complete' : 'partial'
}

/** A repair of links for a person. */
export function describeRepair(summary: RepairSummary, terminal: Terminal): string {
  const { repaired, settled, unchanged, edited, failed, missing, waiting, dryRun } = summary
  const verb = dryRun ? 'can be repaired' : 'repaired'
  const headline = `${formatNoun(repaired.references, 'link')} in ${formatNoun(repaired.texts, 'text')} ${verb}`
  const rows = [
    ['texts with links that led nowhere', formatCount(waiting)],
    ['lead somewhere without a change', formatCount(settled)],
    ['lead nowhere yet', formatCount(unchanged)],
    ['left as they are, since somebody edited them', formatCount(edited.count)],
    ...(failed > 0 ? [['failed; run again', formatCount(failed)]] : []),
    ...missing.map(({ path, records }) => [`wait for ${path}, which is not there: name it`, formatCount(records)]),
    ...edited.first.map(({ record, why }) => [`  ${record}`, why]),
  ]
  const look = summary.status === 'complete' ? 'good' : 'warn'
  return `${terminal.paint(look, headline)}\n${alignColumns(rows.map((row) => row.map(printable)))}`
}
