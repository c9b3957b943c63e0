import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MiddlewareHandler } from 'hono'
import type { SqliteStore } from '../../store/sqlite-store.js'
import type { RouteFinder } from '../find-route.js'
import { answerWith } from './apply-faults.js'
import type { Faults } from './faults.js'

/** Lets go wrong what somebody asked for, with pages and files as well as with the REST API. */
export function faultLayer(faults: Faults, store: SqliteStore, finder: RouteFinder): MiddlewareHandler {
  const lastRows = new Map<string, unknown>()
  return async (context, next) => {
    if (!faults.any) {
      await next()
      return
    }
    const { method, path } = context.req
    const route = finder.find(method, path)?.route
    const found = faults.next([`${method} ${path}`, path, ...(route === undefined ? [] : [route.id])])
    if (found.length === 0) {
      await next()
      return
    }
    const request = {
      store,
      lastRows,
      path,
      signal: context.req.raw.signal,
      cut: (begun?: { readonly response: Response; readonly bytes: Uint8Array }) => {
        const { incoming, outgoing } = connectionOf(context.env)
        if (begun !== undefined) {
          outgoing?.writeHead(begun.response.status, Object.fromEntries(begun.response.headers))
          outgoing?.write(begun.bytes, () => incoming?.socket.destroy())
        } else incoming?.socket.destroy()
        // The server sends nothing for an answer that says so.
        return new Response(null, { headers: { 'x-hono-already-sent': 'true' } })
      },
    }
    const response = await answerWith(found, request, async () => {
      await next()
      return context.res
    })
    context.res = undefined
    context.res = response
  }
}

/** What the server tells of the connection beside the request. */
function connectionOf(env: unknown): { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse } {
  return typeof env === 'object' && env !== null ? env : {}
}
