import { once } from 'node:events'
import { isLoopback, openSite, serveSite, servingProblem } from '@spacecrate/site'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { printable } from '@spacecrate/report/words'
import { explainCommand, type GlobalOptions, ownList, ownValue } from './help.js'
import { addCheck } from './site-check.js'
import { addCreate } from './site-create.js'
import { addToken } from './site-token.js'

/** `site create`, `site serve`, `site token` and `site check`: the embedded site. */
export function addSite(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command('site', 'The embedded site: create one, serve one, let people in, check one', (site) =>
    addCheck(addToken(addServe(addCreate(site, session), session), session), session).demandCommand(
      1,
      'Name an action: site create, site serve, site token or site check',
    ),
  )
}

function addServe(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'serve <dir>',
    'Serve a site: pages to be read in a browser, and the REST API of Confluence to those who have a token',
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
          .option('flavour', {
            ...ownValue,
            type: 'string',
            choices: ['cloud', 'dc'] as const,
            default: 'cloud' as const,
            describe: 'Which product its REST API answers as: Confluence Cloud, or a Data Center',
          })
          .option('context-path', {
            ...ownValue,
            type: 'string',
            describe: 'With --flavour dc: path below which the REST API lies, such as /confluence',
          })
          .option('read-only', {
            type: 'boolean',
            default: false,
            describe: 'Leave the right to write to others, such as an import into the site while it is served',
          })
          .option('host-name', {
            ...ownList,
            describe:
              'A name that browsers may use for this machine; again for each. Loopback names always work on a loopback address',
          })
          .check(({ port, host, viewer, 'host-name': hostNames, flavour, 'context-path': contextPath }) => {
            if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port is a number up to 65535')
            if (contextPath !== undefined && (flavour !== 'dc' || !/^(?:\/[\w.-]+)+$/.test(contextPath))) {
              throw new Error('--context-path is a path such as /confluence, and goes with --flavour dc')
            }
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
    readonly flavour: 'cloud' | 'dc'
    readonly contextPath: string | undefined
    readonly readOnly: boolean
  },
): Promise<Exit> {
  const { port, host, viewer, hostName, flavour, contextPath } = options
  await using site = await openSite(dir, { mode: options.readOnly ? 'read' : 'write' })
  const served = await serveSite(site, {
    port,
    host,
    viewer,
    hostNames: hostName,
    flavour,
    contextPath,
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
