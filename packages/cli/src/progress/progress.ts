import type { Terminal } from '../terminal/terminal.js'
import { describeEnd } from './describe.js'
import { Gauge, type Reading, type Tick } from './gauge.js'
import { liveLine } from './live-line.js'
import { plainLines } from './plain-lines.js'

/** Shows how far a run is. */
export interface Progress {
  /** Call it as often as you like. */
  update(tick: Tick): void
  /** Ends the display; the last stage is written down. Safe twice. */
  end(): void
}

/** How readings reach a person: a line that moves, or lines that stay. */
export interface Display {
  show(reading: Reading): void
  /** A stage has ended: its line stays. */
  settle(line: string): void
  end(): void
}

/** Progress on the error stream: a live line on a terminal, a plain line every few seconds elsewhere, nothing if `silent`. */
export function startProgress(terminal: Terminal, silent: boolean): Progress {
  if (silent) return { update() {}, end() {} }
  return new StageProgress(terminal.err.isTTY === true ? liveLine(terminal) : plainLines(terminal))
}

class StageProgress implements Progress {
  readonly #display: Display
  #stage: { readonly name: string; readonly gauge: Gauge } | undefined
  #last: Reading | undefined

  constructor(display: Display) {
    this.#display = display
  }

  update(tick: Tick): void {
    const now = performance.now()
    if (this.#stage?.name !== tick.stage) {
      this.#settle(now)
      this.#stage = { name: tick.stage, gauge: new Gauge(now) }
    }
    this.#last = this.#stage.gauge.read(tick, now)
    this.#display.show(this.#last)
  }

  end(): void {
    this.#settle(performance.now())
    this.#display.end()
  }

  #settle(now: number): void {
    if (this.#last === undefined || this.#stage === undefined) return
    // The stage lasted until now, not until its last tick.
    this.#display.settle(describeEnd(this.#stage.gauge.read(this.#last, now)))
    this.#last = undefined
    this.#stage = undefined
  }
}
