import { type Route, namesIn } from '@spacecrate/confluence'
import { Hono } from 'hono'
import { type Gate, authenticate } from '../accounts/authenticate.js'
import { type Visitor, anonymous } from '../access/permissions.js'
import { isSiteAdmin } from '../access/site-admin.js'
import { View } from '../access/view.js'
import { SiteError } from '../error.js'
import type { RenderThreads } from '../render/render-threads.js'
import { Visit } from '../serve/visit.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { AdminKeys, adminKeyHeader } from './admin-keys.js'
import type { Answer } from './answer.js'
import { Call } from './call.js'
import { letsAnonymousIn } from './anonymous-access.js'
import { guard } from './guards.js'
import type { Handlers } from './handler.js'
import { handlers as allHandlers } from './handlers/all-handlers.js'
import { Cursors } from './paging/cursors.js'
import type { Faults } from './faults/faults.js'
import type { RouteFinder } from './find-route.js'
import { type Rates, rateHeaders } from './rates/rates.js'
import type { Place } from './rest-place.js'
import { RestError, errorBody, goneBody } from './rest-error.js'

/** What the REST API is told. */
export interface RestOptions {
  readonly store: SqliteStore
  readonly gate: Gate
  readonly threads: RenderThreads
  readonly finder: RouteFinder
  readonly faults: Faults
  /** Absent: nobody counts. */
  readonly rates?: Rates | undefined
  readonly onError?: (error: unknown) => void
  /** Those of this program unless said. */
  readonly handlers?: Handlers
}

/** The REST API of a site: every operation of the table, at every door. It takes no cookie and gives none. */
export function restApp(options: RestOptions): Hono {
  const { store, finder, gate, rates } = options
  const handlers = options.handlers ?? allHandlers
  const cursors = new Cursors(gate.accounts.secret('cursors'))
  const cloudId = store.identity.siteId
  const adminKeys = new AdminKeys()
  /** A key counts at the site alone: the gateway leaves what is restricted out, whoever asks. */
  const hasAdminKey = (request: Request, place: Place, visitor: Visitor): boolean =>
    place.door === 'site' &&
    request.headers.get(adminKeyHeader)?.toLowerCase() === 'true' &&
    adminKeys.endOf(visitor) !== undefined &&
    isSiteAdmin(store, visitor)
  const app = new Hono()

  app.all('*', async ({ req }) => {
    const request = req.raw
    const url = new URL(request.url)
    const found = finder.find(request.method, url.pathname)
    if (found === undefined) return asJson(404, { message: 'Not Found' })
    const { place, route, values, isKnown } = found
    if (place.path === '/_edge/tenant_info') return asJson(200, { cloudId })
    if (place.cloudId !== undefined && place.cloudId !== cloudId)
      return asJson(404, { code: 404, message: 'Not Found' })
    try {
      const caller = await authenticate(request.headers.get('authorization') ?? undefined, place.door, gate)
      if (caller === undefined || (caller.visitor === anonymous && !letsAnonymousIn(store))) return refusedLogin(place)
      if (route === undefined) return unknownPath(place, url, isKnown, request)
      const standing = route.doors[place.door]
      if (standing === 'gone') return asJson(410, goneBody)
      if (standing === 'absent') return unknownPath(place, url, false, request)
      if (request.method !== 'GET' && request.method !== 'HEAD' && isForeign(request)) {
        throw new RestError(403, 'XSRF check failed', { exception: '' })
      }
      const rate = rates?.take(route, place.path)
      if (rate !== undefined && rate.wait > 0) return tooMany(rateHeaders(rate))
      const handler = handlers[route.id as keyof Handlers]
      if (handler === undefined)
        throw new RestError(501, `Spacecrate does not answer ${route.id} yet`, { exception: '' })
      const adminKey = hasAdminKey(request, place, caller.visitor)
      const view = new View(store, caller.visitor, route.family === 'dc' ? {} : { adminKey })
      const call = new Call({
        route,
        params: paramsOf(route, values),
        visit: new Visit(store, caller.visitor, url, options.threads, view),
        caller: caller.visitor,
        door: place.door,
        base: `${url.origin}${place.context}`,
        context: place.context,
        request,
        cursors,
        cloudId,
        adminKeys,
        indexLag: options.faults.indexLag,
      })
      guard(call)
      const answer = await handler(call)
      return withHeaders(
        answer instanceof Response ? answer : asJson(answer.status, answer.body, answer.headers),
        route,
      )
    } catch (error) {
      return refusal(error, route, place, options.onError)
    }
  })
  return app
}

