import type { Degree, Proof } from '../testing/prove.js'
import type { KnownGap } from './known-gaps.js'
import { type Adapter, adapters, type Aim, type Row } from './row.js'

/** A proof with the test file that gave it, from the root of the repository. */
export interface FoundProof extends Proof {
  readonly file: string
}

/** One cell of the table. */
export interface Cell {
  readonly row: Row
  readonly adapter: Adapter
  /** `–`: there is no such thing. `not built yet`: no test shows anything. */
  readonly state: Degree | '–' | 'not built yet'
  readonly missing?: string
  readonly seen?: string
  readonly file?: string
  /** The reason of a known gap. */
  readonly gap?: string
}

/** The degrees with which a cell is as good as it must be. */
const enough: Readonly<Record<Aim, readonly Cell['state'][]>> = {
  F: ['full'],
  M: ['full', 'partial'],
  X: ['full', 'partial'],
  P: ['full', 'partial'],
  U: ['full', 'partial', 'undocumented'],
  E: ['full', 'partial', 'undocumented', 'evidence'],
  O: ['full', 'partial', 'undocumented', 'evidence', 'not possible there'],
  '–': ['–', 'not possible there', 'full', 'partial'],
  never: ['never, on purpose'],
}

/** True if a cell has come to its goal. */
export function reaches({ row, adapter, state }: Cell): boolean {
  return enough[row.goals[adapter].aim].includes(state)
}

/** The cells of the table and what is wrong with them, in sentences. */
export interface Verdict {
  readonly cells: readonly Cell[]
  readonly problems: readonly string[]
}

/** Makes the cells of the table from what tests have shown, and judges them by the goals and the list of known gaps. */
export function judge(rows: readonly Row[], proofs: readonly FoundProof[], gaps: readonly KnownGap[]): Verdict {
  const problems: string[] = []
  const ids = new Set(rows.map(({ id }) => id))
  for (const { row, adapter, file } of proofs) {
    if (!ids.has(row)) problems.push(`${file} proves ${row} for ${adapter}: the carry list has no such row`)
  }
  const cells = rows.flatMap((row) => adapters.map((adapter) => cellOf(row, adapter, proofs, gaps, problems)))
  const used = new Set<KnownGap>()
  for (const cell of cells) {
    const gap = gapOf(cell.row, cell.adapter, gaps)
    const name = `${cell.row.id} ${cell.adapter}`
    const { aim } = cell.row.goals[cell.adapter]
    if (reaches(cell)) {
      if (gap?.row === cell.row.id)
        problems.push(`${name} is ${cell.state}, so it is no gap any more: take it off the known gaps`)
    } else if (gap === undefined) {
      problems.push(`${name} is ${cell.state}, and must be ${aim}: carry it, or name the reason in the known gaps`)
    } else used.add(gap)
    if (gap?.row === '*' && cell.file !== undefined) {
      problems.push(`${name} has a test, so ${cell.adapter} is being built: list its known gaps row by row`)
    }
  }
  for (const gap of gaps) {
    if (gap.row !== '*' && !ids.has(gap.row))
      problems.push(`A known gap is of ${gap.row}: the carry list has no such row`)
    else if (gap.row === '*' && !used.has(gap))
      problems.push(`Nothing of ${gap.adapter} is a gap: take it off the known gaps`)
  }
  return { cells, problems }
}

function gapOf(row: Row, adapter: Adapter, gaps: readonly KnownGap[]): KnownGap | undefined {
  const ofAdapter = gaps.filter((gap) => gap.adapter === adapter)
  return ofAdapter.find((gap) => gap.row === row.id) ?? ofAdapter.find((gap) => gap.row === '*')
}

function cellOf(
  row: Row,
  adapter: Adapter,
  proofs: readonly FoundProof[],
  gaps: readonly KnownGap[],
  problems: string[],
): Cell {
  const [proof, ...others] = proofs.filter((one) => one.row === row.id && one.adapter === adapter)
  if (others.some(({ degree, missing }) => degree !== proof?.degree || missing !== proof.missing)) {
    problems.push(`${row.id} ${adapter}: tests don't agree how far it is carried`)
  }
  const gap = gapOf(row, adapter, gaps)?.reason
  if (proof !== undefined) {
    const { degree: state, missing, seen, file } = proof
    const cell = { row, adapter, state, seen, file, ...(missing !== undefined && { missing }) }
    return reaches(cell) || gap === undefined ? cell : { ...cell, gap }
  }
  if (row.goals[adapter].aim === '–') return { row, adapter, state: '–' }
  return { row, adapter, state: 'not built yet', ...(gap !== undefined && { gap }) }
}
