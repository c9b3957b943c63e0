import { basename } from 'node:path'
import { openArchive } from '@spacecrate/format'
import { runImport } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { partialWords } from '@spacecrate/report/words'
import { RunClock } from '@spacecrate/report'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { destinationAt } from './destination-at.js'
import { explainCommand, type GlobalOptions, own } from './help.js'
import { endImport, showProgress, verifyFirst } from './import-run.js'
import { confirmPlan, describePlan } from './import-text.js'
import { addPlanOptions, checkPlanOptions, type PlanArguments, planOptionsOf } from './plan-options.js'

interface ImportArguments extends PlanArguments {
  readonly archive: string
  readonly plan: boolean
  readonly yes: boolean
  readonly strict: boolean
}

/** `import ARCHIVE --to DIR`: plan, summary, question, apply. */
export function addImport(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'import <archive>',
    'Import an archive into a site; nothing that is there is changed',
    (command) =>
      explainCommand(
        addPlanOptions(command.positional('archive', { type: 'string', demandOption: true, describe: 'An archive' }))
          .option('plan', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'Say what would happen, write nothing there',
          })
          .option('yes', { ...own, alias: 'y', type: 'boolean', default: false, describe: 'Do it without a question' })
          .option('strict', { ...own, type: 'boolean', default: false, describe: 'End with 30 if anything is lost' })
          .check((args) => {
            const { plan, yes } = args
            if (plan && yes) throw new Error('--plan writes nothing and --yes writes: give one of them')
            return checkPlanOptions(args)
          }),
        [
          ['import acme.crate.zip --to ./site', 'plan, show it, ask, and import'],
          ['import acme.crate.zip --to ./site --plan', 'what would happen; writes nothing at the destination'],
          [
            'import acme.crate.zip --to ./site --yes --space-key-exists rename',
            'without a question, KEY as KEY2 where KEY is taken',
          ],
          [
            'import acme.crate.zip --to ./site --space DOCS --skip-kinds history',
            'one space of the archive, without its old versions',
          ],
        ],
        ['complete', 'usage', 'archiveInvalid', 'conflicts', 'partial', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => importArchive(context, args), true),
  )
}

async function importArchive(context: Context, args: ImportArguments): Promise<Exit> {
  const { plan: planOnly, yes, to, work, archive: path } = args
  const { signal, terminal } = context
  if (!planOnly && !yes && (context.json || !process.stdin.isTTY || terminal.err.isTTY !== true)) {
    const message = 'An import asks before it writes, and there is no terminal to ask on'
    throw new CommandError('CONFIRMATION_NEEDED', message, { destination: to })
  }
  const clock = new RunClock()
  await using archive = await openArchive(path)
  await using destination = await destinationAt(to, planOnly ? 'read' : 'write')
  const verify = (): Promise<void> => verifyFirst(context, archive, clock, true)
  if (args.verify === true) await verify()
  const progress = context.progress()
  const summary = await runImport({
    ...planOptionsOf(args),
    archive,
    destination,
    destinationPath: to,
    workDir: work,
    planOnly,
    ...(args.verify === undefined && { verify }),
    signal,
    onProgress: showProgress(progress),
    ...(!yes && {
      confirm: async (plan) => {
        progress.end()
        const words = partialWords(archive.manifest)
        if (words !== undefined) terminal.note(terminal.paint('bad', words, 'err'))
        terminal.note(describePlan(plan, basename(path), terminal))
        await clock.pause(() => confirmPlan(plan, to, signal))
      },
    }),
  })
  progress.end()
  return await endImport(context, { archive, summary, to, clock, strict: args.strict })
}
