import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { Person } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { FileItem, SourceItem } from '../../source.js'
import { avatarOf } from './avatar.js'
import { textsOf } from './bodies.js'
import { named } from './omissions.js'
import { type Preferences, preferencesOf } from './preferences.js'
import { present } from './present.js'
import { objectAt, omit, type PlacedRow, type ReadContext } from './read-context.js'
import { decodeCell, encodeCell } from './staging/cell.js'

/** An entry of a directory. */
export interface DirectoryRow extends PlacedRow {
  readonly lower: string
  readonly class: string
}

/** What is told of a person: fields of the record, the bytes of the picture, and preferences that become properties. */
export interface PersonDetails {
  readonly fields: Omit<Person, 'id' | 'kind'>
  /** Addresses of mail, also where they are not carried. */
  readonly addresses: readonly string[]
  readonly avatar: FileItem['open'] | undefined
  readonly preferences: Preferences['others']
}

interface ProfileRow extends PlacedRow {
  readonly id: string | null
  readonly root_n: number | null
}

const profiles = "SELECT n, at, size, id, root_n FROM object WHERE class = 'PersonalInformation'"

const profileWords = { zero: 'wiki', one: 'raw' } as const

/** What is told of a person beyond the aliases. The directory entries count as merged, the profile too. */
export function* detailsOf(
  context: ReadContext,
  person: string,
  rows: readonly DirectoryRow[],
  account: BackupObject | undefined,
): Generator<SourceItem, PersonDetails> {
  const entries = rows.map((row) => objectAt(context, row))
  for (const row of rows) context.ledger.set(row.n, 'merged')
  const first = (...names: readonly string[]): string | undefined =>
    entries.flatMap((entry) => names.map((name) => textOf(entry, name))).find((text) => text !== undefined)
  const active = first('active')
  const lower = rows[0]?.lower ?? cellOfName(account)
  const wanted = takes(context.selection, 'people-details')
  const { profile, avatar, preferences } = yield* profileOf(context, person, account?.id, lower, wanted)
  const at = context.times.instant(first('createdDate', 'created'))
  const fields = present<PersonDetails['fields']>({
    displayName: first('displayName', 'fullName'),
    email: wanted ? ((account && textOf(account, 'email')) ?? first('emailAddress', 'email')) : undefined,
    state: active === undefined ? 'unknown' : active === 'false' ? 'inactive' : 'active',
    timeZone: preferences?.timeZone,
    locale: preferences?.locale,
    profile,
    created: at && { at },
  })
  const addresses = [account && textOf(account, 'email'), first('emailAddress'), first('email')]
  return {
    fields,
    addresses: addresses.filter((address) => address !== undefined),
    avatar,
    preferences: takes(context.selection, 'properties') ? (preferences?.others ?? []) : [],
  }
}

function cellOfName(account: BackupObject | undefined): string | undefined {
  const name = account && textOf(account, 'name')
  return name === undefined ? undefined : encodeCell(name.toLowerCase())
}

interface Profile {
  readonly profile?: Person['profile']
  readonly avatar?: FileItem['open'] | undefined
  readonly preferences?: Preferences
}

/** The profile of a person, found by user key or user name: its text, the picture, and what the person prefers. */
function* profileOf(
  context: ReadContext,
  person: string,
  key: string | undefined,
  lower: string | undefined,
  wanted: boolean,
): Generator<SourceItem, Profile> {
  const name = lower === undefined ? undefined : decodeCell(lower)
  const preferences = wanted ? preferencesOf(context, key, name) : undefined
  let body: Person['profile']
  let avatar: FileItem['open'] | undefined
  for (const row of profileRows(context, key, lower)) {
    if (!context.ledger.isOpen(row.n)) continue
    if (row.root_n !== row.n || body !== undefined) {
      context.ledger.set(row.n, 'omitted')
      const what = named('PersonalInformation', row.id === null ? undefined : decodeCell(row.id))
      yield omit('PROFILE_HISTORY', { kind: 'PersonalInformation', what, offset: row.at })
      continue
    }
    context.ledger.set(row.n, wanted ? 'merged' : 'unselected')
    if (!wanted) continue
    const texts = yield* textsOf(context, row.n, profileWords)
    if (texts.body && 'value' in texts.body && texts.body.value !== '') body = texts.body
    avatar ??= yield* avatarOf(context, row.n, person, preferences?.picture)
  }
  return { ...(body && { profile: body }), ...(avatar && { avatar }), ...(preferences && { preferences }) }
}

function profileRows(context: ReadContext, key: string | undefined, lower: string | undefined): ProfileRow[] {
  return [
    ...(key === undefined ? [] : context.query(`${profiles} AND owner = ? ORDER BY n`).all(encodeCell(key))),
    ...(lower === undefined ? [] : context.query(`${profiles} AND mark = ? ORDER BY n`).all(lower)),
  ] as ProfileRow[]
}
