import { checkSite } from '@spacecrate/site'
import { formatCount, printable } from '@spacecrate/report/words'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { explainCommand, type GlobalOptions } from './help.js'

/** `site check`: whether a site holds together. */
export function addCheck(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'check <dir>',
    'Look whether a site holds together: records, what they point to, blobs',
    (command) =>
      explainCommand(
        command.positional('dir', { type: 'string', demandOption: true, describe: 'Folder of a site' }),
        [['site check ./site', 'after the machine went down while somebody wrote']],
        ['complete', 'different', 'usage', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => check(context, args.dir)),
  )
}

async function check({ terminal, json, signal }: Context, dir: string): Promise<Exit> {
  const { rows, problems, hasMore } = await checkSite(dir, { signal })
  const lines = problems.map(({ stream, id, problem }) => `  ${stream} ${printable(id)}: ${printable(problem)}\n`)
  const head =
    problems.length === 0
      ? `${terminal.paint('good', 'whole')}  ${formatCount(rows)} records of ${printable(dir)} hold together\n`
      : `${terminal.paint('bad', 'damaged')}  ${hasMore ? 'at least ' : ''}${formatCount(problems.length)} problems in ${formatCount(rows)} records\n`
  await terminal.print(json ? `${JSON.stringify({ dir, rows, problems, hasMore })}\n` : head + lines.join(''))
  return problems.length === 0 ? 'complete' : 'different'
}
