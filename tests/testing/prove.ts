import type { TaskMeta } from 'vitest'
import type { Adapter } from '../coverage/row.js'

/** How far a cell is carried; the worst last. */
export const degrees = [
  'full',
  'partial',
  'undocumented',
  'evidence',
  'not possible there',
  'never, on purpose',
] as const

/** One of `degrees`. */
export type Degree = (typeof degrees)[number]

/** What a test has shown of one cell of the coverage table, if it passes. */
export interface Proof {
  /** Id of the row. */
  readonly row: string
  readonly adapter: Adapter
  readonly degree: Degree
  /** What is not carried; only of `partial`, and never empty there. */
  readonly missing?: string
  /** Where it was seen: the embedded site, backups by name, or `live` with edition, version and date. */
  readonly seen: string
}

declare module 'vitest' {
  interface TaskMeta {
    proofs?: Proof[]
  }
}

/** Says what the test that calls it shows. It counts only if the test passes. Tests that prove lie in `tests/coverage`. */
export function prove(task: { readonly meta: TaskMeta }, proof: Proof): void {
  if ((proof.degree === 'partial') !== (proof.missing !== undefined && proof.missing !== '')) {
    throw new Error(`${proof.row} ${proof.adapter}: what is partial says what is missing, and nothing else does`)
  }
  task.meta.proofs = [...(task.meta.proofs ?? []), proof]
}
