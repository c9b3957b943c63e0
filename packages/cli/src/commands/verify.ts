import { type Archive, type VerifyLevel, verifyArchive, verifyLevels, type VerifyReport } from '@spacecrate/format'
import type { Argv } from 'yargs'
import { checkSums, formatBytes, formatCount, formatNoun, partialWords, printable } from '@spacecrate/report/words'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { alignColumns } from '../terminal/table.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

/** `verify ARCHIVE`: every byte, every record, every reference. */
export function addVerify(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'verify <archive>',
    'Check every byte, record, reference and sum of an archive',
    (command) =>
      explainCommand(
        command
          .positional('archive', { type: 'string', demandOption: true, describe: 'An archive' })
          .option('level', {
            ...ownValue,
            choices: verifyLevels,
            default: 'semantic' as const,
            describe: 'bytes: each one as it was sealed; semantic: also whether what they say fits together',
          })
          .option('work', { ...ownValue, type: 'string', describe: 'Folder for temporary files' }),
        [
          [
            'verify acme.crate.zip',
            'say whether the archive is whole, as it was sealed, and complete by its certificate',
          ],
          [
            'verify acme.crate.zip --level bytes',
            'only whether every byte is as it was sealed: the quick look after a copy',
          ],
          ['verify /media/disc/acme.crate.zip --work /var/tmp', 'an archive on a read-only disc'],
        ],
        ['complete', 'usage', 'archiveInvalid', 'partial', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => verify(context, args.archive, args.work, args.level)),
  )
}

async function verify(context: Context, path: string, work: string | undefined, level: VerifyLevel): Promise<Exit> {
  const report = await verifyWhole(context, path, work, level)
  const { counts, manifest, manifestDigest } = report
  const exit = checkSums(manifest).partial ? 'partial' : 'complete'
  if (context.json) {
    const document = {
      valid: true,
      status: exit,
      level,
      path: report.path,
      contentRoot: manifest.contentRoot,
      manifestDigest,
      ...counts,
    }
    await context.terminal.print(`${JSON.stringify(document)}\n`)
    return exit
  }
  const meaning = [
    ['records', formatCount(counts.records)],
    ['files', formatCount(counts.blobs)],
    ['omissions', formatCount(counts.omissions)],
  ]
  const rows = [
    ['level', level],
    ...(level === 'semantic' ? meaning : []),
    ['entries', `${formatCount(counts.entries)}, ${formatBytes(counts.bytes)}`],
    ['volumes', formatCount(counts.volumes)],
    ['content root', manifest.contentRoot],
    ['manifest', manifestDigest],
  ]
  const verdict = context.terminal.paint('good', 'valid')
  const words = partialWords(manifest)
  const warning = words === undefined ? '' : `${context.terminal.paint('bad', words)}\n`
  await context.terminal.print(`${verdict}  ${printable(report.path)}\n${warning}${alignColumns(rows)}`)
  return exit
}

/** Verifies an archive with progress. Throws `VERIFY_FAILED` for one that is not as it was sealed. */
export async function verifyWhole(
  context: Context,
  archive: string | Archive,
  work: string | undefined,
  level?: VerifyLevel,
): Promise<VerifyReport> {
  const progress = context.progress()
  const report = await verifyArchive(archive, {
    signal: context.signal,
    temp: work,
    level,
    onProgress: ({ done, total }) => progress.update({ stage: 'verifying', done, total, unit: 'bytes' }),
  })
  progress.end()
  if (report.valid) return report
  const { problems, problemCount, ended } = report
  const [first] = problems
  throw new CommandError(
    'VERIFY_FAILED',
    `${ended ? 'At least ' : ''}${formatNoun(problemCount, 'thing')} ${problemCount === 1 ? 'is' : 'are'} wrong with ${report.path}; the first: ${first?.message ?? 'unknown'}`,
    { path: report.path, problemCount, problems },
  )
}
