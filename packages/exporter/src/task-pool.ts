/**
 * Runs at most n tasks at once and stops at the first that fails. `signal` is aborted by then, so that whatever runs
 * under it ends soon.
 */
export class TaskPool {
  readonly #limit: number
  readonly #stop = new AbortController()
  readonly #running = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined
  readonly signal: AbortSignal

  constructor(limit: number, signal?: AbortSignal) {
    this.#limit = limit
    this.signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal
  }

  /** Starts a task when there is room, which is what it waits for. Throws what an earlier task threw. */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#limit) await Promise.race(this.#running)
    this.#rethrow()
    const running = task().then(
      () => void this.#running.delete(running),
      (error: unknown) => {
        this.#running.delete(running)
        this.#failure ??= { error }
        this.#stop.abort(error)
      },
    )
    this.#running.add(running)
  }

  /** Waits for all tasks. Throws what the first failing one threw. */
  async end(): Promise<void> {
    await Promise.all(this.#running)
    this.#rethrow()
  }

  /** Stops all tasks for a reason, waits for them, and returns what went wrong first. */
  async stop(reason: unknown): Promise<unknown> {
    const first = this.#failure?.error ?? reason
    this.#stop.abort(reason)
    await Promise.all(this.#running)
    return first
  }

  #rethrow(): void {
    if (this.#failure) throw this.#failure.error
  }
}
