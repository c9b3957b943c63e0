import type { OmissionCode } from '../../omission-codes.js'
import type { Fate } from './ledger.js'
import type { ReadContext } from './read-context.js'

/** A row of which is decided whether it is taken. */
export interface ChoiceRow {
  readonly n: number
  readonly at: number
  readonly class: string
  readonly id: string | null
  readonly owner_n: number | null
  readonly parent_n: number | null
  readonly space_n: number | null
  readonly root_n: number | null
  readonly status: number | null
  readonly mark: string | null
  readonly record: string | null
}

/** What a class decides with whether its objects are taken. `depth` says how far up the question has come. */
export interface Choice {
  readonly context: ReadContext
  /** The row of another object. */
  rowOf(n: number): ChoiceRow | undefined
  /** What the selection says of the state of a content. */
  byStatus(row: ChoiceRow): Fate
  /** What the space of a content decides, and then its state. */
  bySpace(row: ChoiceRow): Fate
  /** The fate of what something is on: that of the current object where it is an earlier version. */
  fateOf(n: number, depth: number): Fate
  /** `fateOf`; what hangs on a description is the space's. */
  fateOfOwner(n: number, depth: number): Fate
  /** Leaves the object out, with an omission. */
  omit(row: ChoiceRow, code: OmissionCode): 'omitted'
}

/** Whether an object is taken; `none` where the end of the reading explains it. */
export type Choose = (choice: Choice, row: ChoiceRow, depth: number) => Fate
