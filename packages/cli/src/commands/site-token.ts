import { listTokens, makeToken, revokeToken } from '@spacecrate/site'
import { printable } from '@spacecrate/report/words'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { explainCommand, type GlobalOptions, own, ownValue } from './help.js'

interface TokenOptions {
  readonly person: string | undefined
  readonly name: string | undefined
  readonly expires: number | undefined
  readonly list: boolean
  readonly revoke: string | undefined
}

/** `site token`: who may call the REST API of a site. */
export function addToken(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'token <dir>',
    'Make a token with which a person logs in to the REST API of a site; it is shown once',
    (command) =>
      explainCommand(
        command
          .positional('dir', { type: 'string', demandOption: true, describe: 'Folder of a site' })
          .option('person', { ...ownValue, type: 'string', describe: 'Id, e-mail or user name of whose token it is' })
          .option('name', { ...ownValue, type: 'string', describe: 'By which it is listed and revoked' })
          .option('expires', { ...ownValue, type: 'number', describe: 'Days until it ends; without it, it never does' })
          .option('list', { ...own, type: 'boolean', default: false, describe: 'List the tokens there are' })
          .option('revoke', { ...ownValue, type: 'string', describe: 'Name of a token to take back' })
          .check(({ person, list, revoke, expires, name }) => {
            const asked = [person !== undefined, list, revoke !== undefined].filter(Boolean).length
            if (asked !== 1) throw new Error('Give one of --person, --list and --revoke')
            if (expires !== undefined && !(expires > 0 && expires <= 36_500))
              throw new Error('--expires is a number of days')
            if (person === undefined && (expires !== undefined || name !== undefined)) {
              throw new Error('--name and --expires go with --person')
            }
            return true
          }),
        [
          ['site token ./site --person ada@example.org --expires 30', 'one for a month'],
          ['site token ./site --list', 'those that there are'],
          ['site token ./site --revoke ada', 'take one back, also while the site is served'],
        ],
        ['complete', 'usage', 'sourceOrDestination'],
      ),
    (args) => session.run(args, (context) => token(context, args.dir, args)),
  )
}

async function token({ terminal, json }: Context, dir: string, options: TokenOptions): Promise<Exit> {
  const { person, name, expires, revoke } = options
  if (revoke !== undefined) {
    await revokeToken(dir, revoke)
    await terminal.print(json ? `${JSON.stringify({ revoked: revoke })}\n` : `revoked  ${printable(revoke)}\n`)
  } else if (person === undefined) {
    const tokens = await listTokens(dir)
    const lines = tokens.map(
      (row) =>
        `${printable(row.name)}  ${printable(row.person)}  ${row.expires === undefined ? 'never ends' : `ends ${row.expires}`}\n`,
    )
    await terminal.print(json ? `${JSON.stringify({ tokens })}\n` : lines.join(''))
  } else {
    const made = await makeToken(dir, { person, name, days: expires })
    await terminal.print(
      json
        ? `${JSON.stringify(made)}\n`
        : `${made.token}\n  log in as ${printable(made.login)}; it is named ${printable(made.name)} and not shown again\n`,
    )
  }
  return 'complete'
}
