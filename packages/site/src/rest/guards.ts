import type { Call } from './call.js'
import { forbidden, notFound } from './rest-error.js'

/** Refuses what only those may call who administer the site, or the space that the path names. */
export function guard(call: Call): void {
  const { admin } = call.route
  if (admin === 'site' && !call.isSiteAdmin) {
    // Who may have no key is not told that there are keys.
    throw call.route.path === '/api/v2/admin-key'
      ? notFound()
      : forbidden('Only an administrator of the site may do this')
  }
  if (admin !== 'space') return
  const space = spaceOf(call)
  // What is not there, or hidden, is for the handler to say.
  if (space !== undefined && call.view.mayReadSpace(space) && !call.view.mayAdminister(space)) {
    throw forbidden('Only those who administer the space may do this')
  }
}

function spaceOf(call: Call): string | undefined {
  if (call.route.path.includes('{spaceKey}')) return call.visit.spaceByKey(call.param('spaceKey'))?.id
  const name = ['id', 'space-id'].find((one) => call.route.path.includes(`/spaces/{${one}}`))
  return name === undefined ? undefined : call.find('spaces', call.param(name))?.id
}
