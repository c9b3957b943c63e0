import type { Person } from '@spacecrate/format'
import { personUrl } from '../../serve/urls.js'
import type { SqliteStore } from '../../store/sqlite-store.js'
import type { Call } from '../call.js'

/** By which id Cloud knows a person: that of the account, or what stands for it in the id of the record. */
export function accountIdOf({ id, accountId }: Pick<Person, 'id' | 'accountId'>): string {
  return accountId ?? id.slice(id.indexOf(':') + 1)
}

/** The account id of whoever a record names; always one, since clients insist: `unknown` for nobody. */
export function accountIdAt(store: SqliteStore, person: string | undefined): string {
  if (person === undefined) return 'unknown'
  return accountIdOf(store.get('people', person) ?? { id: person })
}

/** The person of an account id. */
export function personByAccount(store: SqliteStore, accountId: string): Person | undefined {
  return store.findPerson({ accountId }) ?? store.get('people', `person:${accountId}`)
}

const statuses = { active: 'active', inactive: 'inactive', deleted: 'closed', unknown: 'unknown' } as const

/** What v2 tells of a person; fields that nobody knows are absent. */
export function personV2(call: Call, person: Person): unknown {
  const shown = nameOf(person)
  return {
    accountId: accountIdOf(person),
    accountType: accountTypeOf(person),
    accountStatus: statuses[person.state],
    ...(person.email === undefined ? {} : { email: person.email }),
    displayName: shown,
    publicName: shown,
    timeZone: person.timeZone ?? 'Etc/UTC',
    ...personalSpaceOf(call, person),
    isExternalCollaborator: false,
    profilePicture: pictureOf(person),
  }
}

/** What v1 tells of a person. */
export function personV1(call: Call, person: Person): unknown {
  const shown = nameOf(person)
  const accountId = accountIdOf(person)
  return {
    type: 'known',
    accountId,
    accountType: accountTypeOf(person),
    email: person.email ?? '',
    publicName: shown,
    profilePicture: pictureOf(person),
    displayName: shown,
    isExternalCollaborator: false,
    isGuest: false,
    locale: person.locale ?? 'en_US',
    accountStatus: statuses[person.state],
    _expandable: { operations: '', personalSpace: '' },
    _links: { self: `${call.base}/rest/api/user?accountId=${accountId}` },
  }
}

/** Somebody without an account. */
export function anonymousV1(call: Call): unknown {
  return {
    type: 'anonymous',
    profilePicture: defaultPicture,
    displayName: 'Anonymous',
    isExternalCollaborator: false,
    _expandable: { operations: '' },
    _links: { self: `${call.base}/rest/api/user/anonymous` },
  }
}

function accountTypeOf({ kind }: Person): string {
  return kind === 'app' || kind === 'customer' ? kind : 'atlassian'
}

function nameOf(person: Person): string {
  if (person.state === 'deleted' && person.displayName === undefined) return 'Former user'
  return person.displayName ?? person.userName ?? accountIdOf(person)
}

const defaultPicture = { path: '/assets/icon.svg', width: 48, height: 48, isDefault: true } as const

function pictureOf(person: Person): unknown {
  if (person.avatar === undefined) return defaultPicture
  return { path: personUrl(person.id, '/avatar'), width: 48, height: 48, isDefault: false }
}

/** The personal space, found by the keys that such spaces have: that of the account id, or of the user name. */
function personalSpaceOf(call: Call, person: Person): { readonly personalSpaceId?: string } {
  const names = [accountIdOf(person).replaceAll(/[:-]/g, ''), person.userName]
  for (const name of names) {
    const spaces = name === undefined ? [] : call.catalog.spacesByKey(`~${name}`)
    const space = spaces.find(({ id, kind }) => kind === 'personal' && call.view.mayReadSpace(id))
    const number = space === undefined ? undefined : call.numberOf('spaces', space.id)
    if (number !== undefined) return { personalSpaceId: number }
  }
  return {}
}
