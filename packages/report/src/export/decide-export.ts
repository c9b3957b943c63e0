import type { Manifest } from '@spacecrate/format'
import type { Decision } from '../sections.js'
import { formatNoun } from '../words/numbers.js'
import type { CheckedSums } from '../words/sums.js'

/** The light over an export: green only where everything that was asked for is there, and the sums prove it. */
export function decideExport(manifest: Manifest, { partial, empty, total }: CheckedSums): Decision {
  const { count, codes } = manifest.omissions
  if (partial && empty && total.unexplained === 0) {
    const listed = `${formatNoun(count, 'object')} of the source ${count === 1 ? 'is' : 'are'} left out, each with its reason in section 3`
    return {
      light: 'red',
      headline: 'Nothing was carried: no space and no page is in the archive',
      reasons: [count === 0 ? 'The source showed none: look whether it is the one that was meant' : listed],
    }
  }
  if (partial) {
    return {
      light: 'red',
      headline: 'Partial: the sums do not add up',
      reasons: [`${formatNoun(total.unexplained, 'object')} of the source can't be accounted for (section 2)`],
    }
  }
  const sealed = 'The archive is sealed and was verified: every byte, record and reference'
  if (count === 0) {
    return {
      light: 'green',
      headline: empty
        ? 'Complete, with no space and no page: the source showed none'
        : 'Complete: everything that was asked for is in the archive',
      reasons: ['Every object that the source showed is accounted for; unexplained: 0', sealed],
    }
  }
  return {
    light: 'amber',
    headline: `Complete, but for ${formatNoun(count, 'object')} left out`,
    reasons: [
      `Each one is listed with its reason in section 3, by ${formatNoun(Object.keys(codes).length, 'code')}; please accept them or act on them`,
      'Every object that the source showed is accounted for; unexplained: 0',
      sealed,
    ],
  }
}
