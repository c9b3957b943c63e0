import { isAccountInUse } from '@spacecrate/confluence'
import type { Person } from '@spacecrate/format'
import { SiteError } from '../error.js'
import { openSite } from '../store/open-site.js'
import { readMarker } from '../store/site-folder.js'
import type { SiteStore } from '../store/site.js'
import { AccountsFile, type TokenRow } from './accounts-file.js'

/** What a token is made for. */
export interface TokenRequest {
  /** Id, e-mail or user name of a person of the site. */
  readonly person: string
  /** By which it is listed and revoked; made up unless said. */
  readonly name?: string | undefined
  /** Days until it ends; it never does unless said. */
  readonly days?: number | undefined
}

/** A token that was made. */
export interface MadeToken extends TokenRow {
  /** To be told once: nobody can find it out later. */
  readonly token: string
  /** What goes before it in a login by name: the e-mail, or the user name, or the id. */
  readonly login: string
}

/** Makes a token for a person of the site, also while it is served. Throws `PERSON_UNKNOWN`, `TOKEN_EXISTS`. */
export async function makeToken(dir: string, { person: asked, name, days }: TokenRequest): Promise<MadeToken> {
  await using site = await openSite(dir, { mode: 'read' })
  const person = findPerson(site.store, asked)
  const accounts = AccountsFile.open(dir)
  try {
    const expires = days === undefined ? undefined : new Date(Date.now() + days * 86_400_000)
    const names = new Set(accounts.list().map((row) => row.name))
    const given = name ?? freeName(person.userName ?? person.id.slice(person.id.indexOf(':') + 1), names)
    const token = accounts.make({ name: given, person: person.id, expires })
    return {
      token,
      name: given,
      person: person.id,
      login: person.email ?? person.userName ?? person.accountId ?? person.id,
      created: new Date().toISOString(),
      expires: expires?.toISOString(),
    }
  } finally {
    accounts.close()
  }
}

/** The tokens of a site, by name. */
export async function listTokens(dir: string): Promise<readonly TokenRow[]> {
  return withAccounts(dir, (accounts) => accounts.list())
}

/** Takes a token back, also while the site is served. Throws `TOKEN_UNKNOWN`. */
export async function revokeToken(dir: string, name: string): Promise<void> {
  await withAccounts(dir, (accounts) => accounts.revoke(name))
}

async function withAccounts<Result>(dir: string, work: (accounts: AccountsFile) => Result): Promise<Result> {
  await readMarker(dir)
  const accounts = AccountsFile.open(dir)
  try {
    return work(accounts)
  } finally {
    accounts.close()
  }
}

function findPerson(store: SiteStore, asked: string): Person {
  const person = store.get('people', asked) ?? store.findPerson({ accountId: asked, userName: asked, email: asked })
  if (person !== undefined && isAccountInUse(person)) return person
  throw new SiteError('PERSON_UNKNOWN', `The site has no account in use for ${JSON.stringify(asked.slice(0, 200))}`, {
    person: asked,
  })
}

function freeName(wish: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wish : `${wish} ${number}`
    if (!taken.has(name)) return name
  }
}
