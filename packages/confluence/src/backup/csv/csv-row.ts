import { isUtf8 } from 'node:buffer'
import { BackupError } from '../error.js'
import { shown } from '../shown.js'

/** A row over this size is left out: it would fill a small heap. */
export const csvRowLimit: number = 16 * 1024 * 1024

/**
 * One row of a CSV file. Each character of a raw cell is a byte of the file: `cellText` makes the text of it. A row that
 * can't be read has no cells and says why in `fault`.
 */
export interface CsvRow {
  /** Counts from 1, which is the row with the names of the columns. */
  readonly row: number
  /** Where it begins, in bytes of its file. */
  readonly offset: number
  /** In bytes, without the line end. */
  readonly length: number
  readonly cells: readonly string[]
  readonly fault?: string
  /** True for a last row that no line end follows. */
  readonly isOpen?: true
}

/** The text of a raw cell, and how many sequences of bytes in it were no UTF-8 and became U+FFFD. */
export function cellText(raw: string): { readonly text: string; readonly changed: number } {
  if (!/[\x80-\xff]/.test(raw)) return { text: raw, changed: 0 }
  const bytes = Buffer.from(raw, 'latin1')
  const text = bytes.toString('utf8')
  if (isUtf8(bytes)) return { text, changed: 0 }
  return { text, changed: text.split('\ufffd').length - raw.split('\xef\xbf\xbd').length }
}

/** The error for a file that ends within quotes: nobody can tell how many rows the last one swallowed. */
export function csvCutOff(entry: string, row: number, column: string, offset: number): BackupError<'CSV_CUT_OFF'> {
  return new BackupError(
    'CSV_CUT_OFF',
    `The file ${shown(entry)} is cut off: it ends within the quotes of column ${shown(column)} in row ${row}`,
    { entry, row, column, offset },
  )
}

/** The error for a first row that can't name the columns. */
export function csvHeader(entry: string, problem: string): BackupError<'CSV_HEADER'> {
  return new BackupError('CSV_HEADER', `The first row of ${shown(entry)} can't be used: ${problem}`, {
    entry,
    row: 1,
    problem,
  })
}
