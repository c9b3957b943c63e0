import { readdirSync, statSync } from 'node:fs'
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

/** Bytes of a file, or of all files of a folder; 0 where there is none, and for files that come and go meanwhile. */
export function bytesAt(place: string): number {
  const found = statSync(place, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.size
  return namesIn(place).reduce((sum, name) => sum + bytesAt(path.join(place, name)), 0)
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
