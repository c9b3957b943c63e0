/** Rates are taken over so many milliseconds, so that they follow the work without jumping. */
const span = 15_000
/** Two looks at least so far apart: a run of millions of windows must not fill the memory. */
const least = 500

/** Measures how many steps a second are done of late. */
export class StepRate {
  readonly #now: () => number
  readonly #looks: { readonly at: number; readonly step: number }[] = []

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Says how far the run is, and gets its speed once it is known. */
  read(step: number): { readonly rate?: number } {
    const at = this.#now()
    const last = this.#looks.at(-1)
    if (last === undefined || at - last.at >= least) this.#looks.push({ at, step })
    while (this.#looks.length > 2 && at - (this.#looks[0]?.at ?? at) > span) this.#looks.shift()
    const first = this.#looks[0]
    if (first === undefined || at - first.at < least) return {}
    return { rate: ((step - first.step) * 1000) / (at - first.at) }
  }
}
