import type { Door } from '@spacecrate/confluence'

/** By which door a path comes, and what it asks for there. */
export interface Place {
  readonly door: Door
  /** Below the context: `/api/v2/pages`. */
  readonly path: string
  /** `/wiki` of Cloud, however the path spelled it; the context path of a Data Center. */
  readonly context: string
  /** The id that stood in a path of the gateway. */
  readonly cloudId?: string
}

const rest = /^\/(?:api\/v2|rest)\//

/** What a path asks of the REST API; `undefined` for one that is for people. */
export function placeOfPath(path: string, flavour: 'cloud' | 'dc', contextPath: string): Place | undefined {
  if (flavour === 'dc') {
    if (!path.startsWith(`${contextPath}/`)) return undefined
    const below = path.slice(contextPath.length)
    return below.startsWith('/rest/') ? { door: 'dc', path: below, context: contextPath } : undefined
  }
  if (path === '/_edge/tenant_info') return { door: 'site', path, context: '/wiki' }
  const gateway = /^\/ex\/confluence\/([^/]{1,100})(\/.*)$/.exec(path)
  const [, cloudId, behind = path] = gateway ?? []
  const below = behind.startsWith('/wiki/') ? behind.slice('/wiki'.length) : behind
  if (!rest.test(below)) return undefined
  const place = { path: below, context: '/wiki' }
  return cloudId === undefined ? { ...place, door: 'site' } : { ...place, door: 'gateway', cloudId }
}
