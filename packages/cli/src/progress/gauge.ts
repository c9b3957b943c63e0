/** How far a long piece of work is. */
export interface Tick {
  /** What is being done: `reading`, `packing` … */
  readonly stage: string
  readonly done: number
  /** Absent where nobody knows. */
  readonly total?: number | undefined
  /** What `done` and `total` count. */
  readonly unit: string
  /** Bytes moved so far, where `unit` isn't bytes itself. */
  readonly bytes?: number | undefined
}

/** A tick with what follows from the ticks before it. */
export interface Reading extends Tick {
  /** Milliseconds since the stage began. */
  readonly elapsed: number
  /** Units per second over the last seconds; 0 while unknown. */
  readonly rate: number
  /** Bytes per second over the last seconds; 0 while unknown. */
  readonly byteRate: number
  /** Milliseconds left; absent while unknown. */
  readonly left?: number | undefined
}

interface Sample {
  readonly at: number
  readonly done: number
  readonly bytes: number
}

/** Rates are taken over this many milliseconds, so that they follow the work without jumping. */
const span = 10_000

/** Measures the speed of one stage. */
export class Gauge {
  readonly #began: number
  readonly #samples: Sample[] = []

  constructor(now: number) {
    this.#began = now
  }

  read(tick: Tick, now: number): Reading {
    const bytes = tick.unit === 'bytes' ? tick.done : (tick.bytes ?? 0)
    const last = this.#samples.at(-1)
    // At most four samples a second: a stage of millions of ticks must not fill the memory.
    if (last === undefined || now - last.at >= 250) this.#samples.push({ at: now, done: tick.done, bytes })
    while (this.#samples.length > 1 && now - (this.#samples[0]?.at ?? now) > span) this.#samples.shift()
    const first = this.#samples[0]
    const seconds = first === undefined ? 0 : (now - first.at) / 1000
    const rate = first !== undefined && seconds > 0.5 ? Math.max(0, (tick.done - first.done) / seconds) : 0
    const byteRate = first !== undefined && seconds > 0.5 ? Math.max(0, (bytes - first.bytes) / seconds) : 0
    const reading = { ...tick, elapsed: now - this.#began, rate, byteRate }
    if (tick.total === undefined || rate === 0 || tick.total < tick.done) return reading
    return { ...reading, left: ((tick.total - tick.done) / rate) * 1000 }
  }
}
