import type { Terminal } from '../terminal/terminal.js'
import { describeReading } from './describe.js'
import type { Display } from './progress.js'

/** Milliseconds between two lines of one stage. */
const pause = 5_000

/** For logs and pipes: a line every few seconds, and one at the end of each stage. */
export function plainLines(terminal: Terminal): Display {
  let next = performance.now() + pause
  return {
    show(reading) {
      const now = performance.now()
      if (now < next) return
      next = now + pause
      terminal.note(describeReading(reading))
    },
    settle(line) {
      next = performance.now() + pause
      terminal.note(line)
    },
    end() {},
  }
}
