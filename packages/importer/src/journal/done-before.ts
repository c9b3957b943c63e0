import type { PhaseName } from '../phases.js'
import type { StepRow } from './step-rows.js'

/** Says what an earlier import finished; a journal does. */
export interface DoneBefore {
  /** True if that phase of that record was done and the record is at the destination. */
  isDone(record: string, phase: PhaseName): boolean
  /** Those of the records that are done in that phase, with their ids at the destination where they have one of their own. */
  doneAmong(records: readonly string[], phase: PhaseName): ReadonlyMap<string, string | undefined>
  /** Digests of the lines that these records had when they were made. */
  digestsAmong(records: readonly string[], phase: PhaseName): ReadonlyMap<string, string>
  /** True if another archive than this one was imported before. */
  knowsOther(archive: string): boolean
  /** Every step of every import. */
  steps(): Iterable<readonly StepRow[]>
}
