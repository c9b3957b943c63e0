import type { Terminal } from './terminal.js'

const batchSize = 1 << 16

/** Writes many lines as results, in batches. Dispose it (or `flush`) to write the last ones. */
export class LineOutput implements AsyncDisposable {
  readonly #terminal: Terminal
  #pieces: Uint8Array[] = []
  #size = 0

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  async write(line: string | Uint8Array): Promise<void> {
    const bytes = typeof line === 'string' ? Buffer.from(line) : line
    this.#pieces.push(bytes, lineFeed)
    this.#size += bytes.length + 1
    if (this.#size >= batchSize) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#size === 0) return
    const batch = Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#size = 0
    await this.#terminal.print(batch)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush()
  }
}

const lineFeed = Buffer.from('\n')
