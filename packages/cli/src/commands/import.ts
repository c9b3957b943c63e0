import { basename, join } from 'node:path'
import { openArchive } from '@spacecrate/format'
import {
  type AllowedChange,
  type ImportPolicies,
  type ImportSummary,
  openSiteDestination,
  runImport,
} from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { confirmPlan, describeImport, describePlan } from './import-text.js'
import { RunClock } from '../report/run-facts.js'
import type { ImportReport } from '../report/import-report.js'
import type { ReportFiles } from '../report/write-export-report.js'
import { writeImportReport } from '../report/write-import-report.js'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { toolVersion } from '../run/tool-version.js'
import { explainCommand, type GlobalOptions, own, ownValue } from './help.js'
import { splitList } from './lists.js'
import { verifyWhole } from './verify.js'

interface ImportOptions {
  readonly to: string
  readonly plan: boolean
  readonly yes: boolean
  readonly strict: boolean
  readonly verify: boolean
  readonly spaceKeyExists: ImportPolicies['spaceKeyExists']
  readonly allow: readonly AllowedChange[]
  readonly work: string
}

const spaceChoices = ['fail', 'skip', 'rename'] as const
const allowChoices = ['members', 'site-templates'] as const

/** `import ARCHIVE --to DIR`: plan, summary, question, apply. */
export function addImport(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'import <archive>',
    'Import an archive into a site; nothing that is there is changed',
    (command) =>
      explainCommand(
        command
          .positional('archive', { type: 'string', demandOption: true, describe: 'An archive' })
          .option('to', { ...ownValue, type: 'string', demandOption: true, describe: 'Folder of an embedded site' })
          .option('space-key-exists', {
            ...ownValue,
            choices: spaceChoices,
            default: 'fail' as const,
            describe: 'A space key that the destination has already',
          })
          // The same under another name.
          .option('on-space-conflict', { ...ownValue, choices: spaceChoices, hidden: true })
          .option('allow', {
            ...ownValue,
            type: 'string',
            default: [] as string[],
            defaultDescription: 'none',
            coerce: splitList,
            describe: 'Changes to things that are there, by name: members,site-templates',
          })
          .option('plan', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'Say what would happen, write nothing there',
          })
          .option('yes', { ...own, alias: 'y', type: 'boolean', default: false, describe: 'Do it without a question' })
          .option('strict', { ...own, type: 'boolean', default: false, describe: 'End with 30 if anything is lost' })
          .option('verify', {
            ...own,
            type: 'boolean',
            default: true,
            describe: 'Verify the archive first; --no-verify if it just was',
          })
          .option('work', {
            ...ownValue,
            type: 'string',
            default: join('spacecrate-work', 'import'),
            describe: 'Folder for plan, journal and report; keep it: it knows what was imported',
          })
          .check(({ allow, plan, yes }) => {
            if (plan && yes) throw new Error('--plan writes nothing and --yes writes: give one of them')
            const unknown = (allow ?? []).filter((word) => !isAllowed(word))
            if (unknown.length > 0)
              throw new Error(`--allow knows ${allowChoices.join(' and ')}, not ${unknown.join(', ')}`)
            return true
          }),
        [
          ['import acme.crate.zip --to ./site', 'plan, show it, ask, and import'],
          ['import acme.crate.zip --to ./site --plan', 'what would happen; writes nothing at the destination'],
          [
            'import acme.crate.zip --to ./site --yes --space-key-exists rename',
            'without a question, KEY as KEY2 where KEY is taken',
          ],
        ],
        ['complete', 'usage', 'archiveInvalid', 'conflicts', 'partial', 'sourceOrDestination', 'interrupted'],
      ),
    (args) =>
      session.run(
        args,
        (context) =>
          importArchive(context, args.archive, {
            ...args,
            spaceKeyExists: args.onSpaceConflict ?? args.spaceKeyExists,
            allow: (args.allow ?? []).filter(isAllowed),
          }),
        true,
      ),
  )
}

async function importArchive(context: Context, path: string, options: ImportOptions): Promise<Exit> {
  const { plan: planOnly, yes, to, work, spaceKeyExists, allow } = options
  const { signal, terminal } = context
  if (!planOnly && !yes && (context.json || !process.stdin.isTTY || terminal.err.isTTY !== true)) {
    const message = 'An import asks before it writes, and there is no terminal to ask on'
    throw new CommandError('CONFIRMATION_NEEDED', message, { destination: to })
  }
  const clock = new RunClock()
  await using archive = await openArchive(path)
  await using destination = await openSiteDestination(to, { mode: planOnly ? 'read' : 'write' })
  if (options.verify) {
    await clock.stage(
      'verify',
      () => verifyWhole(context, path, undefined),
      (report) => report.counts.bytes,
    )
  }
  const progress = context.progress()
  const summary = await runImport({
    archive,
    destination,
    workDir: work,
    policies: { spaceKeyExists, allow },
    planOnly,
    signal,
    onProgress: ({ stage, done, total, bytes }) => {
      const unit = stage === 'planning' ? 'records' : 'steps'
      progress.update({ stage, done, total, unit, ...(bytes > 0 && { bytes }) })
    },
    ...(!yes && {
      confirm: async (plan) => {
        progress.end()
        terminal.note(describePlan(plan, basename(path), terminal))
        await clock.pause(() => confirmPlan(plan, to, signal))
      },
    }),
  })
  progress.end()
  clock.add('plan', summary.seconds.plan * 1000)
  if (summary.applied !== undefined) clock.add('apply', summary.seconds.apply * 1000, summary.applied.bytes)
  const { report, files } = await writeImportReport({
    archive,
    summary,
    destinationPath: to,
    clock,
    version: toolVersion(),
    signal,
  })
  await terminal.print(
    context.json ? `${JSON.stringify(documentOf(summary, report, files))}\n` : describeImport(report, files, terminal),
  )
  return exitOf(summary, report, options.strict)
}

function documentOf(summary: ImportSummary, report: ImportReport, files: ReportFiles): object {
  const { status, archive, source, destination, applied, plan, seconds } = summary
  const { path, steps, writes, streams, conflicts, renames, closed } = plan
  const head = {
    status,
    complete: status === 'complete' && report.total.unexplained === 0,
    archive,
    source,
    destination,
  }
  const losses = { count: report.losses.count, codes: report.losses.codes }
  const tail = { spaces: report.spaces, losses, seconds, report: files }
  if (applied === undefined) {
    return { ...head, plan: { path, steps, writes, closed, streams, conflicts, renames }, ...tail }
  }
  const { journalDir, resumed, references } = applied
  return {
    ...head,
    resumed,
    streams: applied.streams,
    total: report.total,
    references,
    ...tail,
    plan: { path },
    journal: journalDir,
  }
}

function exitOf({ status, plan }: ImportSummary, { total, losses }: ImportReport, strict: boolean): Exit {
  if (total.unexplained !== 0) return 'bug'
  if (status === 'planned' && plan.conflicts.count > 0) return 'conflicts'
  if (status === 'partial') return 'partial'
  return strict && losses.count > 0 ? 'partial' : 'complete'
}

function isAllowed(word: string): word is AllowedChange {
  return allowChoices.some((choice) => choice === word)
}