function paramsOf(route: Route, values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(namesIn(route.path).map((name, at) => [name, values[at] ?? '']))
}

function asJson(status: number, body: unknown, headers: Answer['headers'] = {}): Response {
  if (body === undefined) return new Response(null, { status, headers: { ...always, ...headers } })
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...always, 'content-type': 'application/json', ...headers },
  })
}

function tooMany(headers: Answer['headers']): Response {
  return asJson(429, { code: 429, message: 'Rate limit exceeded' }, headers)
}

const always = { 'cache-control': 'no-store', vary: 'authorization' } as const

/** What is withdrawn says so in its headers, as at the site of a Cloud. */
function withHeaders(response: Response, route: Route): Response {
  if (!route.old) return response
  response.headers.set('deprecation', 'Wed, 1 Mar 2023 00:00:00 GMT')
  const link = '<https://developer.atlassian.com/cloud/confluence/changelog/#CHANGE-864>; rel="deprecation"'
  response.headers.append('link', link)
  response.headers.set('warning', '299 - "Deprecated API, will be removed on Mon, 31 Mar 2025 00:00:00 GMT"')
  return response
}

/** A credential that is wrong or missing: 401 at a gateway and at a Data Center, 403 of v1, and 404 of v2. */
function refusedLogin({ door, path }: Place): Response {
  if (door === 'gateway') return asJson(401, { code: 401, message: 'Unauthorized' })
  if (door === 'dc') {
    const message = 'Client must be authenticated to access this resource.'
    return asJson(401, { message, 'status-code': 401 }, { 'www-authenticate': 'Basic realm="Confluence"' })
  }
  if (path.startsWith('/api/v2/')) return asJson(404, errorBody('v2', new RestError(404, 'Not Found')))
  const said =
    'com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: 403 FORBIDDEN "Request rejected because caller cannot access Confluence"'
  return asJson(403, { statusCode: 403, message: said })
}

/** No operation has this path, or none with this method. */
function unknownPath({ path, door }: Place, url: URL, isKnown: boolean, request: Request): Response {
  if (isKnown && door !== 'dc') {
    const title = `org.springframework.web.HttpRequestMethodNotSupportedException: Request method '${request.method}' not supported`
    return asJson(405, { errors: [{ status: 405, code: 'METHOD_NOT_ALLOWED', title }] })
  }
  if (isKnown) return asJson(405, { message: 'Method Not Allowed', 'status-code': 405 })
  if (path.startsWith('/api/v2/')) return asJson(404, errorBody('v2', new RestError(404, 'Not Found')))
  const message = `null for uri: ${url.origin}${url.pathname}`
  if (request.headers.get('accept')?.includes('json') === true) return asJson(404, { message, 'status-code': 404 })
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return new Response(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><status><status-code>404</status-code><message>${text}</message></status>`,
    { status: 404, headers: { ...always, 'content-type': 'application/xml' } },
  )
}

/** Sent by the page of another site: a browser says so, and a client that is none has no reason to. */
function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin')
  if (origin === null) return false
  try {
    return new URL(origin).host !== new URL(request.url).host
  } catch {
    return true
  }
}

function refusal(
  error: unknown,
  route: Route | undefined,
  place: Place,
  onError: ((error: unknown) => void) | undefined,
): Response {
  const family = route?.family ?? (place.door === 'dc' ? 'dc' : place.path.startsWith('/api/v2/') ? 'v2' : 'v1')
  const said = error instanceof RestError ? error : refusalOf(error)
  if (said.status === 500) onError?.(error)
  return asJson(said.status, errorBody(family, said), said.words.headers)
}

/** What the site itself cannot do, in words that tell nothing of its inside. */
function refusalOf(error: unknown): RestError {
  if (error instanceof SiteError && error.code === 'SITE_READ_ONLY') {
    return new RestError(503, 'The site is in read-only mode', { exception: '' })
  }
  if (error instanceof SiteError && error.code === 'SITE_FULL') {
    return new RestError(503, 'The site has no room left', { exception: '' })
  }
  return new RestError(500, 'Internal Server Error', { exception: '' })
}
