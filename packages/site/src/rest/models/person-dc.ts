import type { Person } from '@spacecrate/format'
import { personUrl } from '../../serve/urls.js'
import type { SqliteStore } from '../../store/sqlite-store.js'
import type { Call } from '../call.js'

/** By which key a Data Center knows a person: that of the account, or what stands for it in the id of the record. */
export function userKeyOf({ id, userKey }: Pick<Person, 'id' | 'userKey'>): string {
  return userKey ?? id.slice(id.indexOf(':') + 1)
}

/** The name with which a person logs in to a Data Center. */
export function userNameOf(person: Person): string {
  return person.userName ?? userKeyOf(person)
}

/** The person of a key or a name. */
export function personByKeyOrName(store: SqliteStore, key: string | null, name: string | null): Person | undefined {
  if (key !== null) return store.findPerson({ userKey: key }) ?? store.get('people', `person:${key}`)
  return name === null ? undefined : (store.findPerson({ userName: name }) ?? store.get('people', `person:${name}`))
}

/** What a Data Center tells of a person. */
export function personDc(call: Call, person: Person): unknown {
  const key = userKeyOf(person)
  const isDefault = person.avatar === undefined
  return {
    type: 'known',
    username: userNameOf(person),
    userKey: key,
    profilePicture: {
      path: isDefault ? '/assets/icon.svg' : personUrl(person.id, '/avatar'),
      width: 48,
      height: 48,
      isDefault,
    },
    displayName: person.displayName ?? userNameOf(person),
    _links: {
      base: call.base,
      context: call.context,
      self: `${call.base}/rest/api/user?key=${encodeURIComponent(key)}`,
    },
    _expandable: { status: '' },
  }
}

/** Somebody without an account. */
export function anonymousDc(call: Call): unknown {
  return {
    type: 'anonymous',
    profilePicture: { path: '/assets/icon.svg', width: 48, height: 48, isDefault: true },
    displayName: 'Anonymous',
    _links: { base: call.base, context: call.context, self: `${call.base}/rest/api/user/anonymous` },
    _expandable: { status: '' },
  }
}
