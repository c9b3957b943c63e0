import type { SelectableKind } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { pagesOf } from './index/rows.js'
import type { ObjectContext, PlacedRow, ReadContext } from './read-context.js'
import { itemsOfFiles, type VersionFiles } from './version-files.js'

/** What a thread that reads objects yields: an item, or what becomes items where the files are given out. */
export type BesideItem = SourceItem | VersionFiles

/**
 * How objects with a history are read, of which none depends on how another one was read: so several threads may read them
 * side by side (see `threads/`).
 */
export interface BesideReading<Row extends PlacedRow = PlacedRow> {
  /** By which name a selection leaves all of them out. */
  readonly kind?: SelectableKind
  /** Their rows in the index (see `rowsOf`). */
  readonly rows: string
  isWanted(context: ObjectContext, row: Row): boolean
  /** What one of them comes to. Its neighbours have been fetched. */
  items(context: ObjectContext, row: Row): Iterable<BesideItem>
}

/** Pages of rows that are wanted. */
export function* wantedPages(context: ReadContext, reading: BesideReading): Generator<PlacedRow[]> {
  if (reading.kind !== undefined && !takes(context.selection, reading.kind)) return
  for (const page of pagesOf<PlacedRow>(context.db, reading.rows))
    yield page.filter((row) => reading.isWanted(context, row))
}

/** Reads these objects here. After each page `undefined`. */
export function* readHere(context: ReadContext, reading: BesideReading): Generator<SourceItem | undefined> {
  for (const page of wantedPages(context, reading)) {
    for (const item of itemsOfPage(context, reading, page)) {
      if (item.type === 'version-files') yield* itemsOfFiles(context, item)
      else yield item
    }
    yield undefined
  }
}

/** What the rows of a page come to, each if it is still wanted when its turn comes. */
export function* itemsOfPage(
  context: ObjectContext,
  reading: BesideReading,
  page: readonly PlacedRow[],
): Generator<BesideItem> {
  context.near.fetch(page)
  for (const row of page) if (reading.isWanted(context, row)) yield* reading.items(context, row)
}
