import { entitiesName } from '@spacecrate/confluence'
import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { OmissionFacts } from '../../omission.js'
import type { OmissionCode } from '../../omission-codes.js'
import type { Origin, RecordItem, SourceItem } from '../../source.js'
import { omission } from './omissions.js'
import type { PlacedRow, ObjectContext } from './read-context.js'

/** Where a row lies, for an omission: in entities.xml, or in the file of its table. */
export function placeOf(
  context: ObjectContext,
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
  context: ObjectContext,
  row: PlacedRow,
  className: string,
  stream: Name,
  record: StreamRecords[Name],
): RecordItem {
  context.ledger.set(row.n, 'recorded')
  return item(stream, record, new RowOrigin(context, className, row))
}

/** The object behind a record. */
export class RowOrigin implements Origin {
  readonly kind: string
  readonly row: Pick<PlacedRow, 'n' | 'at'>
  readonly #context: ObjectContext

  constructor(context: ObjectContext, kind: string, row: Pick<PlacedRow, 'n' | 'at'>) {
    this.#context = context
    this.kind = kind
    this.row = row
  }

  place(): Pick<OmissionFacts, 'offset' | 'file'> {
    return { file: entitiesName, ...placeOf(this.#context, this.row) }
  }

  refuse(): void {
    this.#context.ledger.refuse(this.row.n)
  }
}

/** A record as an item. One without an origin has no object of its own behind it. */
export function item<Name extends StreamName>(stream: Name, record: StreamRecords[Name], origin?: Origin): RecordItem {
  return { type: 'record', stream, record, ...(origin && { origin }) } as unknown as RecordItem
}

/**
 * The fields that are there: optional fields that came out undefined are left away, as records want it. They stand in
 * canonical order, in which a record is encoded fastest.
 */
export function present<Fields extends object>(fields: {
  readonly [Name in keyof Fields]: Fields[Name] | undefined
}): Fields {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(fields).sort()) {
    const value: unknown = Reflect.get(fields, name)
    if (value !== undefined) kept[name] = value
  }
  return kept as Fields
}
