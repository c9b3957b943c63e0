import type { CsvRow } from '@spacecrate/confluence'
import type { Omission } from '@spacecrate/format'
import type { OmissionCode } from '../../../omission-codes.js'
import { omission } from '../omissions.js'

/** An omission for one row of a table. */
export function rowOmission(code: OmissionCode, kind: string, file: string, row: CsvRow, why?: string): Omission {
  return omission(code, { kind, what: `Row ${row.row} of ${file}`, file, offset: row.offset, row: row.row, why })
}

/** The omission for cells for which the first row of a table names no column. */
export function surplusOmission(file: string, count: number): Omission {
  const what = `Cells of ${file} beyond the columns that its first row names`
  return omission('FIELD_UNKNOWN', { kind: file, what, count, file })
}

/** The omission for a table that is not read. Its kind is the one that the certificate sums its rows under. */
export function tableOmission(kind: string, file: string, count: number, why: string | undefined): Omission {
  return omission('TABLE_UNKNOWN', { kind, what: `The table ${file}`, count, file, why })
}
