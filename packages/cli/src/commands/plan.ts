import { resolve } from 'node:path'
import { openArchive } from '@spacecrate/format'
import { runImport } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { RunClock } from '@spacecrate/report'
import { stemOf } from '../archives/archive-stem.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { destinationAt } from './destination-at.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'
import { endImport, showProgress, verifyFirst } from './import-run.js'
import { addPlanOptions, checkPlanOptions, type PlanArguments, planOptionsOf } from './plan-options.js'

interface PlanCommandArguments extends PlanArguments {
  readonly archive: string
  readonly output: string | undefined
}

/** `plan ARCHIVE --to DIR -o FOLDER`: what an import would do, and files in which people decide. */
export function addPlan(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'plan <archive>',
    'Say what an import would do, and make files in which people decide',
    (command) =>
      explainCommand(
        addPlanOptions(command.positional('archive', { type: 'string', demandOption: true, describe: 'An archive' }))
          .option('output', {
            ...ownValue,
            alias: 'o',
            type: 'string',
            defaultDescription: 'NAME.plan',
            describe: 'Folder of the plan; one that is there is planned again, with the decisions in it',
          })
          .check(checkPlanOptions),
        [
          ['plan acme.crate.zip --to ./site -o acme.plan', 'steps, report, and mapping/*.csv to edit'],
          ['plan acme.crate.zip --to ./site -o acme.plan', 'the same again after editing: the new result'],
          [
            'plan acme.crate.zip --to ./site --unmapped-people placeholder --space-key-exists rename',
            'nobody new can log in, KEY becomes KEY2 where KEY is taken',
          ],
        ],
        ['complete', 'usage', 'archiveInvalid', 'conflicts', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => planArchive(context, args), true),
  )
}

async function planArchive(context: Context, args: PlanCommandArguments): Promise<Exit> {
  const { archive: path, to, work, output } = args
  const clock = new RunClock()
  await using archive = await openArchive(path)
  await using destination = await destinationAt(to, 'read')
  await verifyFirst(context, archive, clock, args.verify ?? true)
  const progress = context.progress()
  const summary = await runImport({
    ...planOptionsOf(args),
    archive,
    destination,
    destinationPath: resolve(to),
    workDir: work,
    planDir: resolve(output ?? `${stemOf(path).replace(/\.crate$/i, '')}.plan`),
    planOnly: true,
    signal: context.signal,
    onProgress: showProgress(progress),
  })
  progress.end()
  return await endImport(context, { archive, summary, to, clock, strict: false })
}
