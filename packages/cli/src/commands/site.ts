import { once } from 'node:events'
import { isLoopback, openSite, serveSite, servingProblem } from '@spacecrate/site'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { printable } from '@spacecrate/report/words'
import { explainCommand, type GlobalOptions, ownList, ownValue } from './help.js'
import { addCreate } from './site-create.js'

/** `site create` and `site serve`: the embedded site. */
export function addSite(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command('site', 'The embedded site: create one, serve one to a browser', (site) =>
    addServe(addCreate(site, session), session).demandCommand(1, 'Name an action: site create or site serve'),
  )
}

function addServe(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'serve <dir>',
    'Serve a site to browsers, to be read; at first to those of this machine',
    (command) =>
      explainCommand(
        command
          .positional('dir', { type: 'string', demandOption: true, describe: 'Folder of a site' })
          .option('port', { ...ownValue, type: 'number', default: 8090, describe: '0 takes any free one' })
          .option('host', {
            ...ownValue,
            type: 'string',
            default: '127.0.0.1',
            describe: 'Address to listen on; any but a loopback one needs --viewer and --host-name',
          })
          .option('viewer', {
            ...ownValue,
            type: 'string',
            defaultDescription: 'the administrator, on this machine',
            describe: 'Id of the person whose eyes see it, or anonymous',
          })
          .option('host-name', {
            ...ownList,
            describe:
              'A name that browsers may use for this machine; again for each. Loopback names always work on a loopback address',
          })
          .check(({ port, host, viewer, 'host-name': hostNames }) => {
            if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port is a number up to 65535')
            const problem = servingProblem({ host, viewer, hostNames })
            if (problem !== undefined) throw new Error(problem)
            return true
          }),
        [
          ['site serve ./site', 'read it at http://127.0.0.1:8090'],
          ['site serve ./site --port 9000 --viewer anonymous', 'as somebody sees it who is not logged in'],
          [
            'site serve ./site --host 0.0.0.0 --viewer anonymous --host-name wiki.example.org',
            'for other machines: what anybody may see, by one name',
          ],
        ],
        ['complete', 'usage', 'sourceOrDestination'],
      ),
    (args) => session.run(args, (context) => serve(context, args.dir, args)),
  )
}

async function serve(
  { terminal, json, signal }: Context,
  dir: string,
  options: {
    readonly port: number
    readonly host: string
    readonly viewer: string | undefined
    readonly hostName: readonly string[] | undefined
  },
): Promise<Exit> {
  const { port, host, viewer, hostName } = options
  await using site = await openSite(dir, { mode: 'read' })
  const served = await serveSite(site, {
    port,
    host,
    viewer,
    hostNames: hostName,
    onError: (error) => terminal.note(`error: ${printable(String(error))}`),
  })
  try {
    const { name, administrator } = site.store.identity
    const eyes = viewer ?? administrator
    if (!isLoopback(host)) {
      terminal.note(`Everybody who reaches ${host} can read what ${printable(eyes)} sees`)
    }
    await terminal.print(
      json
        ? `${JSON.stringify({ url: served.url, dir, name, viewer: eyes })}\n`
        : `${printable(name)} is at ${terminal.paint('strong', served.url)}, as ${printable(eyes)} sees it. Ctrl-C ends.\n`,
    )
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await served.close()
  }
  return 'complete'
}
