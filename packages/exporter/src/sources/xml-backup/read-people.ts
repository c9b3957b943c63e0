import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { Person } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { textsOf } from './bodies.js'
import { named } from './omissions.js'
import { personOfName } from './people.js'
import { present } from './present.js'
import { item, objectAt, omit, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'
import { decodeCell, encodeCell } from './staging/cell.js'

interface AccountRow extends PlacedRow {
  readonly key: string
  readonly lower: string | null
  readonly atlassian: string | null
  readonly person: string
}

interface DirectoryRow extends PlacedRow {
  readonly lower: string
  readonly class: string
}

const accounts = `SELECT o.n, o.at, o.size, a.key, a.lower, a.atlassian, a.person
  FROM account a JOIN object o ON o.n = a.n WHERE o.n > ? ORDER BY o.n`

const directory = `SELECT o.n, o.at, o.size, o.class, d.lower
  FROM directory_user d JOIN object o ON o.n = d.n WHERE o.n > ? ORDER BY o.n`

interface ProfileRow extends PlacedRow {
  readonly id: string | null
  readonly root_n: number | null
}

const profiles = "SELECT n, at, size, id, root_n FROM object WHERE class = 'PersonalInformation'"

const profileWords = { zero: 'wiki', one: 'raw' } as const

/**
 * One record per person: accounts with what the directory and the profile say of the same user name, users of the
 * directory without an account, and those whom a record only named. Last of all, because only then is known who is named:
 * of a selection of spaces nobody else is taken.
 */
export function* readPeople(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  for (const row of rowsOf<AccountRow>(db, accounts)) {
    if (!ledger.isOpen(row.n)) continue
    const first = context.query('SELECT min(n) AS n FROM account WHERE person = ?').get(row.person) as {
      readonly n: number
    }
    if (first.n !== row.n) {
      ledger.set(row.n, 'omitted')
      yield omit('DUPLICATE_OBJECT', {
        kind: 'ConfluenceUserImpl',
        what: `Another account of ${row.person}`,
        offset: row.at,
      })
    } else if (context.wholeSite || context.people.isMentioned(row.person)) yield* personOfAccount(context, row)
    else ledger.set(row.n, 'unselected')
  }
  for (const row of rowsOf<DirectoryRow>(db, directory)) {
    if (!ledger.isOpen(row.n)) continue
    const name = decodeCell(row.lower)
    if (context.query('SELECT 1 FROM account WHERE lower = ? LIMIT 1').get(row.lower) !== undefined) {
      ledger.set(row.n, 'unselected')
    } else if (context.wholeSite || context.people.isMentioned(personOfName(name)))
      yield* personOfDirectory(context, row)
    else ledger.set(row.n, 'unselected')
  }
  for (const { id, key, name } of context.people.strangers()) {
    yield item('people', stranger(context, id, key, name))
  }
}

function* personOfAccount(context: ReadContext, row: AccountRow): Generator<SourceItem> {
  const object = objectAt(context, row)
  const name = textOf(object, 'name')
  const cloud = context.product === 'cloud'
  const accountId = row.atlassian ?? (cloud && !/^[0-9a-f]{32}$/.test(row.key) ? row.key : undefined)
  const described = row.lower === null ? [] : directoryRows(context, row.lower)
  yield recorded(context, row, 'ConfluenceUserImpl', 'people', {
    ...(yield* details(context, described, object)),
    ...present<Pick<Person, 'id' | 'accountId' | 'userKey' | 'userName' | 'kind'>>({
      id: row.person,
      accountId,
      userKey: row.key === accountId ? undefined : row.key,
      userName: name,
      kind: cloud && described.length === 0 ? 'unknown' : 'person',
    }),
  })
}

function* personOfDirectory(context: ReadContext, row: DirectoryRow): Generator<SourceItem> {
  const all = directoryRows(context, row.lower)
  const object = objectAt(context, row)
  const name = textOf(object, 'name') ?? decodeCell(row.lower)
  const shared = yield* details(context, all, undefined)
  yield recorded(context, row, row.class, 'people', {
    ...shared,
    id: personOfName(name),
    userName: name,
    kind: 'person',
  })
}

/** Directory entries of a user name, active ones first; the same user may be in several directories. */
function directoryRows(context: ReadContext, lower: string): DirectoryRow[] {
  return context
    .query(
      `SELECT o.n, o.at, o.size, o.class, d.lower FROM directory_user d JOIN object o ON o.n = d.n
         WHERE d.lower = ? ORDER BY d.active DESC, o.n`,
    )
    .all(lower) as DirectoryRow[]
}

/** What is told of a person beyond the aliases. The directory entries count as merged, the profile too. */
function* details(
  context: ReadContext,
  rows: readonly DirectoryRow[],
  account: BackupObject | undefined,
): Generator<SourceItem, Omit<Person, 'id' | 'kind'>> {
  const entries = rows.map((row) => objectAt(context, row))
  for (const row of rows) context.ledger.set(row.n, 'merged')
  const first = (...names: readonly string[]): string | undefined =>
    entries.flatMap((entry) => names.map((name) => textOf(entry, name))).find((text) => text !== undefined)
  const active = first('active')
  const profile = yield* profileOf(context, account?.id, rows[0]?.lower ?? cellOfName(account))
  const wanted = takes(context.selection, 'people-details')
  const at = context.times.instant(first('createdDate', 'created'))
  return present<Omit<Person, 'id' | 'kind'>>({
    displayName: first('displayName', 'fullName'),
    email: wanted ? ((account && textOf(account, 'email')) ?? first('emailAddress', 'email')) : undefined,
    state: active === undefined ? 'unknown' : active === 'false' ? 'inactive' : 'active',
    profile: wanted ? profile : undefined,
    created: at && { at },
  })
}

function cellOfName(account: BackupObject | undefined): string | undefined {
  const name = account && textOf(account, 'name')
  return name === undefined ? undefined : encodeCell(name.toLowerCase())
}

/** The text of a profile, found by user key or user name. */
function* profileOf(
  context: ReadContext,
  key: string | undefined,
  lower: string | undefined,
): Generator<SourceItem, Person['profile']> {
  const rows = [
    ...(key === undefined ? [] : context.query(`${profiles} AND owner = ? ORDER BY n`).all(encodeCell(key))),
    ...(lower === undefined ? [] : context.query(`${profiles} AND mark = ? ORDER BY n`).all(lower)),
  ] as ProfileRow[]
  let profile: Person['profile']
  for (const row of rows) {
    if (!context.ledger.isOpen(row.n)) continue
    if (row.root_n !== row.n || profile !== undefined) {
      context.ledger.set(row.n, 'omitted')
      const what = named('PersonalInformation', row.id === null ? undefined : decodeCell(row.id))
      yield omit('PROFILE_HISTORY', { kind: 'PersonalInformation', what, offset: row.at })
      continue
    }
    context.ledger.set(row.n, 'merged')
    const { body } = yield* textsOf(context, row.n, profileWords)
    if (body && 'value' in body && body.value !== '') profile = body
  }
  return profile
}

function stranger(context: ReadContext, id: string, key: string | undefined, name: string | undefined): Person {
  const isAccountId = key !== undefined && context.product === 'cloud' && !/^[0-9a-f]{32}$/.test(key)
  return present<Person>({
    id,
    accountId: isAccountId ? key : undefined,
    userKey: isAccountId ? undefined : key,
    userName: name,
    kind: 'unknown',
    state: 'unknown',
    referencedOnly: true,
  })
}
