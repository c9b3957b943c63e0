import { isAccountInUse } from '@spacecrate/confluence'
import type { Door } from '@spacecrate/confluence'
import type { Person } from '@spacecrate/format'
import { type Visitor, anonymous } from '../access/permissions.js'
import { foldName } from '../store/fold-name.js'
import type { SiteStore } from '../store/site.js'
import type { AccountsFile } from './accounts-file.js'
import type { SlowDown } from './slow-down.js'

/** Who asks, and how they said so. */
export interface Caller {
  readonly visitor: Visitor
  readonly by: 'basic' | 'bearer' | 'nothing'
}

/** What is needed to tell who asks. */
export interface Gate {
  readonly store: SiteStore
  readonly accounts: AccountsFile
  readonly slowDown: SlowDown
}

/**
 * Who a request is from, by its `Authorization` header. `undefined` for one that is not right: then nobody is taken for
 * anybody, not even for somebody without an account. A site takes Basic, its gateway and a Data Center Bearer as well.
 */
export async function authenticate(header: string | undefined, door: Door, gate: Gate): Promise<Caller | undefined> {
  if (header === undefined || header === '') return { visitor: anonymous, by: 'nothing' }
  const [, scheme = '', credential = ''] = /^(\S+) +(\S+)$/.exec(header.slice(0, 4096)) ?? []
  const by = scheme.toLowerCase()
  if (by === 'basic') {
    const [name, token] = nameAndToken(credential)
    const person = personOf(gate, token)
    if (person !== undefined && isNamed(person, name)) return welcome(gate, name, person, 'basic')
    await gate.slowDown.failed(name)
    return undefined
  }
  if (by !== 'bearer' || door === 'site') return undefined
  const person = personOf(gate, credential)
  if (person !== undefined) return welcome(gate, person.id, person, 'bearer')
  await gate.slowDown.failed('a bearer')
  return undefined
}

function welcome({ slowDown }: Gate, name: string, person: Person, by: Caller['by']): Caller {
  slowDown.worked(name)
  return { visitor: person.id, by }
}

/** The person of a token, if their account is in use. */
function personOf({ store, accounts }: Gate, token: string): Person | undefined {
  const id = accounts.personOf(token)
  const person = id === undefined ? undefined : store.get('people', id)
  return person !== undefined && isAccountInUse(person) ? person : undefined
}

/** E-mail or user name; where a person has neither, the account id or that of the record. */
function isNamed({ id, email, userName, accountId }: Person, name: string): boolean {
  const asked = foldName(name)
  return [email, userName, accountId, id].some((one) => one !== undefined && one !== '' && foldName(one) === asked)
}

function nameAndToken(credential: string): readonly [name: string, token: string] {
  const text = Buffer.from(credential, 'base64').toString()
  // No token has a colon, and account ids do.
  const colon = text.lastIndexOf(':')
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)]
}
