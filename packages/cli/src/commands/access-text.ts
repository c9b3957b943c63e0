import type { AccessSummary } from '@spacecrate/importer'
import { formatCount, formatNoun } from '@spacecrate/report/words'

const listed = 10

/** Who will read more or less than before, in a few lines: gains by name, since they are what somebody has to agree to. */
export function describeAccess(access: AccessSummary | undefined): string[] {
  if (access === undefined) return []
  const { gains, loses, places, first, file, unknownWhy, assumed } = access
  const lines: string[] = []
  if (unknownWhy !== undefined) lines.push(`who could read what before is not known: ${unknownWhy}`)
  if (assumed !== undefined) lines.push(`taken for granted: ${assumed}`)
  if (gains + loses > 0) {
    const sums = `${formatNoun(gains, 'gain', 'gains')} and ${formatNoun(loses, 'loss', 'losses')} of access`
    lines.push(`${sums}, of a person to one of ${formatCount(places)} spaces and restricted pages; all in ${file}`)
  }
  const named = first.flatMap((place) => place.gains.map((change) => ({ ...change, place: place.name })))
  for (const { name, place, why } of named.slice(0, listed)) lines.push(`${name} will be able to read ${place}: ${why}`)
  if (named.length > listed) lines.push('…')
  return lines
}
