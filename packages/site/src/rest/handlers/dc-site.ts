import { ok } from '../answer.js'
import type { Call } from '../call.js'
import type { Handlers } from '../handler.js'

/** What a Data Center tells of itself. */
export const dcSiteHandlers: Handlers = {
  'dc.getServerInformation': (call) => ok({ baseUrl: call.base, ...productOf(call) }),
  'dc.getAccessMode': (call) => ok(call.store.isWritable ? 'READ_WRITE' : 'READ_ONLY'),
}

/** The version of the source where that was such a product; else one that has all that is answered here. */
function productOf(call: Call): Readonly<Record<string, string | number>> {
  const { product, version, build } = call.store.get('site', 'site:source') ?? {}
  const isOne = (product === 'data-center' || product === 'server') && version !== undefined
  const buildNumber = isOne && /^\d{1,9}$/.test(build ?? '') ? Number(build) : 0
  return {
    version: isOne ? version : '10.2.19',
    buildNumber,
    marketplaceBuildNumber: buildNumber,
    buildDate: 'Oct 05, 2026',
  }
}
