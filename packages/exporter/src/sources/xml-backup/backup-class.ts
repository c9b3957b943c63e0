import type { SelectableKind } from '@spacecrate/format'
import type { OmissionCode } from '../../omission-codes.js'
import type { Choose } from './choice.js'
import type { JoinedFields, LinkName, LookedUp } from './joined-fields.js'
import type { PlacedRow, ReadContext } from './read-context.js'
import type { View } from './view.js'

/**
 * What becomes of a class: `record` becomes a record or a part of one; `derived` is made anew by a site; `secret`,
 * `setting`, `app`, `relation` and `internal` are left out, each object with an omission that says so.
 */
export type Role = 'record' | 'derived' | 'secret' | 'setting' | 'app' | 'relation' | 'internal'

/** What becomes of each field of a class. Collections and components are named like properties. */
export interface Fields {
  /** Part of a record, or of what joins and decides. */
  readonly carried: readonly string[]
  /** Says again what another field or object says. */
  readonly derived: readonly string[]
  /** Left out on purpose: locks, secrets, what only the directory of the source needs. */
  readonly excluded: readonly string[]
  /** Kept as it stands: in `extra`, and of a table in `native`. */
  readonly verbatim: readonly string[]
}

/** A row that no reading has explained. */
export interface LeftRow extends PlacedRow {
  readonly class: string
  readonly id: string | null
  readonly owner_n: number | null
  readonly owner: string | null
  readonly root_n: number | null
  readonly mark: string | null
  readonly record: string | null
}

/** What becomes of objects of a class that no reading has explained. */
export interface Leftover {
  /** Belongs to the site and to no space: `always`, or where it names no owner. */
  readonly ofSite?: 'always' | 'unowned'
  /** The code where what it hangs on is there; `OWNER_MISSING` unless said otherwise. */
  readonly below?: OmissionCode
  /** The code where it hangs on nothing; `OWNER_MISSING` unless said otherwise. */
  readonly alone?: OmissionCode
  /** Only counted where its owner is left out, since the omission of that names it. */
  readonly isPart?: true
  /** True for an object that says again what something else says. */
  readonly isDerived?: (context: ReadContext, row: LeftRow) => boolean
  /** Id of the omission of one that can't be read: what it is on. */
  readonly brokenOn?: (context: ReadContext, n: number) => string | undefined
  /** Id of the omission of one that gave way to another of its id: what it is on. */
  readonly twinOn?: (context: ReadContext, twin: PlacedRow, kept: number) => string | undefined
}

/** What ids of records begin with, of objects whose mark begins like that, or of all. */
export interface RecordPrefix {
  readonly prefix: string
  readonly mark?: string
}

declare const readable: unique symbol

/**
 * All that the reader knows of one class of entities.xml, or of one table beside it: the allow-list of this source. What is
 * not named here is never carried by accident: an unknown field is an omission that tells its name and no value.
 */
export interface BackupClass<in Field extends string = never> {
  /** Never there: fields that can be read of an object of this class (see `View`). */
  readonly [readable]?: (field: Field) => void
  /** `LikeEntity`, `AO_BAF3AA_AOINLINE_TASK`. */
  readonly name: string
  readonly role: Role
  /** Rows of the carry list that it belongs to, separated by spaces; `–` and the reason where it belongs to none. */
  readonly rows: string
  /** Why it is left out or made anew, where its role alone does not say it. */
  readonly why?: string
  /** By which name a selection leaves it out. */
  readonly kind?: SelectableKind
  readonly fields: Fields
  /** What the index keeps of an object; without it objects are only counted. */
  readonly join?: (object: View<string>) => JoinedFields
  /** Properties that point to what hangs on it, as collections list it. */
  readonly holds?: readonly string[]
  /** A content: all of these share one space of ids, have a history, and references may name their abstract class alone. */
  readonly isContent?: true
  /** What the id of its record begins with: by its mark where that begins so, else the last. */
  readonly records?: readonly RecordPrefix[]
  /** By which links it belongs to what lists it, where it says nothing itself. */
  readonly listedAs?: readonly LinkName[]
  /** Whether a content is taken; without it the end of the reading decides. */
  readonly choose?: Choose
  /** By what it is found. */
  readonly lookUp?: (object: View<string>) => LookedUp | undefined
  /** Known by id and owner together, since nothing else names it: backups were met where two pages have each a body of one id. */
  readonly isOwned?: true
  /** What two of one id must agree on to be one, where one backup can't say all that another can; else all that both can. */
  readonly mustAgree?: readonly string[]
  /** A class whose objects are part of what one says, and the collection that lists them: two of one id have the same. */
  readonly madeOf?: { readonly class: string; readonly list: string }
  readonly leftover?: Leftover
  /** The column that names a row of a table, where it is not `ID`. */
  readonly idColumn?: string
  /** Columns in which stands what an author wrote: like every body they stay as they are. */
  readonly texts?: readonly string[]
  /** Rows that become part of the record of the row they hang on. */
  readonly isNative?: true
}

/** The words of a text, separated by spaces. */
export type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text

/** Names separated by spaces, by what becomes of them. */
interface Terms<Carried extends string, Derived extends string, Verbatim extends string> {
  readonly carried?: Carried
  readonly derived?: Derived
  readonly excluded?: string
  readonly verbatim?: Verbatim
}

type About = Omit<BackupClass, 'role' | 'fields' | 'join' | 'lookUp' | typeof readable>

/** A class or table that becomes records, or parts of them. */
export function carriedClass<
  const Carried extends string = never,
  const Derived extends string = never,
  const Verbatim extends string = never,
>({
  fields,
  ...about
}: About & {
  readonly fields: Terms<Carried, Derived, Verbatim>
  readonly join?: (object: View<Words<Carried | Derived | Verbatim>>) => JoinedFields
  readonly lookUp?: (object: View<Words<Carried | Derived | Verbatim>>) => LookedUp | undefined
}): BackupClass<Words<Carried | Derived | Verbatim>> {
  return { role: 'record', ...about, fields: fieldsOf(fields) }
}

/** A class that is left out whole, or made anew: its fields are named, and none of them becomes part of a record. */
export function leftClass<const Named extends string = never>(
  role: Exclude<Role, 'record'>,
  {
    fields = '' as Named,
    ...about
  }: About & {
    readonly fields?: Named
    readonly join?: (object: View<Words<Named>>) => JoinedFields
  },
): BackupClass<Words<Named>> {
  return { role, ...about, fields: fieldsOf({ excluded: fields }) }
}

function fieldsOf({ carried, derived, excluded, verbatim }: Terms<string, string, string>): Fields {
  return { carried: words(carried), derived: words(derived), excluded: words(excluded), verbatim: words(verbatim) }
}

function words(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(' ').filter((word) => word !== '')
}

/** A view of an object of this class. */
export type ViewOf<Class> = Class extends BackupClass<infer Field> ? View<Field> : never
