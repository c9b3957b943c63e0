/** Records by how they ended. */
export interface OutcomeSums {
  /** In the archive. */
  readonly records: number
  readonly created: number
  readonly matched: number
  readonly skipped: number
  readonly refused: number
  readonly failed: number
}

/** What became of the records of one stream. */
export interface StreamOutcome extends OutcomeSums {
  readonly stream: string
}

/** The same with what it leaves unexplained. */
export interface CheckedOutcome extends StreamOutcome {
  /** Records minus all outcomes: anything but 0 is a record that was lost without a word. */
  readonly unexplained: number
}

/** The fields that add up to the records. */
export const outcomeNames = ['created', 'matched', 'skipped', 'refused', 'failed'] as const

/** Records without an outcome. */
export function unexplainedIn(sums: OutcomeSums): number {
  return outcomeNames.reduce((rest, name) => rest - sums[name], sums.records)
}

/** The outcomes of an import, checked. */
export function checkOutcomes(outcomes: readonly StreamOutcome[]): CheckedOutcome[] {
  return outcomes.map((one) => ({ ...one, unexplained: unexplainedIn(one) }))
}

/** The sum of all rows. `unexplained` adds up sizes, so that too much here can't hide too little there. */
export function sumOutcomes(outcomes: readonly CheckedOutcome[]): CheckedOutcome {
  const sum = { records: 0, created: 0, matched: 0, skipped: 0, refused: 0, failed: 0, unexplained: 0 }
  for (const one of outcomes) {
    sum.records += one.records
    for (const name of outcomeNames) sum[name] += one[name]
    sum.unexplained += Math.abs(one.unexplained)
  }
  return { stream: 'All', ...sum }
}

/**
 * Compares the sums of the summary with those of the lists, record by record: two routes to the same numbers. Returns how
 * many records they differ by.
 */
export function differenceOf(summary: readonly CheckedOutcome[], listed: readonly StreamOutcome[]): number {
  const byStream = new Map(listed.map((one) => [one.stream, one]))
  let difference = 0
  for (const one of summary) {
    const other = byStream.get(one.stream)
    for (const name of outcomeNames) difference += Math.abs(one[name] - (other?.[name] ?? 0))
  }
  return difference
}

/** How the record of a space ended. */
export interface EndedSpace {
  readonly outcome: (typeof outcomeNames)[number] | undefined
  readonly isRenamed: boolean
  /** Key at the destination, where it is another one. */
  readonly key?: string | undefined
}
