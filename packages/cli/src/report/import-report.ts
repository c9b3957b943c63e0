import { formatNoun } from '../terminal/numbers.js'
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
  readonly contents: number
}

/** What became of references in bodies. */
export interface ReferenceOutcome {
  /** Point to what was imported now. */
  readonly rewritten: number
  /** Left as they were: they point elsewhere, or need no change. */
  readonly kept: number
  /** Point to something that is not at the destination. */
  readonly unresolved: number
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

/** The light over an import that was applied. */
export function decideImport(total: CheckedOutcome, losses: number, conflicts: readonly string[]): Decision {
  const sums = 'Every record of the archive is accounted for; unexplained: 0'
  const untouched = 'Nothing that was there before was changed or deleted'
  if (total.unexplained !== 0) {
    const reasons = [`${formatNoun(total.unexplained, 'record')} of the archive can't be accounted for (section 2)`]
    return { light: 'red', headline: 'Not complete: the sums do not add up', reasons }
  }
  if (total.failed > 0) {
    return {
      light: 'red',
      headline: `Not complete: ${formatNoun(total.failed, 'record')} failed`,
      reasons: ['Run the same command again: it continues where this run ended', untouched],
    }
  }
  if (conflicts.length > 0) {
    return {
      light: 'amber',
      headline: `Imported, but for ${formatNoun(conflicts.length, 'conflict')} that needs a decision`,
      reasons: [...conflicts.slice(0, 10), sums, untouched],
    }
  }
  if (losses > 0 || total.refused > 0) {
    return {
      light: 'amber',
      headline: `Imported, with ${formatNoun(losses, 'loss', 'losses')} to accept`,
      reasons: ['Each one is listed with its reason in section 3; please accept them or act on them', sums, untouched],
    }
  }
  const again = total.created === 0
  return {
    light: 'green',
    headline: again ? 'Nothing to do: everything is there already' : 'Complete: everything in the archive was imported',
    reasons: [sums, untouched],
  }
}
