import type { Person } from '@spacecrate/format'
import type { RecordItem, SourceItem } from '../../../source.js'
import { carriedClass } from '../backup-class.js'
import { personOfName } from '../known-people.js'
import { propertyId } from '../property-id.js'
import { type ClassFamily, lose, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { rowsOf } from '../index/rows.js'
import { decodeCell } from '../index/cell.js'
import { item, present, recorded } from '../items.js'
import { textOf } from '../view.js'
import { leaveProfileFiles } from './avatar.js'
import { type DirectoryRow, directoryUser, nameOfEntry, oldUser } from './directory-users.js'
import { detailsOf, type PersonDetails, profile } from './person-details.js'
import { preference } from './preferences.js'

const account = carriedClass({
  name: 'ConfluenceUserImpl',
  rows: 'U1',
  fields: { carried: 'name email atlassianAccountId', derived: 'lowerName' },
  lookUp: (object) => ({
    as: 'account',
    key: object.id,
    name: textOf(object, 'name'),
    accountId: textOf(object, 'atlassianAccountId'),
  }),
})

interface AccountRow extends PlacedRow {
  readonly key: string
  readonly lower: string | null
  readonly atlassian: string | null
  readonly person: string
}

const accounts = `SELECT o.n, o.at, o.size, a.key, a.lower, a.atlassian, a.person
  FROM account a JOIN object o ON o.n = a.n WHERE o.n > ? ORDER BY o.n`

const directory = `SELECT o.n, o.at, o.size, o.class, d.lower
  FROM directory_user d JOIN object o ON o.n = d.n WHERE o.n > ? ORDER BY o.n`

/**
 * One record per person: accounts with what the directory and the profile say of the same user name, users of the
 * directory without an account, and those whom a record only named. Last of all, because only then is known who is named:
 * of a selection of spaces nobody else is taken.
 */
export const people: ClassFamily = {
  classes: [account, directoryUser, oldUser, profile, preference],
  readings: [readPeople],
}

function* readPeople(context: ReadContext): Generator<SourceItem> {
  const { db, ledger } = context
  for (const row of rowsOf<AccountRow>(db, accounts)) {
    if (!ledger.isOpen(row.n)) continue
    const first = context.query('SELECT min(n) AS n FROM account WHERE person = ?').get(row.person) as {
      readonly n: number
    }
    if (first.n !== row.n) {
      yield lose(context, row, account, { lost: 'DUPLICATE_OBJECT', what: `Another account of ${row.person}` })
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
  yield* leaveProfileFiles(context)
  for (const { id, key, name } of context.people.strangers()) {
    yield item('people', stranger(context, id, key, name))
  }
}

function* personOfAccount(context: ReadContext, row: AccountRow): Generator<SourceItem> {
  const object = viewAt(context, row, account)
  const name = textOf(object, 'name')
  const cloud = context.product === 'cloud'
  const accountId = row.atlassian ?? (cloud && !/^[0-9a-f]{32}$/.test(row.key) ? row.key : undefined)
  const described = row.lower === null ? [] : directoryRows(context, row.lower)
  const details = yield* detailsOf(context, row.person, described, {
    key: object.id,
    name,
    email: textOf(object, 'email'),
  })
  yield* personItems(context, row, account.name, details, {
    ...details.fields,
    ...present<Pick<Person, 'id' | 'accountId' | 'userKey' | 'userName' | 'kind'>>({
      id: row.person,
      accountId,
      userKey: row.key === accountId ? undefined : row.key,
      userName: name,
      kind: isAppUser(name, details.addresses) ? 'app' : cloud && described.length === 0 ? 'unknown' : 'person',
    }),
  })
}

function* personOfDirectory(context: ReadContext, row: DirectoryRow): Generator<SourceItem> {
  const all = directoryRows(context, row.lower)
  const name = nameOfEntry(context, row) ?? decodeCell(row.lower)
  const id = personOfName(name)
  const details = yield* detailsOf(context, id, all, undefined)
  yield* personItems(context, row, row.class, details, {
    ...details.fields,
    id,
    userName: name,
    kind: isAppUser(name, details.addresses) ? 'app' : 'person',
  })
}

/** Atlassian makes an account for each app of Connect, with an address of its own that nobody reads. */
const appAddress = /@connect\.atlassian\.com$/i
const appMailer = /^noreply@mailer\.atlassian\.com$/i

/** True for the account of an app: Connect's have that address, or a name with `addon_` and the address of the mailer. */
function isAppUser(name: string | undefined, addresses: readonly string[]): boolean {
  if ([name ?? '', ...addresses].some((address) => appAddress.test(address))) return true
  return name?.startsWith('addon_') === true && addresses.some((address) => appMailer.test(address))
}

/** The record of a person, with the bytes of the picture, and what the person prefers. */
function* personItems(
  context: ReadContext,
  row: PlacedRow,
  className: string,
  details: PersonDetails,
  record: Person,
): Generator<SourceItem> {
  const { avatar, preferences } = details
  const found = recorded(context, row, className, 'people', record)
  if (avatar === undefined) yield found
  else if (!context.done(record.id)) {
    const complete = (blob: { readonly digest: string } | undefined): RecordItem =>
      item('people', blob ? { ...record, avatar: blob.digest } : record, found.origin)
    yield { type: 'file', id: record.id, open: avatar, complete }
  }
  const keys = new Map<string, number>()
  for (const { row, key, value } of preferences) {
    const property = { id: propertyId(context, record.id, key, keys), owner: record.id, key, value }
    yield recorded(context, row, preference.name, 'properties', property)
  }
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
