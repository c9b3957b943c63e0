import { once } from 'node:events'
import { stripVTControlCharacters, styleText } from 'node:util'
import { countCharacters } from '@spacecrate/report/words'

/** What the command uses of a stream of the process. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly writableNeedDrain?: boolean
}

/** The looks that the command uses. */
export type Look = 'good' | 'bad' | 'warn' | 'strong' | 'faint'

const looks = { good: 'green', bad: 'red', warn: 'yellow', strong: 'bold', faint: 'dim' } as const

/** Where the command writes: results on `out`, everything else on `err`. */
export interface Terminal {
  readonly out: Output
  readonly err: Output
  /** Columns to fill; 100 where the width is unknown. */
  readonly width: number
  /** Writes results, and waits when the reader is slower. */
  print(text: string | Uint8Array): Promise<void>
  /** Writes a line that isn't a result. */
  note(line: string): void
  /** Colours text for `out` (or `err`), if that is a terminal and nobody asked for no colours. */
  paint(look: Look, text: string, where?: 'out' | 'err'): string
}

/** The terminal of this process, or of a test. */
export function createTerminal(out: Output, err: Output, env: NodeJS.ProcessEnv): Terminal {
  const plain = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb'
  return {
    out,
    err,
    // A terminal that doesn't know its width says 0.
    width: out.columns || err.columns || 100,
    async print(text) {
      if (!out.write(text)) await once(out, 'drain')
    },
    note(line) {
      err.write(`${line}\n`)
    },
    paint(look, text, where = 'out') {
      const coloured = !plain && (where === 'out' ? out : err).isTTY === true
      return coloured ? styleText(looks[look], text, { validateStream: false }) : text
    },
  }
}

/** Characters that a text takes on a terminal, colours not counted. Wide characters count as one. */
export function textWidth(text: string): number {
  return countCharacters(stripVTControlCharacters(text))
}
