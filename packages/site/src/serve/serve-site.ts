import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Visitor } from '../access/permissions.js'
import { AccountsFile } from '../accounts/accounts-file.js'
import { SlowDown } from '../accounts/slow-down.js'
import { SiteError, codeOf } from '../error.js'
import { RenderThreads } from '../render/render-threads.js'
import { Faults } from '../rest/faults/faults.js'
import { type Flavour, RouteFinder } from '../rest/find-route.js'
import { Rates } from '../rest/rates/rates.js'
import { EmbeddedSite } from '../store/open-site.js'
import type { Site } from '../store/site.js'
import { siteApp } from './app.js'
import { hostFilter, isLoopback, servingProblem } from './host-names.js'

/** Options of `serveSite`. */
export interface ServeSiteOptions {
  /** 0: any free one. */
  readonly port: number
  /** @default '127.0.0.1' */
  readonly host?: string | undefined
  /** Id of the person whose eyes the site is seen with, or `anonymous`. @default the administrator, on a loopback address */
  readonly viewer?: Visitor | undefined
  /** Names that requests may be addressed to; on a loopback address beside those of this machine. */
  readonly hostNames?: readonly string[] | undefined
  /** Which product the REST API answers as. @default 'cloud' */
  readonly flavour?: Flavour | undefined
  /** Path below which the REST API of a Data Center lies, such as `/confluence`. @default '' */
  readonly contextPath?: string | undefined
  /** Requests that each operation of the REST API takes in a second, half as many where it changes or deletes. @default any number */
  readonly rate?: number | undefined
  /** What goes wrong on purpose. @default nothing */
  readonly faults?: Faults | undefined
  /** Called with errors that a visitor only sees as a page without details. */
  readonly onError?: ((error: unknown) => void) | undefined
}

/** A site that answers requests. */
export interface ServedSite {
  /** Without a slash at its end. */
  readonly url: string
  /** Ends open connections and stops. The site itself stays open. */
  close(): Promise<void>
}

/**
 * Serves a site over HTTP: pages to be read in a browser, and the REST API, whose callers log in with tokens. It answers only to the names that it was given and, on a loopback
 * address, to loopback names, so that no web page can reach it through a name of its own. Throws `PORT_IN_USE`,
 * `VIEWER_UNKNOWN`, and a `TypeError` where `servingProblem` has something to say.
 */
export async function serveSite(site: Site, options: ServeSiteOptions): Promise<ServedSite> {
  const { port, host = '127.0.0.1', onError } = options
  if (!(site instanceof EmbeddedSite)) throw new TypeError('Only a site of openSite or createSite can be served')
  const place = { host, viewer: options.viewer, hostNames: options.hostNames }
  const problem = servingProblem(place)
  if (problem !== undefined) throw new TypeError(problem)
  const { store } = site
  const visitor = options.viewer ?? store.identity.administrator
  if (visitor !== 'anonymous' && store.get('people', visitor) === undefined) {
    throw new SiteError(
      'VIEWER_UNKNOWN',
      `The site ${site.dir} has no person ${JSON.stringify(visitor)}; give the id of one, or anonymous`,
      { viewer: visitor },
    )
  }
  const threads = new RenderThreads()
  const accounts = AccountsFile.open(site.dir)
  const app = siteApp({
    store,
    visitor,
    threads,
    isHost: hostFilter(place),
    rest: {
      gate: { store, accounts, slowDown: new SlowDown() },
      finder: new RouteFinder(options.flavour ?? 'cloud', options.contextPath),
      faults: options.faults ?? new Faults(),
      rates: options.rate === undefined ? undefined : new Rates(options.rate),
    },
    ...(onError === undefined ? {} : { onError }),
  })
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = createServer((request, response) => {
    void listener(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(codeOf(error) === 'EADDRINUSE' ? portInUse(host, port, error) : error))
    server.listen(port, host, resolve)
  }).catch((error: unknown) => {
    accounts.close()
    throw error
  })
  server.on('error', (error) => onError?.(error))
  const address = server.address() as AddressInfo
  const listening = address.family === 'IPv6' ? `[${address.address}]` : address.address
  const name = isLoopback(host) ? listening : (options.hostNames?.[0] ?? listening)
  return {
    url: `http://${name}:${address.port}`,
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) =>
          error === undefined || codeOf(error) === 'ERR_SERVER_NOT_RUNNING' ? resolve() : reject(error),
        )
        server.closeAllConnections()
      })
      await threads.close()
      accounts.close()
    },
  }
}

function portInUse(host: string, port: number, cause: unknown): SiteError<'PORT_IN_USE'> {
  return new SiteError(
    'PORT_IN_USE',
    `Port ${port} of ${host} is taken by another program; choose another one`,
    { host, port },
    { cause },
  )
}
