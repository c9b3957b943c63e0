/** Thrown for a ZIP that breaks a rule; the container makes an `ArchiveError` of it. */
export class ZipProblem extends Error {
  /** The entry at fault, if it is one. */
  readonly entry: string | undefined

  constructor(problem: string, entry?: string, options?: ErrorOptions) {
    super(problem, options)
    this.entry = entry
  }
}

/** The ZIP has no directory at its end: it is cut off. */
export class ZipCutOff extends ZipProblem {
  constructor() {
    super('the directory at the end is missing')
  }
}
