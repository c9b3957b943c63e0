import { once } from 'node:events'
import {
  type FaultControl,
  Faults,
  isLoopback,
  loadFaults,
  openFaultControl,
  openSite,
  serveSite,
  servingProblem,
} from '@spacecrate/site'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import { formatInvocation } from '../run/invocation.js'
import type { Context, Session } from '../run/session.js'
import { printable } from '@spacecrate/report/words'
import { explainCommand, type GlobalOptions, own, ownList, ownValue } from './help.js'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly viewer: string | undefined
  readonly hostName: readonly string[] | undefined
  readonly flavour: 'cloud' | 'dc'
  readonly contextPath: string | undefined
  readonly writable: boolean
  readonly rate: number | undefined
  readonly faults: string | undefined
  readonly faultControl: number | undefined
}

/** `site serve`: pages and the REST API of a site. */
export function addServe(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
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
          .option('writable', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'Let clients of the REST API write. Nothing else writes to the site then, such as an import',
          })
          .option('rate', {
            ...ownValue,
            type: 'number',
            describe: 'Requests that each operation of the REST API takes in a second, half as many where it changes',
          })
          .option('faults', {
            ...ownValue,
            type: 'string',
            describe: 'File of what goes wrong on purpose, to rehearse it',
          })
          .option('fault-control', {
            ...ownValue,
            type: 'number',
            describe: 'Port of this machine by which faults are changed meanwhile; 0 takes any free one',
          })
          .option('host-name', {
            ...ownList,
            describe:
              'A name that browsers may use for this machine; again for each. Loopback names always work on a loopback address',
          })
          .check((options) => {
            const problem = problemOf({
              ...options,
              hostName: options['host-name'],
              contextPath: options['context-path'],
              faultControl: options['fault-control'],
            })
            if (problem !== undefined) throw new Error(problem)
            return true
          }),
        [
          ['site serve ./site', 'read it at http://127.0.0.1:8090'],
          ['site serve ./site --port 9000 --viewer anonymous', 'as somebody sees it who is not logged in'],
          ['site serve ./site --writable', 'to try a client that writes by the REST API of Confluence Cloud'],
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

function problemOf({
  port,
  host,
  viewer,
  hostName,
  flavour,
  contextPath,
  rate,
  faultControl,
}: Omit<ServeOptions, 'writable' | 'faults'>): string | undefined {
  const isPort = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= 65_535
  if (!isPort(port)) return '--port is a number up to 65535'
  if (faultControl !== undefined && !isPort(faultControl)) return '--fault-control is a number up to 65535'
  if (rate !== undefined && !(Number.isInteger(rate) && rate > 0)) return '--rate is a whole number above 0'
  if (contextPath !== undefined && (flavour !== 'dc' || !/^(?:\/[\w.-]+)+$/.test(contextPath))) {
    return '--context-path is a path such as /confluence, and goes with --flavour dc'
  }
  return servingProblem({ host, viewer, hostNames: hostName })
}

async function serve(context: Context, dir: string, options: ServeOptions): Promise<Exit> {
  const { terminal, signal } = context
  const { port, host, viewer, hostName, flavour, contextPath, rate } = options
  const faults = options.faults === undefined ? new Faults() : await loadFaults(options.faults)
  await using site = await openSite(dir, { mode: options.writable ? 'write' : 'read' })
  const served = await serveSite(site, {
    port,
    host,
    viewer,
    hostNames: hostName,
    flavour,
    contextPath,
    rate,
    faults,
    onError: (error) => terminal.note(`error: ${printable(String(error))}`),
  })
  let control: FaultControl | undefined
  try {
    control = options.faultControl === undefined ? undefined : await openFaultControl(faults, options.faultControl)
    const { name, administrator } = site.store.identity
    const api = `${served.url}${flavour === 'dc' ? (contextPath ?? '') : '/wiki'}`
    await tell(context, { url: served.url, api, dir, name, administrator, viewer }, host, control)
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await control?.close()
    await served.close()
  }
  return 'complete'
}

async function tell(
  { terminal, json }: Context,
  served: {
    readonly url: string
    readonly api: string
    readonly dir: string
    readonly name: string
    readonly administrator: string
    readonly viewer: string | undefined
  },
  host: string,
  control: FaultControl | undefined,
): Promise<void> {
  const { url, api, dir, name, administrator } = served
  const viewer = served.viewer ?? administrator
  if (!isLoopback(host)) {
    terminal.note(`Everybody who reaches ${host} can read what ${printable(viewer)} sees`)
    terminal.note('Tokens travel as they are: put a web server in front that encrypts')
  }
  const faultControl = control === undefined ? {} : { faultControl: { url: control.url, secret: control.secret } }
  const lines = [
    `${printable(name)} is at ${terminal.paint('strong', url)}, as ${printable(viewer)} sees it. Ctrl-C ends.\n`,
    `REST API of Confluence at ${api}; a token for it: ${formatInvocation(['site', 'token', dir, '--person', administrator])}\n`,
    ...(control === undefined ? [] : [`Faults are changed at ${control.url} with the secret ${control.secret}\n`]),
  ]
  await terminal.print(json ? `${JSON.stringify({ url, api, dir, name, viewer, ...faultControl })}\n` : lines.join(''))
}
