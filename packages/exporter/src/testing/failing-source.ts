import type { OpenSource, Source, SourceItem } from '../source.js'

/** Thrown by a source that breaks off on purpose. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault'
}

/** Counts pulls over all parts of a source and throws at one of them. */
export class FaultAt {
  /** Pulls so far. */
  pulls = 0
  readonly #at: number

  constructor(at: number) {
    this.#at = at
  }

  pull(): void {
    if (this.pulls++ === this.#at) throw new InjectedFault(`Broken off at pull ${this.#at}`)
  }
}

/** The source, with a fault at one pull of an item or a chunk of a file. */
export function failing(open: OpenSource, fault: FaultAt): OpenSource {
  return async (scratch, options) => {
    const source = await open(scratch, options)
    const read = async function* (...[selection, done, call]: Parameters<Source['read']>): AsyncGenerator<SourceItem> {
      for await (const item of source.read(selection, done, call)) {
        fault.pull()
        yield item.type === 'file' ? { ...item, open: (inner) => chunks(item.open(inner), fault) } : item
      }
    }
    return {
      assess: (selection, call) => source.assess(selection, call),
      identity: () => source.identity(),
      accounts: () => source.accounts(),
      read,
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    }
  }
}

async function* chunks(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  fault: FaultAt,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    fault.pull()
    yield chunk
  }
}
