import type { Finding } from './findings.js'
import type { RunFacts } from './run-facts.js'
import type { Decision } from './sections.js'

/** What became of the records of one stream. */
export interface StreamOutcome {
  readonly stream: string
  /** In the archive. */
  readonly records: number
  readonly created: number
  readonly matched: number
  readonly skipped: number
  readonly refused: number
  readonly failed: number
}

/** The same with what it leaves unexplained. */
export interface CheckedOutcome extends StreamOutcome {
  /** Records minus all outcomes: 0 unless a record was lost without a word. */
  readonly unexplained: number
}

/** One space and what became of it. */
export interface SpaceOutcome {
  readonly key: string
  readonly name: string
  /** Key at the destination. */
  readonly targetKey?: string
  /** `created`, `matched`, `skipped` … */
  readonly outcome: string
  /** Pages, posts and other content in the archive. */
  readonly contents: number
}

/** What became of references in bodies. */
export interface ReferenceOutcome {
  /** Point to what was imported now. */
  readonly rewritten: number
  /** Left as they were: they point elsewhere, or need no change. */
  readonly unchanged: number
  /** Point to something that is not at the destination. */
  readonly unresolved: number
  readonly findings: readonly Finding[]
  /** Name of the file with all that are unresolved. */
  readonly full?: string
}

/** Everything that the report on an import says. The JSON report is this. */
export interface ImportReport {
  readonly report: 'import'
  readonly version: 1
  /** False for a plan: nothing was written. */
  readonly applied: boolean
  readonly decision: Decision
  readonly scope: string
  readonly archive: {
    readonly path: string
    readonly id: string
    readonly contentRoot: string
    readonly manifestDigest: string
    readonly source: string
  }
  readonly destination: {
    readonly path: string
    readonly siteId: string
    readonly name: string
    readonly product: string
  }
  readonly run: RunFacts
  readonly outcomes: readonly CheckedOutcome[]
  readonly total: CheckedOutcome
  readonly spaces: readonly SpaceOutcome[]
  readonly people: { readonly matched: number; readonly created: number }
  readonly references?: ReferenceOutcome
  readonly losses: { readonly count: number; readonly findings: readonly Finding[]; readonly full?: string }
  /** Conflicts that stopped something, in words. */
  readonly conflicts: readonly string[]
}

/** The outcomes of an import, checked. */
export function checkOutcomes(outcomes: readonly StreamOutcome[]): CheckedOutcome[] {
  return outcomes.map((one) => ({
    ...one,
    unexplained: one.records - one.created - one.matched - one.skipped - one.refused - one.failed,
  }))
}

/** The sum of all rows. `unexplained` adds up sizes, so that too much here can't hide too little there. */
export function sumOutcomes(outcomes: readonly CheckedOutcome[]): CheckedOutcome {
  const sum = { records: 0, created: 0, matched: 0, skipped: 0, refused: 0, failed: 0, unexplained: 0 }
  for (const one of outcomes) {
    sum.records += one.records
    sum.created += one.created
    sum.matched += one.matched
    sum.skipped += one.skipped
    sum.refused += one.refused
    sum.failed += one.failed
    sum.unexplained += Math.abs(one.unexplained)
  }
  return { stream: 'All', ...sum }
}
