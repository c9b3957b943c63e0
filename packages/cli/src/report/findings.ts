/** Something that is not there: an omission of an export or a loss of an import. */
export interface Missing {
  readonly code: string
  /** How many objects it stands for. */
  readonly count: number
  readonly what: string
  readonly why: string
  readonly remedy?: string
  /** Id, file, offset: where to look. */
  readonly where: string
  /** Id of the record, where there is one. */
  readonly id?: string
  /** Title of the page that it lies on, or name of the space. */
  readonly on?: string
}

/** All that is missing for one reason. */
export interface Finding {
  readonly code: string
  /** Objects. */
  readonly count: number
  /** Lines in the full list. */
  readonly lines: number
  /** Why, where all lines say the same. */
  readonly why?: string
  readonly remedy?: string
  /** The first lines. */
  readonly sample: readonly Missing[]
}

interface Group {
  count: number
  lines: number
  why: string | undefined
  remedy: string | undefined
  readonly sample: Missing[]
}

const sampleSize = 50
/** An archive of others may hold any number of codes; those over this number share one line. */
const codeLimit = 200
const overflow = 'OTHER_CODES'

/** Sorts what is missing by code, in memory that doesn't grow with it. */
export class FindingCollector {
  readonly #groups = new Map<string, Group>()
  #total = 0

  /** Objects so far. */
  get total(): number {
    return this.#total
  }

  add(missing: Missing): void {
    const code = this.#groups.has(missing.code) || this.#groups.size < codeLimit ? missing.code : overflow
    let group = this.#groups.get(code)
    if (group === undefined) {
      group = { count: 0, lines: 0, why: missing.why, remedy: missing.remedy, sample: [] }
      this.#groups.set(code, group)
    }
    group.count += missing.count
    this.#total += missing.count
    group.lines += 1
    if (group.why !== missing.why) group.why = undefined
    if (group.remedy !== missing.remedy) group.remedy = undefined
    if (group.sample.length < sampleSize) group.sample.push(missing)
  }

  /** The greatest first. */
  findings(): Finding[] {
    return [...this.#groups]
      .map(([code, { count, lines, why, remedy, sample }]) => ({
        code,
        count,
        lines,
        ...(why !== undefined && { why }),
        ...(remedy !== undefined && { remedy }),
        sample,
      }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
  }
}
