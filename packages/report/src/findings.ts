import { type Impact, impacts } from '@spacecrate/format'

/** Something that is not there: an omission of an export or a loss of an import. */
export interface Missing {
  readonly code: string
  /** How many objects it stands for. */
  readonly count: number
  readonly what: string
  readonly why: string
  readonly remedy?: string | undefined
  /** Id, file, offset: where to look. */
  readonly where: string
  /** Id of the record, where there is one. */
  readonly id?: string | undefined
  /** Title of the page that it lies on, or name of the space. */
  readonly on?: string | undefined
  readonly impact?: Impact | undefined
}

/** All that is missing for one reason. */
export interface Finding {
  readonly code: string
  readonly impact?: Impact | undefined
  /** Objects. */
  readonly count: number
  /** Lines in the full list. */
  readonly lines: number
  /** Why, where all lines say the same. */
  readonly why?: string | undefined
  readonly remedy?: string | undefined
  /** The first lines. */
  readonly sample: readonly Missing[]
}

interface Group {
  readonly code: string
  readonly impact: Impact | undefined
  count: number
  lines: number
  why: string | undefined
  remedy: string | undefined
  readonly sample: Missing[]
}

const sampleSize = 50
/** An archive of others may hold any number of codes; those over this number share one line. */
const codeLimit = 200
/** Code of the line that they share. */
export const overflow = 'OTHER_CODES'

/** Sorts what is missing by impact and code, in memory that doesn't grow with it. */
export class FindingCollector {
  readonly #groups = new Map<string, Group>()
  #total = 0

  /** Objects so far. */
  get total(): number {
    return this.#total
  }

  add(missing: Missing): void {
    const group = this.#groupOf(missing)
    group.count += missing.count
    this.#total += missing.count
    group.lines += 1
    if (group.why !== missing.why) group.why = undefined
    if (group.remedy !== missing.remedy) group.remedy = undefined
    if (group.sample.length < sampleSize) group.sample.push(missing)
  }

  /** The gravest first, and of those the most frequent. */
  findings(): Finding[] {
    return [...this.#groups.values()].sort(
      (a, b) => rankOf(a) - rankOf(b) || b.count - a.count || (a.code < b.code ? -1 : 1),
    )
  }

  /** Objects by code. */
  codes(): Record<string, number> {
    const codes: Record<string, number> = {}
    for (const { code, count } of this.#groups.values()) codes[code] = (codes[code] ?? 0) + count
    return codes
  }

  #groupOf({ code, impact, why, remedy }: Missing): Group {
    const key = `${impact ?? ''} ${code}`
    const known = this.#groups.get(key)
    if (known !== undefined) return known
    const shared = this.#groups.size >= codeLimit
    const found = shared ? this.#groups.get(overflow) : undefined
    if (found !== undefined) return found
    const group: Group = { code: shared ? overflow : code, impact, count: 0, lines: 0, why, remedy, sample: [] }
    this.#groups.set(shared ? overflow : key, group)
    return group
  }
}

function rankOf({ impact }: Finding): number {
  return impact === undefined ? -1 : impacts.indexOf(impact)
}
