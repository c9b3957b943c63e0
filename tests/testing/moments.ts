import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Waits for something to become true, looking every other millisecond. */
export interface Watch extends Disposable {
  /** Aborted once it was true. */
  readonly signal: AbortSignal
}

/** Watches for a moment in the life of another process, by what it leaves on the disk. */
export function watchFor(condition: () => boolean): Watch {
  const moment = new AbortController()
  const timer = setInterval(() => {
    if (!condition()) return
    clearInterval(timer)
    moment.abort()
  }, 2)
  return {
    signal: moment.signal,
    [Symbol.dispose]: () => {
      clearInterval(timer)
    },
  }
}

/** Bytes of a file, or of all files of a folder; 0 where there is none. Files that come and go meanwhile count as 0. */
export function bytesAt(place: string): number {
  try {
    const found = statSync(place)
    if (!found.isDirectory()) return found.size
    return readdirSync(place).reduce((sum, name) => sum + bytesAt(path.join(place, name)), 0)
  } catch (error) {
    if (existsSync(place)) throw error
    return 0
  }
}
