import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Argv } from 'yargs'
import { runDemo } from '../demo/run-demo.js'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { shortPath } from '../run/short-path.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

/** The backup that the demo shows the road with, in the repository. */
const kiln = fileURLToPath(new URL('../../../../fixtures/backups/kiln', import.meta.url))

/** `demo`: the whole road on one machine. */
export function addDemo(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'demo',
    'Show the whole road on this machine: backup, archive, site, and back',
    (command) =>
      explainCommand(
        command
          .option('dir', {
            ...ownValue,
            type: 'string',
            default: 'spacecrate-demo',
            describe: 'Where to work; each run gets a new folder in it',
          })
          .option('from', {
            ...ownValue,
            type: 'string',
            describe: 'A backup of your own in place of the demo pottery',
          }),
        [
          ['demo', 'export, verify, import, read, compare; ends by itself'],
          ['demo --from backup.zip --dir /tmp/rehearsal', 'the same road with a backup of your own'],
        ],
        ['complete', 'usage', 'sourceOrDestination', 'bug', 'interrupted'],
      ),
    (args) => session.run(args, (context) => demo(context, args.dir, args.from)),
  )
}

async function demo(context: Context, dir: string, asked: string | undefined): Promise<Exit> {
  const from = asked ?? shortPath(kiln)
  if (!existsSync(from)) throw new CommandError('DEMO_BACKUP_MISSING', `There is no backup at ${from}`, { path: from })
  return await runDemo(context, dir, asked === undefined ? { from, name: 'Kiln & Co' } : { from })
}
