import type { Fault, FaultRule } from './fault-rule.js'

interface Counted {
  readonly rule: FaultRule
  met: number
}

/** The faults of a site: which there are, and how often each was met. Nothing goes wrong unless somebody says so. */
export class Faults {
  private counted: readonly Counted[] = []

  constructor(rules: readonly FaultRule[] = []) {
    this.set(rules)
  }

  /** Puts other rules in place; all of them begin anew. */
  set(rules: readonly FaultRule[]): void {
    this.counted = rules.map((rule) => ({ rule, met: 0 }))
  }

  /** True where anything may go wrong. */
  get any(): boolean {
    return this.counted.length > 0
  }

  /** What goes wrong with a request that goes by these names: its operation, and its method and path. */
  next(names: readonly string[]): readonly Fault[] {
    return this.counted.flatMap((one) => {
      const { on, skip, times, every, fault } = one.rule
      if (on !== undefined && !names.some((name) => on.test(name))) return []
      const number = one.met++ - skip
      return number >= 0 && number < times && number % every === 0 ? [fault] : []
    })
  }

  /** How many seconds the index of the search is behind. */
  get indexLag(): number {
    const lags = this.counted.flatMap(({ rule }) => (rule.fault.kind === 'indexLag' ? [rule.fault.seconds] : []))
    return Math.max(0, ...lags)
  }

  /** How often each rule was met, in the order of the rules. */
  get met(): readonly number[] {
    return this.counted.map((one) => one.met)
  }
}
