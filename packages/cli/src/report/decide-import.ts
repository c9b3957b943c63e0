import { formatNoun } from '../terminal/numbers.js'
import type { CheckedOutcome } from './import-report.js'
import type { Decision } from './sections.js'

const sums = 'Every record of the archive is accounted for; unexplained: 0'
const untouched = 'Nothing that was there before was changed or deleted'

/** The light over an import that was applied. */
export function decideImport(total: CheckedOutcome, losses: number): Decision {
  if (total.unexplained !== 0) return sumsDiffer(total)
  if (total.failed > 0) {
    return {
      light: 'red',
      headline: `Not complete: ${formatNoun(total.failed, 'record')} failed`,
      reasons: ['Run the same command again: it continues where this run ended', untouched],
    }
  }
  const accept = 'Each one is listed with its reason in section 3; please accept them or act on them'
  if (total.skipped > 0) {
    const headline = `Imported, but for ${formatNoun(total.skipped, 'record')} left out`
    return { light: 'amber', headline, reasons: [accept, sums, untouched] }
  }
  if (losses > 0 || total.refused > 0) {
    const headline = `Imported, with ${formatNoun(Math.max(losses, total.refused), 'loss', 'losses')} to accept`
    return { light: 'amber', headline, reasons: [accept, sums, untouched] }
  }
  return total.created === 0
    ? { light: 'green', headline: 'Nothing to do: everything is there already', reasons: [sums, untouched] }
    : { light: 'green', headline: 'Complete: everything in the archive was imported', reasons: [sums, untouched] }
}

/** The light over a plan. */
export function decidePlan(total: CheckedOutcome, losses: number, conflicts: readonly string[]): Decision {
  const nothing = 'Nothing was written at the destination'
  if (total.unexplained !== 0) return sumsDiffer(total)
  if (conflicts.length > 0) {
    return {
      light: 'red',
      headline: `Not possible yet: ${formatNoun(conflicts.length, 'conflict')} to decide on`,
      reasons: [...conflicts.slice(0, 10), 'Choose with --space-key-exists skip or rename', nothing],
    }
  }
  const headline = `Ready: ${formatNoun(total.created, 'record')} to create, ${formatNoun(total.matched, 'record')} there already`
  if (losses + total.skipped + total.refused === 0) return { light: 'green', headline, reasons: [sums, nothing] }
  return { light: 'amber', headline, reasons: ['What would be lost is listed in section 3', sums, nothing] }
}

function sumsDiffer(total: CheckedOutcome): Decision {
  const reasons = [`${formatNoun(total.unexplained, 'record')} of the archive can't be accounted for (section 2)`]
  return { light: 'red', headline: 'Not complete: the sums do not add up', reasons }
}
