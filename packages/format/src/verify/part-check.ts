import type { ProblemList } from './problems.js'

/** What of a part says whether it was cut where it must be. */
export interface PartEnds {
  readonly bytes: number
  /** Bytes of its first line, with the line feed. */
  readonly firstLine: number
  readonly endsWithFeed: boolean
}

/** Looks at both ends of a part. */
export function partEnds(part: Buffer): PartEnds {
  return { bytes: part.length, firstLine: part.indexOf(0x0a) + 1, endsWithFeed: part.at(-1) === 0x0a }
}

/** Checks that a list of lines is cut into parts where it must be: a part ends only where the next line wouldn't fit. */
export class PartCheck {
  readonly #limit: number
  readonly #problems: ProblemList
  #before: { readonly entry: string; readonly bytes: number } | undefined

  constructor(limit: number, problems: ProblemList) {
    this.#limit = limit
    this.#problems = problems
  }

  /** Takes the next part. */
  add(entry: string, { bytes, firstLine, endsWithFeed }: PartEnds): void {
    const before = this.#before
    if (!endsWithFeed)
      this.#problems.add({
        code: 'LAYOUT_WRONG',
        message: `The part ${entry} does not end with a line feed`,
        entry,
      })
    else if (before !== undefined && before.bytes + firstLine <= this.#limit)
      this.#problems.add({
        code: 'LAYOUT_WRONG',
        message: `The first line of ${entry} belongs into ${before.entry}, where there is room for it`,
        entry,
      })
    this.#before = { entry, bytes }
  }
}
