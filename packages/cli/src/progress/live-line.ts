import cliProgress from 'cli-progress'
import { shorten } from '@spacecrate/report/words'
import type { Terminal } from '../terminal/terminal.js'
import { describeReading } from './describe.js'
import type { Reading } from './gauge.js'
import type { Display } from './progress.js'

const barWidth = 24

/** One line that moves in place; a line per finished stage stays above it. */
export function liveLine(terminal: Terminal): Display {
  let bar: cliProgress.SingleBar | undefined
  let current: Reading | undefined

  function draw(): string {
    return current === undefined ? '' : shorten(describeReading(current, drawBar), terminal.width - 1)
  }

  function drawBar(share: number): string {
    const full = Math.round(share * barWidth)
    return '█'.repeat(full) + '░'.repeat(barWidth - full)
  }

  function stop(): void {
    bar?.stop()
    bar = undefined
  }

  return {
    show(reading) {
      current = reading
      if (bar !== undefined) return
      bar = new cliProgress.SingleBar({
        format: draw,
        stream: terminal.err,
        fps: 8,
        hideCursor: true,
        clearOnComplete: true,
        // Ctrl-C is ours: the bar must not end the process.
        gracefulExit: false,
      })
      bar.start(1, 0)
    },
    settle(line) {
      stop()
      terminal.note(`${terminal.paint('good', '✓', 'err')} ${line}`)
    },
    end: stop,
  }
}
