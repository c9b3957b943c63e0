import { maxCountedProblems } from '../limits.js'

/** What `verifyArchive` may find wrong. */
export type VerifyProblemCode =
  | 'ENTRY_CORRUPT'
  | 'LAYOUT_WRONG'
  | 'RECORD_INVALID'
  | 'RECORD_NOT_CANONICAL'
  | 'RECORD_DUPLICATE'
  | 'ORDER_WRONG'
  | 'REFERENCE_DANGLING'
  | 'OMISSION_INVALID'
  | 'BLOB_MISSING'
  | 'BLOB_UNUSED'
  | 'DIGEST_MISMATCH'
  | 'INDEX_WRONG'
  | 'COUNT_WRONG'
  | 'CERTIFICATE_SUMS'
  | 'CERTIFICATE_RECORDS'
  | 'CERTIFICATE_OMISSIONS'
  | 'CERTIFICATE_SCHEMAS'
  | 'ROOT_WRONG'

/** Longest message: some quote what stands in the archive. */
const maxMessage = 2000

/** Something that is wrong with an archive, and where. */
export interface VerifyProblem {
  readonly code: VerifyProblemCode
  /** What is wrong, in words. */
  readonly message: string
  /** Name of the entry. */
  readonly entry?: string
  /** Line within the entry, from 1. */
  readonly line?: number
  /** Byte within the unpacked entry. */
  readonly offset?: number
  /** Id of the record, or digest of the blob. */
  readonly id?: string
}

/** Thrown to end the look at an archive in which so much is wrong that it makes no difference what else is. */
export class TooManyProblems extends Error {
  constructor() {
    super('There are too many problems to count')
  }
}

/** What a look beside the others found wrong, for the list of all. */
export interface FoundProblems {
  /** The first of them, shortened. */
  readonly kept: readonly VerifyProblem[]
  readonly total: number
  readonly unread: boolean
}

/** Keeps the first problems and counts the rest, up to `maxCountedProblems`. */
export class ProblemList {
  readonly kept: VerifyProblem[] = []
  readonly #limit: number
  #total = 0
  #unread = false

  constructor(limit: number) {
    this.#limit = limit
  }

  add(problem: VerifyProblem): void {
    this.#total += 1
    if (this.kept.length < this.#limit) this.kept.push({ ...problem, message: short(problem.message) })
    if (this.#total >= maxCountedProblems) throw new TooManyProblems()
  }

  /** Adds what another look found, which comes behind what is here. */
  take(found: FoundProblems): void {
    this.kept.push(...found.kept.slice(0, this.#limit - this.kept.length))
    this.#total = Math.min(this.#total + found.total, maxCountedProblems)
    this.#unread ||= found.unread
    if (this.#total >= maxCountedProblems) throw new TooManyProblems()
  }

  /** What is here, for another list. */
  found(): FoundProblems {
    return { kept: this.kept, total: this.#total, unread: this.#unread }
  }

  /** A list of its own for a look beside this one. */
  beside(): ProblemList {
    return new ProblemList(this.#limit)
  }

  /** How many were found, kept or not. */
  get total(): number {
    return this.#total
  }

  /** Some of the records could not be read: what depends on all of them can't be told. */
  setUnread(): void {
    this.#unread = true
  }

  get unread(): boolean {
    return this.#unread
  }
}

/** Ends a look whose list is full: the list says so itself. */
export async function untilTooMany(look: () => Promise<void>): Promise<void> {
  try {
    await look()
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error
  }
}

function short(message: string): string {
  return message.length <= maxMessage ? message : `${message.slice(0, maxMessage - 1)}…`
}
