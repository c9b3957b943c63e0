/** The reason of every signal of ours: somebody pressed Ctrl-C, or the system asked the process to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'

  constructor() {
    super('Interrupted')
  }
}

/** Ctrl-C and SIGTERM as an abort signal. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal
}

/** The first interrupt aborts, so that work stops between two items; the second one leaves at once. */
export function watchInterrupts(note: (line: string) => void, exitCode: number): Interruption {
  const abort = new AbortController()
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(exitCode)
    abort.abort(new Interrupted())
    note('Stopping cleanly; press Ctrl-C again to leave at once')
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return {
    signal: abort.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
    },
  }
}
