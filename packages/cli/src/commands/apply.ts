import { resolve } from 'node:path'
import { openArchive } from '@spacecrate/format'
import { applyPlanned, loadPlan } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { RunClock } from '@spacecrate/report'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { destinationAt } from './destination-at.js'
import { explainCommand, type GlobalOptions, own, ownValue } from './help.js'
import { endImport, showProgress, verifyFirst } from './import-run.js'

interface ApplyOptions {
  readonly archive: string | undefined
  readonly to: string | undefined
  readonly verify: boolean
  readonly strict: boolean
}

/** `apply DIR`: does what a plan says. */
export function addApply(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'apply <plan>',
    'Do what a plan says; run again to go on where it stopped',
    (command) =>
      explainCommand(
        command
          .positional('plan', { type: 'string', demandOption: true, describe: 'Folder of a plan' })
          .option('archive', {
            ...ownValue,
            type: 'string',
            defaultDescription: 'as planned',
            describe: 'The same archive, where it lies now',
          })
          .option('to', {
            ...ownValue,
            type: 'string',
            defaultDescription: 'as planned',
            describe: 'The same destination, where it lies now',
          })
          .option('strict', { ...own, type: 'boolean', default: false, describe: 'End with 30 if anything is lost' })
          .option('verify', {
            ...own,
            type: 'boolean',
            default: true,
            describe: 'Verify the archive first; --no-verify if it just was',
          }),
        [
          ['apply acme.plan', 'what the plan says, under a journal'],
          ['apply acme.plan --archive /media/disc/acme.crate.zip', 'from a disc that is mounted elsewhere by now'],
        ],
        ['complete', 'usage', 'archiveInvalid', 'conflicts', 'partial', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => applyFolder(context, args.plan, args), true),
  )
}

async function applyFolder(context: Context, dir: string, options: ApplyOptions): Promise<Exit> {
  const planDir = resolve(dir)
  const plan = await loadPlan(planDir)
  const path = options.archive ?? plan.archivePath
  const to = options.to ?? plan.destinationPath ?? ''
  const clock = new RunClock()
  await using archive = await openArchive(path)
  await using destination = await destinationAt(to)
  await verifyFirst(context, archive, clock, options.verify)
  const progress = context.progress()
  const summary = await applyPlanned({
    planDir,
    archive,
    destination,
    signal: context.signal,
    onProgress: showProgress(progress),
  })
  progress.end()
  return await endImport(context, { archive, summary, to, clock, strict: options.strict })
}
