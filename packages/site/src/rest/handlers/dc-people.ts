import { anonymous } from '../../access/permissions.js'
import { ok } from '../answer.js'
import type { Handlers } from '../handler.js'
import { anonymousDc, personByKeyOrName, personDc } from '../models/person-dc.js'
import { badRequest, notFound } from '../rest-error.js'

/** People of a Data Center, who are known by a key and a name. */
export const dcPeopleHandlers: Handlers = {
  'dc.getCurrentUser': (call) => {
    const person = call.caller === anonymous ? undefined : call.store.get('people', call.caller)
    return ok(person === undefined ? anonymousDc(call) : personDc(call, person))
  },
  'dc.getAnonymousUser': (call) => ok(anonymousDc(call)),
  'dc.getUser': (call) => {
    call.needAccount()
    const [key, name] = [call.query.get('key'), call.query.get('username')]
    if (key === null && name === null) throw badRequest('Either key or username must be provided')
    const person = personByKeyOrName(call.store, key, name)
    if (person === undefined)
      throw notFound(`No user found with ${key === null ? 'username' : 'key'} : ${(key ?? name ?? '').slice(0, 255)}`)
    return ok(personDc(call, person))
  },
}
