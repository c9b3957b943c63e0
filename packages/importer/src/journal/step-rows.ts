import { type Database, fromJsonColumn } from '@spacecrate/disk'
import type { Loss, Outcome } from '../destination.js'
import type { PhaseName } from '../phases.js'
import type { Reason } from '../reason.js'
import { optionalReason } from './reason-column.js'

/** How a step stands in the journal. */
export interface StepRow {
  readonly record: string
  readonly phase: PhaseName
  /** `intent`: begun, and nobody knows how it ended. */
  readonly outcome: Outcome['status'] | 'intent'
  /** Id at the destination, of a record with an id of its own. */
  readonly target?: string
  /** Why it was left out, if a plan said so. */
  readonly reason?: Reason
  /** Of what was not done. */
  readonly losses: readonly Loss[]
}

const rowsAtOnce = 5_000
const columns = `record, phase, coalesce(outcome, 'intent'), target, reason,
  CASE WHEN outcome IN ('created', 'matched') THEN NULL ELSE losses END`

/** Every step of every import, by record, in arrays of a bounded number. */
export function* readStepRows(db: Database): Generator<readonly StepRow[]> {
  const statement = db
    .prepare(`SELECT ${columns} FROM steps WHERE (record, phase) > (?, ?) ORDER BY record, phase LIMIT ${rowsAtOnce}`)
    .raw()
  for (let last: readonly [unknown, unknown] = ['', '']; ;) {
    const rows = statement.all([...last]) as readonly (readonly (string | null)[])[]
    if (rows.length > 0) yield rows.map(readRow)
    const end = rows.at(-1)
    if (rows.length < rowsAtOnce || end === undefined) return
    last = [end[0], end[1]]
  }
}

function readRow(row: readonly (string | null)[]): StepRow {
  const [record, phase, outcome, target = null, reason = null, losses = null] = row
  return {
    record: fromJsonColumn(record ?? '""'),
    phase: phase as PhaseName,
    outcome: outcome as StepRow['outcome'],
    ...(target === null ? {} : { target: fromJsonColumn(target) }),
    ...optionalReason(reason),
    losses: losses === null ? [] : (JSON.parse(losses) as Loss[]),
  }
}
