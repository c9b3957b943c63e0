import type { Destination } from '../destination.js'

/** The error that a test throws on purpose. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault'
}

/** Where a destination breaks off. */
export interface FaultPlace {
  /** Number of the call to `find`, `reserve` or `apply`, from 0. */
  readonly call: number
  /** `before`: nothing of the call is done. `after`: all of it is done and the answer gets lost. */
  readonly when: 'before' | 'after'
  /** @default throws an `InjectedFault` */
  readonly fault?: () => never
}

/** The same destination, that breaks off at one call. It can't be disposed: that is for whoever has the inner one. */
export function failingDestination(inner: Destination, place: FaultPlace): Destination {
  let calls = 0
  const { call, when, fault = injected } = place
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const isIt = calls++ === call
    if (isIt && when === 'before') fault()
    const result = await work()
    if (isIt) fault()
    return result
  }
  return {
    reader: inner.reader,
    addressOf: inner.addressOf.bind(inner),
    describe: (options) => inner.describe(options),
    find: (source, records, options) => guarded(() => inner.find(source, records, options)),
    reserve: (records, options) => guarded(() => inner.reserve(records, options)),
    apply: (steps, context) => guarded(() => inner.apply(steps, context)),
    async [Symbol.asyncDispose]() {},
  }
}

function injected(): never {
  throw new InjectedFault('A fault on purpose')
}
