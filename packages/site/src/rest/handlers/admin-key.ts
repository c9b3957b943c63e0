import { noContent, ok } from '../answer.js'
import type { Call } from '../call.js'
import type { Handlers } from '../handler.js'
import { accountIdAt } from '../models/person.js'
import { badRequest, notFound } from '../rest-error.js'
import { numberField, sentObject } from '../sent.js'

const longest = 60

/** The key with which an administrator sees what is restricted. */
export const adminKeyHandlers: Handlers = {
  'v2.getAdminKey': (call) => {
    const end = call.adminKeys.endOf(call.caller)
    if (end === undefined) throw notFound()
    return ok(keyV2(call, end))
  },
  'v2.enableAdminKey': async (call) => {
    const asked = (await minutesIn(call)) ?? 0
    const minutes = asked === 0 ? 10 : asked
    if (minutes < 1 || minutes > longest) throw badRequest(`'durationInMinutes' must be between 1 and ${longest}`)
    return ok(keyV2(call, call.adminKeys.give(call.caller, minutes)))
  },
  'v2.disableAdminKey': (call) => {
    call.adminKeys.take(call.caller)
    return noContent
  },
}

/** A request without a body asks for the usual time. */
async function minutesIn(call: Call): Promise<number | undefined> {
  if (call.request.body === null || call.request.headers.get('content-length') === '0') return undefined
  return numberField(sentObject(await call.json()), 'durationInMinutes')
}

function keyV2(call: Call, end: Date): unknown {
  return { accountId: accountIdAt(call.store, call.caller), expirationTime: end.toISOString() }
}
