import {
  type BackupFiles,
  type BackupObject,
  entitiesName,
  type ObjectReader,
  referenceOf,
  textOf,
} from '@spacecrate/confluence'
import type { Act, Manifest, StreamName, StreamRecords } from '@spacecrate/format'
import type { Selection } from '../../selection.js'
import type { Origin, RecordItem, SourceItem } from '../../source.js'
import type { Groups } from './groups.js'
import type { Ledger } from './ledger.js'
import type { OmissionFacts } from '../../omission.js'
import type { OmissionCode } from '../../omission-codes.js'
import { omission } from './omissions.js'
import type { People } from './people.js'
import { present } from './present.js'
import type { Query, Sqlite } from './staging/staging-file.js'
import type { Times } from './times.js'
import type { Turnstile } from './turnstile.js'
import type { UntypedBody } from './untyped-bodies.js'

/** What everything that reads a part of the backup needs. */
export interface ReadContext {
  readonly db: Sqlite
  /** A prepared statement, made once per text. */
  readonly query: (sql: string) => Query
  readonly reader: ObjectReader
  /** Objects of entities.xml; behind them are the rows of tables. */
  readonly objects: number
  /** Reads an object or a row of a table from its place. */
  readonly read: (place: PlacedRow) => BackupObject
  readonly files: BackupFiles
  /** Where files of the backup are opened one after the other. */
  readonly opening: Turnstile
  /** True for the first call with an id: ids that are made from what a record points to may come twice. */
  readonly isFirst: (id: string) => boolean
  /** True for the first call with the name of a file of an attachment: it holds the bytes of one version. */
  readonly isFirstUse: (name: string) => boolean
  readonly selection: Selection
  /** True if the selection names no spaces: then people, groups and what belongs to no space are taken as well. */
  readonly wholeSite: boolean
  readonly ledger: Ledger
  readonly people: People
  readonly groups: Groups
  readonly times: Times
  readonly product: Manifest['source']['product']
  /** What a body is that does not say its type. */
  readonly untyped: UntypedBody
  /** True for a record that a run that broke off took already. */
  readonly done: (id: string) => boolean
}

/** Rows between two moments at which a long look at the index lets the process breathe. */
export const breathEvery = 5000

/** Where an object lies; every row that is read has these columns. */
export interface PlacedRow {
  readonly n: number
  readonly at: number
  readonly size: number
}

/** Reads the object of a row. */
export function objectAt(context: ReadContext, row: PlacedRow): BackupObject {
  return context.read(row)
}

/** Where a row lies, for an omission: in entities.xml, or in the file of its table. */
export function placeOf(
  context: ReadContext,
  row: Pick<PlacedRow, 'n' | 'at'>,
): Pick<OmissionFacts, 'offset' | 'file'> {
  if (row.n <= context.objects) return { offset: row.at }
  const found = context.query('SELECT file FROM table_row WHERE n = ?').get(row.n) as { readonly file: string }
  return { offset: row.at, file: found.file }
}

/** An omission as an item. */
export function omit(code: OmissionCode, facts: OmissionFacts): SourceItem {
  return { type: 'omission', omission: omission(code, facts) }
}

/** The record as an item, and the object of the row as recorded. */
export function recorded<Name extends StreamName>(
  context: ReadContext,
  row: PlacedRow,
  className: string,
  stream: Name,
  record: StreamRecords[Name],
): RecordItem {
  context.ledger.set(row.n, 'recorded')
  return item(stream, record, {
    kind: className,
    place: () => ({ file: entitiesName, ...placeOf(context, row) }),
    refuse: () => context.ledger.refuse(row.n),
  })
}

/** A record as an item. One without an origin has no object of its own behind it. */
export function item<Name extends StreamName>(stream: Name, record: StreamRecords[Name], origin?: Origin): RecordItem {
  return { type: 'record', stream, record, ...(origin && { origin }) } as unknown as RecordItem
}

/** Who made it and when; `undefined` where neither is known. */
export function createdOf(context: ReadContext, object: BackupObject): Act | undefined {
  return actOf(context, object, 'creator', 'creationDate')
}

/** Who changed it last and when. */
export function modifiedOf(context: ReadContext, object: BackupObject): Act | undefined {
  return actOf(context, object, 'lastModifier', 'lastModificationDate')
}

function actOf(context: ReadContext, object: BackupObject, who: string, when: string): Act | undefined {
  const act = present<Act>({
    by: personOf(context, object, who, `${who}Name`),
    at: context.times.instant(textOf(object, when)),
  })
  return act.by === undefined && act.at === undefined ? undefined : act
}

/** The person of a reference, or of a user name beside it as old backups have it. */
export function personOf(
  context: ReadContext,
  object: BackupObject,
  reference: string,
  name: string,
): string | undefined {
  return context.people.byKey(referenceOf(object, reference)?.id) ?? context.people.byName(textOf(object, name))
}

/**
 * The person of a user key or account id that stands in a table; `undefined` for a text that can be neither, and for what
 * stands there where nobody acted: -1 is the system and -2 somebody who is not logged in.
 */
export function personByAlias(context: ReadContext, alias: string | undefined): string | undefined {
  if (alias === undefined || !/^[\x21-\x7e]{1,200}$/.test(alias) || nobody.test(alias)) return undefined
  return context.people.byKey(alias)
}

/** Atlassian's audit library numbers its own actors below zero; no key of a user and no account id is a number like that. */
const nobody = /^-\d+$/

/** Who made a row of a table and when. A text that can be no user key names nobody. */
export function actOfRow(context: ReadContext, object: BackupObject, who: string, when: string): Act | undefined {
  const by = personByAlias(context, textOf(object, who))
  const at = context.times.any(textOf(object, when))
  return by === undefined && at === undefined ? undefined : present<Act>({ by, at })
}
