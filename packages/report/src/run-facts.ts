import { userInfo } from 'node:os'

/** One stage of a run. */
export interface StageTime {
  readonly name: string
  readonly milliseconds: number
  /** Bytes that went through, where that says something. */
  readonly bytes?: number | undefined
}

/** Who ran it, with what, when. */
export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string }
  readonly operator?: string | undefined
  readonly node: string
  readonly platform: string
  readonly began: string
  readonly ended: string
  readonly milliseconds: number
  readonly stages: readonly StageTime[]
}

/** Keeps the times of a run. */
export class RunClock {
  readonly #began = new Date()
  readonly #start = performance.now()
  readonly #stages: StageTime[] = []
  #paused = 0

  /** Runs a stage and keeps how long it took; `bytes` says what went through. */
  async stage<Result>(name: string, work: () => Promise<Result>, bytes?: (result: Result) => number): Promise<Result> {
    const start = performance.now()
    const result = await work()
    this.add(name, performance.now() - start, bytes?.(result))
    return result
  }

  /** Waits for a person; that time doesn't count. */
  async pause<Result>(wait: () => Promise<Result>): Promise<Result> {
    const start = performance.now()
    const result = await wait()
    this.#paused += performance.now() - start
    return result
  }

  /** Keeps a stage that somebody else timed. */
  add(name: string, milliseconds: number, bytes?: number): void {
    this.#stages.push({ name, milliseconds: Math.round(milliseconds), bytes })
  }

  facts(version: string): RunFacts {
    return {
      tool: { name: 'spacecrate', version },
      operator: operatorName(),
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      began: this.#began.toISOString(),
      ended: new Date().toISOString(),
      milliseconds: Math.round(performance.now() - this.#start - this.#paused),
      stages: this.#stages,
    }
  }
}

/** The user of the operating system; a container may have none. */
function operatorName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
