import type { Person } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { FileItem, SourceItem } from '../../../source.js'
import { type BackupClass, carriedClass } from '../backup-class.js'
import { textsOf } from '../bodies.js'
import { versionedFields } from '../joined-fields.js'
import { named } from '../omissions.js'
import { lose } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { joinedVersions, kept, locks, unsigned } from '../shared-fields.js'
import { decodeCell, encodeCell } from '../index/cell.js'
import { present } from '../items.js'
import { referenceOf, textOf } from '../view.js'
import { avatarOf } from './avatar.js'
import { type DirectoryRow, entryAt } from './directory-users.js'
import { type Preferences, preferencesOf } from './preferences.js'

/** What a person tells of themselves. */
export const profile: BackupClass = carriedClass({
  name: 'PersonalInformation',
  isContent: true,
  rows: 'U1 U4',
  fields: {
    carried: `${joinedVersions} ${kept} user username`,
    derived: 'title lowerTitle',
    excluded: `${unsigned} ${locks}`,
  },
  join: (object) => ({
    ...versionedFields(object),
    owner: referenceOf(object, 'user'),
    mark: textOf(object, 'username')?.toLowerCase(),
  }),
  leftover: { ofSite: 'always' },
})

/** What the account of a person says of them. */
export interface AccountFacts {
  readonly key: string | undefined
  readonly name: string | undefined
  readonly email: string | undefined
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
  account: AccountFacts | undefined,
): Generator<SourceItem, PersonDetails> {
  const entries = rows.map((row) => entryAt(context, row))
  for (const row of rows) context.ledger.set(row.n, 'merged')
  const active = entries.find((entry) => entry.active !== undefined)?.active
  const withAddress = entries.find((entry) => entry.email !== undefined)
  const lower = rows[0]?.lower ?? cellOfName(account?.name)
  const wanted = takes(context.selection, 'people-details')
  const { text, avatar, preferences } = yield* profileOf(context, person, account?.key, lower, wanted)
  const at = context.times.instant(entries.find((entry) => entry.created !== undefined)?.created)
  const fields = present<PersonDetails['fields']>({
    displayName: entries.find((entry) => entry.fullName !== undefined)?.fullName,
    email: wanted ? (account?.email ?? withAddress?.email) : undefined,
    state: active === undefined ? 'unknown' : active === 'false' ? 'inactive' : 'active',
    timeZone: preferences?.timeZone,
    locale: preferences?.locale,
    profile: text,
    created: at && { at },
  })
  const other = entries.find((entry) => entry.email !== undefined && entry.isOld !== withAddress?.isOld)
  const addresses = [account?.email, withAddress?.email, other?.email]
  return {
    fields,
    addresses: addresses.filter((address) => address !== undefined),
    avatar,
    preferences: takes(context.selection, 'properties') ? (preferences?.others ?? []) : [],
  }
}

function cellOfName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : encodeCell(name.toLowerCase())
}

interface Profile {
  readonly text?: Person['profile']
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
      const what = named(profile.name, row.id === null ? undefined : decodeCell(row.id))
      yield lose(context, row, profile, { lost: 'PROFILE_HISTORY', what })
      continue
    }
    context.ledger.set(row.n, wanted ? 'merged' : 'unselected')
    if (!wanted) continue
    const texts = yield* textsOf(context, row.n, profileWords)
    if (texts.body && 'value' in texts.body && texts.body.value !== '') body = texts.body
    avatar ??= yield* avatarOf(context, row.n, person, preferences?.picture)
  }
  return { ...(body && { text: body }), ...(avatar && { avatar }), ...(preferences && { preferences }) }
}

function profileRows(context: ReadContext, key: string | undefined, lower: string | undefined): ProfileRow[] {
  return [
    ...(key === undefined ? [] : context.query(`${profiles} AND owner = ? ORDER BY n`).all(encodeCell(key))),
    ...(lower === undefined ? [] : context.query(`${profiles} AND mark = ? ORDER BY n`).all(lower)),
  ] as ProfileRow[]
}
