import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { OmissionCode } from '../../omission-codes.js'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import type { BackupClass } from './backup-class.js'
import type { BesideReading } from './beside-reading.js'
import type { ObjectContext, PlacedRow, ReadContext } from './read-context.js'
import { pagesOf } from './index/rows.js'
import { omit, placeOf, recorded } from './items.js'
import { type View, viewOf } from './view.js'

/** Reads the objects of a class that the selection takes. Now and then `undefined`, where the process may breathe. */
export type Reading = (context: ReadContext) => Iterable<SourceItem | undefined>

/** A class, or several that are read alike, and how they are read. */
export interface ClassFamily {
  readonly classes: readonly BackupClass[]
  /** In this order. A class without a reading is read with what it hangs on, or left out. */
  readonly readings?: readonly Reading[]
  /** In place of them, where threads may read the objects side by side. */
  readonly beside?: BesideReading
}

interface Each<Row extends PlacedRow, Field extends string> {
  readonly of: BackupClass<Field>
  /** Its rows of the index, with the columns that `isWanted` and the reading need (see `rowsOf`). */
  readonly rows: string
  readonly isWanted: (context: ReadContext, row: Row) => boolean
}

/** An object that comes to nothing: the code and the words of its omission. */
export interface Lost {
  readonly lost: OmissionCode
  readonly what: string
  readonly id?: string | undefined
}

/**
 * Reads each object of a class that is wanted into one record. Of several that come to one id the first is the record, and
 * the others count as merged. One that comes to `undefined` is left to the end, like one that is not wanted.
 */
export function recordOfEach<Row extends PlacedRow, Field extends string, Name extends StreamName>({
  stream,
  record,
  ...each
}: Each<Row, Field> & {
  readonly stream: Name
  readonly record: (context: ReadContext, row: Row, object: View<Field>) => StreamRecords[Name] | Lost | undefined
}): Reading {
  return itemsOfEach({
    ...each,
    *items(context, row: Row, object: View<Field>): Generator<SourceItem> {
      const made = record(context, row, object)
      if (made === undefined) return
      if ('lost' in made) yield lose(context, row, each.of, made)
      else yield* recordedOnce(context, row, each.of, stream, made)
    },
  })
}

/** Reads each object of a class that is wanted into whatever it comes to. */
export function itemsOfEach<Row extends PlacedRow, Field extends string>({
  of,
  items,
  ...each
}: Each<Row, Field> & {
  readonly items: (context: ReadContext, row: Row, object: View<Field>) => Iterable<SourceItem>
}): Reading {
  return function* (context) {
    if (of.kind !== undefined && !takes(context.selection, of.kind)) return
    for (const row of wantedRows<Row>(context, each)) {
      if (row) yield* items(context, row, viewAt(context, row, of))
      else yield undefined
    }
  }
}

/** The wanted ones of these rows, each if it is still wanted when its turn comes; after each page `undefined`. */
export function* wantedRows<Row extends PlacedRow>(
  context: ReadContext,
  { rows, isWanted }: Omit<Each<Row, never>, 'of'>,
): Generator<Row | undefined> {
  for (const page of pagesOf<Row>(context.db, rows)) {
    for (const row of page) if (isWanted(context, row)) yield row
    yield undefined
  }
}

/** Reads the object of a row. */
export function viewAt<Field extends string>(
  context: ObjectContext,
  row: PlacedRow,
  _of: BackupClass<Field>,
): View<Field> {
  return viewOf<Field>(context.read(row))
}

/** The record of an object; nothing where another object came to the same id: then this one counts as merged. */
export function* recordedOnce<Name extends StreamName>(
  context: ReadContext,
  row: PlacedRow,
  of: BackupClass,
  stream: Name,
  record: StreamRecords[Name],
): Generator<SourceItem> {
  if (context.isFirst(record.id)) yield recorded(context, row, of.name, stream, record)
  else context.ledger.set(row.n, 'merged')
}

/** Leaves an object out, with its omission. */
export function lose(context: ObjectContext, row: PlacedRow, of: BackupClass, { lost, what, id }: Lost): SourceItem {
  context.ledger.set(row.n, 'omitted')
  return omit(lost, { kind: of.name, what, id, ...placeOf(context, row) })
}

/** A row of what hangs on something that is a record or part of one. */
export interface HangingRow extends PlacedRow {
  /** The current object of what it hangs on. */
  readonly target_n: number
  /** Id of the record that it hangs on. */
  readonly record: string
}

/** The rows of a class whose objects hang on something. */
export function rowsHanging(className: string, condition = ''): string {
  return `SELECT h.n, h.at, h.size, coalesce(o.root_n, o.n) AS target_n, o.record
    FROM object h JOIN object o ON o.n = h.owner_n
    WHERE h.n > ? AND h.class = '${className}' AND o.record IS NOT NULL${condition} ORDER BY h.n`
}

/** True for what nothing explained so far, and what it hangs on is carried. */
export function hangsOnCarried(context: ObjectContext, row: HangingRow): boolean {
  return context.ledger.isOpen(row.n) && isCarried(context, row.target_n)
}

/** True if the object became a record or part of one. */
export function isCarried({ ledger }: ObjectContext, n: number): boolean {
  const fate = ledger.fate(n)
  return fate === 'recorded' || fate === 'merged'
}

/** True for what `choose` took. */
export function isTaken({ ledger }: ObjectContext, row: PlacedRow): boolean {
  return ledger.fate(row.n) === 'taken'
}

/** True for what nothing explained so far. */
export function isOpen({ ledger }: ObjectContext, row: PlacedRow): boolean {
  return ledger.isOpen(row.n)
}
