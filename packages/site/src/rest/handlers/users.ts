import { anonymous } from '../../access/permissions.js'
import { ok } from '../answer.js'
import type { Call } from '../call.js'
import type { Handlers } from '../handler.js'
import { anonymousV1, personByAccount, personV1, personV2 } from '../models/person.js'
import { listParam } from '../query.js'
import { badRequest, notFound } from '../rest-error.js'
import { listField, needed, sentObject } from '../sent.js'

const mostAccounts = 250

/** People, by themselves and many at once. */
export const userHandlers: Handlers = {
  'v2.createBulkUserLookup': async (call) => {
    call.needAccount()
    const asked = needed(listField(sentObject(await call.json()), 'accountIds'), 'accountIds')
    if (asked.length > mostAccounts) throw badRequest(`'accountIds' has more than ${mostAccounts} entries`)
    const ids = [...new Set(asked)].filter((id) => typeof id === 'string')
    const people = ids.flatMap((id) => personByAccount(call.store, id) ?? [])
    return ok({ results: people.map((person) => personV2(call, person)), _links: { base: call.base } })
  },
  'v1.getCurrentUser': (call) => ok(currentUser(call)),
  'v1.getAnonymousUser': (call) => ok(anonymousV1(call)),
  'v1.getUser': (call) => {
    call.needAccount()
    const accountId = call.query.get('accountId')
    if (accountId === null) throw badRequest('accountId must be provided')
    const person = personByAccount(call.store, accountId)
    if (person === undefined) throw notFound(`No user found with account id : ${accountId.slice(0, 255)}`)
    return ok(personV1(call, person))
  },
  'v1.getBulkUserLookup': (call) => {
    call.needAccount()
    const people = listParam(call, 'accountId', 200).flatMap((id) => personByAccount(call.store, id) ?? [])
    const results = people.map((person) => personV1(call, person))
    return ok({
      results,
      start: 0,
      limit: 200,
      size: results.length,
      _links: { base: call.base, context: call.context },
    })
  },
}

function currentUser(call: Call): unknown {
  const person = call.caller === anonymous ? undefined : call.store.get('people', call.caller)
  return person === undefined ? anonymousV1(call) : personV1(call, person)
}
