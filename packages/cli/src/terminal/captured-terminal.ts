import { Writable } from 'node:stream'
import { createTerminal, type Terminal } from './terminal.js'

/** A terminal that keeps what is written to it. */
export interface CapturedTerminal {
  readonly terminal: Terminal
  /** Results so far. */
  readonly out: () => string
  /** Everything else so far. */
  readonly err: () => string
}

/** A terminal without a screen, for a command that another one runs. `onOut` is called after each result. */
export function captureTerminal(onOut: (text: string) => void = () => undefined): CapturedTerminal {
  const pieces: { readonly out: string[]; readonly err: string[] } = { out: [], err: [] }
  const stream = (to: string[], tell: (text: string) => void): Writable =>
    new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        to.push(chunk.toString())
        tell(to.join(''))
        done()
      },
    })
  return {
    terminal: createTerminal(
      stream(pieces.out, onOut),
      stream(pieces.err, () => undefined),
      {},
    ),
    out: () => pieces.out.join(''),
    err: () => pieces.err.join(''),
  }
}
