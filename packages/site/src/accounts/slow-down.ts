const remembered = 10_000
const waitingAtMost = 100
const free = 3
const longest = 10_000

interface Failures {
  readonly count: number
  readonly at: number
}

/**
 * Makes guessing slow: from the fourth failed login of a name on, each answer takes twice as long as the one before. A
 * login that works never waits, and what is counted of names and waits has a bound.
 */
export class SlowDown {
  private readonly names: Map<string, Failures> = new Map()
  private readonly wait: (milliseconds: number) => Promise<void>
  private waiting = 0

  /** @param wait how time passes */
  constructor(wait: (milliseconds: number) => Promise<void> = sleep) {
    this.wait = wait
  }

  /** Counts a failed login and lets its answer wait. False: too many wait already, and this one is refused at once. */
  async failed(name: string): Promise<boolean> {
    const key = name.slice(0, 200).toLowerCase()
    const before = this.names.get(key)
    const count = before === undefined || Date.now() - before.at > 15 * 60_000 ? 1 : before.count + 1
    this.names.delete(key)
    this.names.set(key, { count, at: Date.now() })
    for (const oldest of this.names.keys()) {
      if (this.names.size <= remembered) break
      this.names.delete(oldest)
    }
    if (count <= free) return true
    if (this.waiting >= waitingAtMost) return false
    this.waiting++
    try {
      await this.wait(Math.min(longest, 125 * 2 ** Math.min(count - free, 10)))
    } finally {
      this.waiting--
    }
    return true
  }

  /** A login worked: its name begins anew. */
  worked(name: string): void {
    this.names.delete(name.slice(0, 200).toLowerCase())
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
}
