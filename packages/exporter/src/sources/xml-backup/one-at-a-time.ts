/** Lets one in at a time, in the order of asking. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve()

  /** Does the work once all that asked before have done theirs, well or badly. */
  async enter<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.#last
    const mine = before.then(work, work)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}
