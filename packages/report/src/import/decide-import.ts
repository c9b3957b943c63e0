import { formatNoun } from '../words/numbers.js'
import type { Decision } from '../sections.js'
import type { CheckedOutcome } from './outcome-sums.js'

const sums = 'Every record of the archive is accounted for; unexplained: 0'
const untouched = 'Nothing that was there before was changed or deleted (section H)'

/** The light over an import that was applied. `difference`: records that sums and lists differ by. */
export function decideImport(total: CheckedOutcome, losses: number, difference: number = 0): Decision {
  const wrong = sumsDiffer(total, difference)
  if (wrong !== undefined) return wrong
  if (total.failed > 0) {
    return {
      light: 'red',
      headline: `Not complete: ${formatNoun(total.failed, 'record')} failed`,
      reasons: ['Run the same command again: it continues where this run ended', untouched],
    }
  }
  const accept = 'Each one is listed with its reason in section C; please accept them or act on them'
  // A second run creates nothing, and the losses of the first remain.
  const done = total.created === 0 && total.matched > 0 ? 'Nothing new' : 'Imported'
  if (total.skipped > 0) {
    const headline = `${done}, but for ${formatNoun(total.skipped, 'record')} left out`
    return { light: 'amber', headline, reasons: [accept, sums, untouched] }
  }
  if (losses > 0 || total.refused > 0) {
    const headline = `${done}, with ${formatNoun(Math.max(losses, total.refused), 'loss', 'losses')} to accept`
    return { light: 'amber', headline, reasons: [accept, sums, untouched] }
  }
  return total.created === 0
    ? { light: 'green', headline: 'Nothing to do: everything is there already', reasons: [sums, untouched] }
    : { light: 'green', headline: 'Complete: everything in the archive was imported', reasons: [sums, untouched] }
}

/** What a person has to look at before a plan is carried out. */
export interface PlanQuestions {
  /** What stops it, in words. */
  readonly conflicts: readonly string[]
  /** Pairs of a person and a place that gain access. */
  readonly gains: number
  /** References in texts that will lead nowhere. */
  readonly brokenLinks: number
  /** Rows of mapping files that can't be used. */
  readonly wrongRows: number
}

/** The light over a plan. */
export function decidePlan(
  total: CheckedOutcome,
  losses: number,
  { conflicts, gains, brokenLinks, wrongRows }: PlanQuestions,
  difference: number = 0,
): Decision {
  const nothing = 'Nothing was written at the destination'
  const wrong = sumsDiffer(total, difference)
  if (wrong !== undefined) return wrong
  if (conflicts.length > 0 || wrongRows > 0) {
    const stops = [
      conflicts.length > 0 ? `${formatNoun(conflicts.length, 'conflict')} to decide on` : undefined,
      wrongRows > 0 ? `${formatNoun(wrongRows, 'row')} of mapping files to put right` : undefined,
    ].filter((part) => part !== undefined)
    return {
      light: 'red',
      headline: `Not possible yet: ${stops.join(' and ')}`,
      reasons: [...conflicts.slice(0, 10), ...(conflicts.length > 10 ? ['and more, in section A'] : []), nothing],
    }
  }
  const accept = [
    losses + total.skipped + total.refused > 0
      ? `${formatNoun(Math.max(losses + total.skipped, total.refused), 'loss', 'losses')} (section C)`
      : undefined,
    brokenLinks > 0 ? `${formatNoun(brokenLinks, 'broken link')} (section F)` : undefined,
    gains > 0 ? `${formatNoun(gains, 'gain')} of access (section D)` : undefined,
  ].filter((part) => part !== undefined)
  const what = `${formatNoun(total.created, 'record')} to create, ${formatNoun(total.matched, 'record')} there already`
  if (accept.length === 0) return { light: 'green', headline: `Ready: ${what}`, reasons: [sums, nothing] }
  return { light: 'amber', headline: `Ready, with ${accept.join(', ')} to accept`, reasons: [what, sums, nothing] }
}

/** The same decision for a partial archive: never a green light. */
export function ofPartial(decision: Decision, words: string | undefined): Decision {
  if (words === undefined) return decision
  const { light, headline, reasons } = decision
  return {
    light: light === 'green' ? 'amber' : light,
    headline: `${headline} · partial archive`,
    reasons: [words, ...reasons],
  }
}

function sumsDiffer(total: CheckedOutcome, difference: number): Decision | undefined {
  if (total.unexplained === 0 && difference === 0) return undefined
  const reason =
    total.unexplained === 0
      ? `Sums and lists differ by ${formatNoun(difference, 'record')} (section B)`
      : `${formatNoun(total.unexplained, 'record')} of the archive can't be accounted for (section B)`
  return { light: 'red', headline: 'Not complete: the sums do not add up', reasons: [reason] }
}
