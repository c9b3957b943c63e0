import { BackupError } from './error.js'
import { shown } from './shown.js'

/** A row over this size is left out: it would fill a small heap. */
export const rowLimit: number = 16 * 1024 * 1024

/**
 * One row of a table that the backup holds beside entities.xml. `cells` are by column, `undefined` where the row has
 * null. A row that can't be read has no cells and says why in `fault`.
 */
export interface TableRow {
  readonly table: string
  /** Where it begins, in bytes of its file. */
  readonly offset: number
  readonly length: number
  readonly cells: ReadonlyMap<string, string | undefined>
  /** How many characters were removed or replaced, because the file could not hold them or they are no UTF-8. */
  readonly changed: number
  readonly fault?: string
}

/** Options of the readers of tables. */
export interface TableOptions {
  readonly signal?: AbortSignal
}

/** The TABLE_MALFORMED error: nothing behind this byte can be trusted. */
export function malformedTable(entry: string, offset: number, problem: string): BackupError<'TABLE_MALFORMED'> {
  return new BackupError('TABLE_MALFORMED', `The file ${shown(entry)} is broken at byte ${offset} (${problem})`, {
    entry,
    offset,
    problem,
  })
}

/** A row that can't be read. */
export function faultyRow(table: string, offset: number, length: number, fault: string): TableRow {
  return { table, offset, length, cells: new Map(), changed: 0, fault }
}
